import type { Log } from '../model/log.ts';
import type { Report } from '../report/report.ts';

/** The world, as far as a command may touch it. */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: (text: string) => void;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** What a command leaves to its entry point: the report is not rendered yet. */
export interface CommandResult {
  readonly report: Report;
  /** 0 done, 1 a rule failed, 3 some artifacts could not be copied. */
  readonly exitCode: 0 | 1 | 3;
}
