/**
 * What went wrong, as a closed set. The first word groups the codes by exit code:
 * `usage-` and `config-` and `pipeline-` end with 2, everything else with 3.
 */
export type ErrorCode =
  | 'usage'
  | 'config'
  | 'pipeline'
  | 'network'
  | 'upstream'
  | 'integrity'
  | 'store'
  | 'git'
  | 'platform'
  | 'refused'
  | 'unsupported'
  | 'interrupted';

export interface ErrorDetails {
  /** What the reader can do about it; one sentence. */
  readonly hint?: string;
  /** File the error is about, relative to the repository. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  readonly cause?: unknown;
}

/** The only error type that reaches a person. Its message never holds a secret: redact before constructing. */
export class OfflineGenError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'OfflineGenError';
    this.code = code;
    this.details = details;
  }
}

const USAGE_CODES: ReadonlySet<ErrorCode> = new Set(['usage', 'config', 'pipeline', 'refused']);

/** Exit code of the command line for an error: 2 usage/configuration/pipeline, 130 interrupted, else 3. */
export function exitCodeOf(error: unknown): 2 | 3 | 130 {
  if (!(error instanceof OfflineGenError)) return 3;
  if (error.code === 'interrupted') return 130;
  return USAGE_CODES.has(error.code) ? 2 : 3;
}

/** One line for a person: `file:line:column: message. Hint.` */
export function describeError(error: unknown): string {
  if (!(error instanceof OfflineGenError)) return messageOf(error);
  const { file, line, column, hint } = error.details;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const text = place === '' ? error.message : `${place}: ${error.message}`;
  return hint === undefined ? text : `${text.replace(/[.\s]+$/, '')}. ${hint}`;
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
