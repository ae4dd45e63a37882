import { isMap, isNode, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { OfflineGenError } from './errors.ts';

/** A lock that is being read, with all that an error needs to name its place. */
export interface Reader {
  readonly file: string;
  readonly lines: LineCounter;
  readonly root: YAMLMap;
}

const RESTORE = 'Restore the file from the last commit, or delete it and run `offline-gen mirror`.';

const CONFLICT = /^(?:<{7}|={7}|>{7})(?= |\r?$)/m;

/** Parses the YAML of a lock. Throws `OfflineGenError('config')` for damage and for anything but a map. */
export function openReader(text: string, file: string): Reader {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (message: string, offset: number, hint: string) =>
    new OfflineGenError('config', message, { file, ...placeAt(lines, offset), hint });
  const conflict = text.search(CONFLICT);
  if (conflict >= 0) {
    const hint = 'Take either side: `offline-gen mirror` then brings it up to date.';
    throw fail('the lock holds the marks of a merge conflict', conflict, hint);
  }
  const [error] = document.errors;
  if (error !== undefined) {
    throw fail(`not valid YAML: ${error.message.split('\n', 1)[0]}`, error.pos[0], RESTORE);
  }
  const root = document.contents;
  if (!isMap(root)) throw fail('the lock has to be a map', root?.range?.[0] ?? 0, RESTORE);
  return { file, lines, root };
}

/** The error for a node's place; for the start of the file when there is no node. */
export function failure(reader: Reader, message: string, node: unknown, hint = RESTORE): OfflineGenError {
  const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  return new OfflineGenError('config', message, {
    file: reader.file,
    ...placeAt(reader.lines, offset),
    hint,
  });
}

/** The plain value under a key. Throws `OfflineGenError('config')` when it is missing or not as expected. */
export function readScalar<Value>(
  reader: Reader,
  map: YAMLMap,
  key: string,
  expected: string,
  isExpected: (value: unknown) => value is Value,
): Value {
  const node: unknown = map.get(key, true);
  if (node === undefined) throw failure(reader, `\`${key}\` is missing`, map);
  if (!isScalar(node)) throw failure(reader, `\`${key}\` has to be ${expected}`, node);
  const { value } = node;
  if (!isExpected(value)) throw failure(reader, `\`${key}\` has to be ${expected}`, node);
  return value;
}

/** Throws `OfflineGenError('config')` for a key that is not in `known`. */
export function refuseOtherKeys(reader: Reader, map: YAMLMap, known: readonly string[]): void {
  for (const { key } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    if (!known.includes(name)) throw failure(reader, `the lock has no key ${JSON.stringify(name)}`, key);
  }
}

function placeAt(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}
