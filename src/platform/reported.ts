/** What a comment on a pull request reported: it travels in the comment, out of sight, to the run after the merge. */
export interface Reported {
  /** Commit that was reported on; empty when the CI did not name it. */
  readonly head: string;
  /** Artifact id → version that it resolved to; null when they were too many to keep. */
  readonly versions: ReadonlyMap<string, string> | null;
}

/** Characters of the line: a third of what GitHub takes for a whole comment. */
const LIMIT = 20_000;
const START = '<!-- offline-gen:reported ';
const END = ' -->';
const SCHEMA_VERSION = 1;

/**
 * One line for `parseReported`: an HTML comment that nothing in it can end. A line that would be too long is made
 * without versions, and `isShortened` says so.
 */
export function renderReported({ head, versions }: Reported): {
  readonly line: string;
  readonly isShortened: boolean;
} {
  const line = lineOf(head, versions === null ? null : [...versions]);
  const isShortened = line.length > LIMIT;
  return { line: isShortened ? lineOf(head, null) : line, isShortened };
}

function lineOf(head: string, versions: readonly (readonly [string, string])[] | null): string {
  const json = JSON.stringify({ schemaVersion: SCHEMA_VERSION, head, versions });
  return `${START}${escapeInJson(json)}${END}`;
}

/** What could end an HTML comment, or mean something to the hosting service, becomes an escape of its JSON text. */
function escapeInJson(json: string): string {
  const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(/--|[<>&@#]|[^\x20-\x7e]/g, (text) => text.split('').map(escapeUnit).join(''));
}

/**
 * Reads the first line of a comment; null when it is none that this version wrote. The comment comes from the network
 * and people can edit it, so every part is checked.
 */
export function parseReported(comment: string): Reported | null {
  const line = comment.split('\n', 1)[0]?.trimEnd() ?? '';
  if (!line.startsWith(START) || !line.endsWith(END) || line.length > LIMIT) return null;
  return readReported(parseJson(line.slice(START.length, -END.length)));
}

function readReported(value: unknown): Reported | null {
  if (!isRecord(value) || Object.keys(value).sort().join() !== 'head,schemaVersion,versions') return null;
  const { schemaVersion, head, versions } = value;
  if (schemaVersion !== SCHEMA_VERSION) return null;
  if (typeof head !== 'string' || !/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(head)) return null;
  if (versions === null) return { head, versions };
  return Array.isArray(versions) && versions.every(isPair) ? { head, versions: new Map(versions) } : null;
}

function isPair(value: unknown): value is readonly [string, string] {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((text) => typeof text === 'string' && text !== '')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
