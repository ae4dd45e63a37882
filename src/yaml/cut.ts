import type { YAMLMap, YAMLSeq } from 'yaml';
import type { YamlFile } from './document.ts';
import { commaBefore, endOfLine, linesOf, startsLine } from './span.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Cuts entries out of a flow collection, so that commas, comments and the lines of the others stay as they are. */
export function cutEntries(
  yaml: YamlFile,
  collection: YAMLMap | YAMLSeq,
  entries: readonly Span[],
  isCut: (index: number) => boolean,
): { readonly start: number; readonly end: number; readonly text: '' }[] {
  return runs(entries.length, isCut).map(([first, last]) => {
    const run = { start: entries[first]?.start ?? 0, end: entries[last]?.end ?? 0 };
    const gap = { before: entries[first - 1], after: entries[last + 1] };
    return { ...cut(yaml, run, gap, commaBefore(collection, last + 1)), text: '' };
  });
}

/** Ranges of neighbours that are cut. */
function runs(count: number, isCut: (index: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let index = 0; index < count; index += 1) {
    if (!isCut(index)) continue;
    const last = found.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else found.push([index, index]);
  }
  return found;
}

/** The entries beside those that are cut. */
interface Kept {
  readonly before: Span | undefined;
  readonly after: Span | undefined;
}

function cut(yaml: YamlFile, run: Span, kept: Kept, comma: number | undefined): Span {
  if (kept.after !== undefined && isOneLine(yaml, run.end, kept.after.start)) {
    return { start: run.start, end: kept.after.start };
  }
  if (kept.before !== undefined && isOneLine(yaml, kept.before.end, run.start)) {
    return { start: kept.before.end, end: run.end };
  }
  if (
    kept.before !== undefined &&
    kept.after === undefined &&
    !hasComment(yaml, kept.before.end, run.start)
  ) {
    const comment = /^[ \t]+#[^\r\n]*/.exec(yaml.text.slice(run.end))?.[0].length ?? 0;
    return { start: kept.before.end, end: run.end + comment };
  }
  const trailing = kept.after === undefined ? /^\s*,/.exec(yaml.text.slice(run.end))?.[0].length : undefined;
  const end = comma === undefined ? run.end + (trailing ?? 0) : afterComma(yaml, comma);
  const rest = yaml.text.slice(end, endOfLine(yaml, end));
  if (startsLine(yaml, run.start) && /^\s*,?\s*(#.*)?$/.test(rest)) {
    return linesOf(yaml, run.start, end);
  }
  return { start: run.start, end };
}

/** Offset after a comma and the space behind it, unless a line ends there. */
function afterComma(yaml: YamlFile, comma: number): number {
  return comma + 1 + (/^[ \t]+(?=[^\s#])/.exec(yaml.text.slice(comma + 1, comma + 100))?.[0].length ?? 0);
}

function hasComment(yaml: YamlFile, start: number, end: number): boolean {
  return yaml.text.slice(start, end).includes('#');
}

function isOneLine(yaml: YamlFile, start: number, end: number): boolean {
  return !yaml.text.slice(start, end).includes('\n');
}
