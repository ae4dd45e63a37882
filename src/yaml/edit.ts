import { isCollection, isScalar, type Pair, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { cutEntries } from './cut.ts';
import type { YamlFile } from './document.ts';
import { emitBlock, emitFlow, isSmall } from './emit.ts';
import { isMergePair, keyText } from './lookup.ts';
import { endOf, endOfLine, endOfPair, indentOf, linesOf, startOf, startOfPair, startsLine } from './span.ts';

/** Replaces `[start, end)` of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An edit that changes what a map or a list holds. */
export interface NodeEdit extends Edit {
  readonly of: YAMLMap | YAMLSeq;
  /** The keys that are set or removed; none for items of a list. */
  readonly keys: readonly string[];
}

/** Applies edits that do not overlap; at one place insertions come first, in the order given. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  const parts: string[] = [];
  let at = 0;
  for (const { edit } of ordered) {
    if (edit.start < at) throw new Error(`edits overlap at offset ${edit.start}`);
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  return [...parts, text.slice(at)].join('');
}

/** Sets a key: replaces its pair, or adds one at the end of the line of the pair `after`. */
export function setPair(yaml: YamlFile, map: YAMLMap, key: string, value: unknown, after: string): NodeEdit {
  const own = (name: string) =>
    map.items.findLast((pair) => !isMergePair(pair) && keyText(yaml, pair) === name);
  const pair = own(key);
  if (pair !== undefined) return { ...replacePair(yaml, map, pair, key, value), of: map, keys: [key] };
  const anchor = own(after) ?? map.items.at(-1);
  return { ...addPair(yaml, map, anchor, key, value), of: map, keys: [key] };
}

function replacePair(yaml: YamlFile, map: YAMLMap, pair: Pair, key: string, value: unknown): Edit {
  const start = startOfPair(pair);
  const end = endOfPair(yaml, pair);
  const text = pairText(yaml, map, key, value);
  return { start, end: isBlockValue(pair) ? endOfLine(yaml, end) : end, text };
}

/** A comment behind the last line of a block belongs to that line, and goes with it. */
function isBlockValue({ value }: Pair): boolean {
  return isCollection(value) && value.flow !== true;
}

function addPair(yaml: YamlFile, map: YAMLMap, after: Pair | undefined, key: string, value: unknown): Edit {
  const text = pairText(yaml, map, key, value);
  if (after === undefined) {
    const inside = startOf(map) + 1;
    return { start: inside, end: inside, text };
  }
  const end = endOfPair(yaml, after);
  if (map.flow === true) return { start: end, end, text: `, ${text}` };
  const at = endOfLine(yaml, end);
  return { start: at, end: at, text: `\n${' '.repeat(indentOf(yaml, map))}${text}` };
}

/** `key: value` in the style of the map it goes to. */
function pairText(yaml: YamlFile, map: YAMLMap, key: string, value: unknown): string {
  if (map.flow === true && isJson(map)) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  if (map.flow === true || isSmall(value)) return `${emitFlow(key)}: ${emitFlow(value)}`;
  const column = indentOf(yaml, map) + 2;
  return `${emitFlow(key)}:\n${' '.repeat(column)}${emitBlock(value, column)}`;
}

/** Whether a map in flow style is written as JSON has it. */
export function isJson(map: YAMLMap): boolean {
  const key = map.items[0]?.key;
  return isScalar(key) && key.type === Scalar.QUOTE_DOUBLE;
}

/** Removes every pair of the given keys, with their lines or their commas. */
export function removePairs(yaml: YamlFile, map: YAMLMap, keys: readonly string[]): NodeEdit[] {
  return removeWhere(yaml, map, (pair) => !isMergePair(pair) && keys.includes(keyText(yaml, pair)));
}

/** Removes one pair, as `removePairs` does. */
export function removePair(yaml: YamlFile, map: YAMLMap, pair: Pair): NodeEdit[] {
  return removeWhere(yaml, map, (candidate) => candidate === pair);
}

function removeWhere(yaml: YamlFile, map: YAMLMap, isRemoved: (pair: Pair) => boolean): NodeEdit[] {
  const removed = map.items.filter(isRemoved);
  const keys = removed.map((pair) => keyText(yaml, pair));
  return removed.length === 0 ? [] : cutPairs(yaml, map, removed).map((edit) => ({ ...edit, of: map, keys }));
}

function cutPairs(yaml: YamlFile, map: YAMLMap, removed: readonly Pair[]): Edit[] {
  const spans = map.items.map((pair) => ({ start: startOfPair(pair), end: endOfPair(yaml, pair) }));
  if (map.flow === true)
    return cutEntries(yaml, map, spans, (index) => removed.some((pair) => pair === map.items[index]));
  if (removed.length === map.items.length)
    return [{ start: spans[0]?.start ?? 0, end: endOf(yaml, map), text: '{}' }];
  const lead = map.items.findIndex((pair) => !removed.includes(pair));
  const [first] = spans;
  const next = spans[lead];
  if (lead === 0 || first === undefined || next === undefined || startsLine(yaml, first.start))
    return removed.map((pair) => removeLines(yaml, map, pair));
  const others = removed.slice(lead).map((pair) => removeLines(yaml, map, pair));
  if (!hasComment(yaml, spans.slice(0, lead), next.start))
    return [{ start: first.start, end: next.start, text: '' }, ...others];
  const space = /[ \t]*$/.exec(yaml.text.slice(0, first.start))?.[0].length ?? 0;
  const line = { start: first.start - space, end: endOfLine(yaml, first.end), text: '' };
  return [line, ...removed.slice(1, lead).map((pair) => removeLines(yaml, map, pair)), ...others];
}

/** Whether a comment stands on a line of its own between the pairs, or between them and what follows. */
function hasComment(yaml: YamlFile, spans: readonly { readonly end: number }[], next: number): boolean {
  const last = spans.at(-1)?.end ?? next;
  const gaps = spans.slice(0, -1).map(({ end }) => yaml.text.slice(endOfLine(yaml, end), last));
  return [...gaps, yaml.text.slice(endOfLine(yaml, last), next)].some((gap) => /^\s*#/m.test(gap));
}

/** The lines of a pair, and the blank lines below it when a blank line stands above too and a pair follows. */
function removeLines(yaml: YamlFile, map: YAMLMap, pair: Pair): Edit {
  const lines = linesOf(yaml, startOfPair(pair), endOfPair(yaml, pair));
  const isBlankAbove = /(^|\n)[ \t]*\r?$/.test(yaml.text.slice(0, lines.start));
  if (!isBlankAbove || map.items.at(-1) === pair) return { ...lines, text: '' };
  const below = /^(?:\r?\n[ \t]*(?=\r?\n))*/.exec(yaml.text.slice(lines.end))?.[0].length ?? 0;
  return { ...lines, end: lines.end + below, text: '' };
}

/** Adds a pair with a list in block style to the root map of a document. */
export function appendRootList(
  yaml: YamlFile,
  root: YAMLMap,
  key: string,
  values: readonly unknown[],
): NodeEdit {
  const last = root.items.at(-1);
  if (root.flow === true || last === undefined) return setPair(yaml, root, key, values, '');
  const at = endOfLine(yaml, endOfPair(yaml, last));
  const text = `\n\n${key}:\n- ${values.map((value) => emitBlock(value, 2)).join('\n- ')}`;
  return { start: at, end: at, text, of: root, keys: [key] };
}
