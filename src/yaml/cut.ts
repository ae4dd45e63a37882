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
    const commas = { before: commaBefore(collection, first), after: commaBefore(collection, last + 1) };
    return { ...cut(yaml, run, gap, commas), text: '' };
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

interface Around<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

function cut(yaml: YamlFile, run: Span, kept: Around<Span>, commas: Around<number>): Span {
  if (kept.after !== undefined && isOneLine(yaml, run.end, kept.after.start)) {
    return { start: run.start, end: kept.after.start };
  }
  if (kept.before !== undefined && isOneLine(yaml, kept.before.end, run.start)) {
    return { start: kept.before.end, end: run.end };
  }
  const trailing = kept.after === undefined ? /^\s*,/.exec(yaml.text.slice(run.end))?.[0].length : undefined;
  const end = commas.after === undefined ? run.end + (trailing ?? 0) : commas.after + 1;
  const rest = yaml.text.slice(end, endOfLine(yaml, end));
  if (startsLine(yaml, run.start) && /^\s*,?\s*(#.*)?$/.test(rest)) {
    return linesOf(yaml, run.start, end);
  }
  const isLeadingComma =
    commas.before !== undefined && isOneLine(yaml, commas.before, run.start) && commas.after === undefined;
  return { start: isLeadingComma ? (commas.before ?? run.start) : run.start, end };
}

function isOneLine(yaml: YamlFile, start: number, end: number): boolean {
  return !yaml.text.slice(start, end).includes('\n');
}
