import { isCollection, isMap, isScalar, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { keyText, type YamlFile } from './document.ts';
import { emitBlock, emitFlow, isSmall } from './emit.ts';

/** Replaces `[start, end)` of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
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

/** Offset where a node's text begins, without its anchor and tag. */
export function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** Offset just after a node's own text: no trailing comment, no trailing white space. */
export function endOf(yaml: YamlFile, node: unknown): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (last !== undefined) return isMap(node) ? endOfPair(yaml, last as Pair) : endOf(yaml, last);
  }
  const range = (node as Node | null)?.range;
  const end = range?.[1] ?? 0;
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
    ? end - (/\s*$/.exec(yaml.text.slice(startOf(node), end))?.[0].length ?? 0)
    : end;
}

/** Offset just after a pair: its value, or its colon where it has none. */
export function endOfPair(yaml: YamlFile, pair: Pair): number {
  const value = pair.value as Node | null;
  const hasText = value !== null && value.range != null && value.range[1] > value.range[0];
  return hasText ? endOf(yaml, value) : colonOf(yaml, pair) + 1;
}

function colonOf(yaml: YamlFile, pair: Pair): number {
  const keyEnd = (pair.key as Node).range?.[1] ?? 0;
  return yaml.text.indexOf(':', keyEnd);
}

export function startOfPair(pair: Pair): number {
  return startOf(pair.key as Node);
}

/** 0-based column of an offset. */
export function columnOf(yaml: YamlFile, offset: number): number {
  return offset - (yaml.text.lastIndexOf('\n', offset - 1) + 1);
}

function endOfLine(yaml: YamlFile, offset: number): number {
  const end = yaml.text.indexOf('\n', offset);
  return end < 0 ? yaml.text.length : end;
}

/** Whether a node is written in flow style, or stands inside something that is. */
export function isFlow(node: YAMLMap | YAMLSeq): boolean {
  return node.flow === true;
}

/** `key: value` in the style of the map it goes to. */
function pairText(map: YAMLMap, key: string, value: unknown, column: number): string {
  if (isFlow(map) || isSmall(value)) return `${key}: ${emitFlow(value)}`;
  return `${key}:\n${' '.repeat(column + 2)}${emitBlock(value, column + 2)}`;
}

/** Sets a key: replaces its pair, or adds one at the end of the line of the pair `after`. */
export function setPair(yaml: YamlFile, map: YAMLMap, key: string, value: unknown, after: string): Edit {
  const pair = map.items.find((candidate) => keyText(candidate) === key);
  if (pair !== undefined) {
    const start = startOfPair(pair);
    return { start, end: endOfPair(yaml, pair), text: pairText(map, key, value, columnOf(yaml, start)) };
  }
  const anchor = map.items.find((candidate) => keyText(candidate) === after) ?? map.items.at(-1);
  if (anchor === undefined) throw new Error('a pair can only be added to a map that has one');
  const column = columnOf(yaml, startOfPair(anchor));
  const end = endOfPair(yaml, anchor);
  if (isFlow(map)) return { start: end, end, text: `, ${pairText(map, key, value, column)}` };
  const at = endOfLine(yaml, end);
  return { start: at, end: at, text: `\n${' '.repeat(column)}${pairText(map, key, value, column)}` };
}

/** Removes a pair with its line, or with its comma. */
export function removePair(yaml: YamlFile, map: YAMLMap, pair: Pair): Edit {
  const index = map.items.indexOf(pair);
  const next = map.items[index + 1];
  const before = map.items[index - 1];
  const start = startOfPair(pair);
  if (next !== undefined && (isFlow(map) || !startsLine(yaml, start))) {
    return { start, end: startOfPair(next), text: '' };
  }
  if (before !== undefined && isFlow(map))
    return { start: endOfPair(yaml, before), end: endOfPair(yaml, pair), text: '' };
  const lineStart = startsLine(yaml, start) ? start - columnOf(yaml, start) : start;
  return { start: lineStart, end: afterLine(yaml, lineStart, endOfPair(yaml, pair)), text: '' };
}

/** Offset after the line that holds `end`, and after the blank lines below it when a blank line stands above too. */
function afterLine(yaml: YamlFile, lineStart: number, end: number): number {
  const next = Math.min(endOfLine(yaml, end) + 1, yaml.text.length);
  const blankAbove = lineStart === 0 || yaml.text.slice(0, lineStart).endsWith('\n\n');
  const blankBelow = /^(?:[ \t]*\n)*/.exec(yaml.text.slice(next))?.[0].length ?? 0;
  return blankAbove ? next + blankBelow : next;
}

function startsLine(yaml: YamlFile, offset: number): boolean {
  return /^\s*$/.test(yaml.text.slice(offset - columnOf(yaml, offset), offset));
}

/** Offset of the dash of a block list's item. */
function dashOf(yaml: YamlFile, seq: YAMLSeq, index: number): number {
  const token = seq.srcToken;
  if (token?.type === 'block-seq') {
    const dash = token.items[index]?.start.find((part) => part.type === 'seq-item-ind');
    if (dash !== undefined) return dash.offset;
  }
  return yaml.text.lastIndexOf('-', startOf(seq.items[index] as Node));
}

/** Adds items before the first one of a list. */
export function prependItems(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): Edit {
  if (isFlow(seq)) {
    const at = startOf(seq) + 1;
    const rest = seq.items.length === 0 ? '' : ', ';
    return { start: at, end: at, text: `${values.map(emitFlow).join(', ')}${rest}` };
  }
  const at = dashOf(yaml, seq, 0);
  const column = columnOf(yaml, at);
  return {
    start: at,
    end: at,
    text: values.map((value) => `- ${emitBlock(value, column + 2)}\n${' '.repeat(column)}`).join(''),
  };
}

/** Adds items after the last one of a list. */
export function appendItems(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): Edit {
  const last = seq.items.at(-1);
  if (isFlow(seq)) {
    const at = last === undefined ? startOf(seq) + 1 : endOf(yaml, last);
    return {
      start: at,
      end: at,
      text: `${last === undefined ? '' : ', '}${values.map(emitFlow).join(', ')}`,
    };
  }
  const column = columnOf(yaml, dashOf(yaml, seq, 0));
  const at = endOfLine(yaml, endOf(yaml, last));
  const text = values.map((value) => `\n${' '.repeat(column)}- ${emitBlock(value, column + 2)}`).join('');
  return { start: at, end: at, text };
}

/** Removes an item of a list, with the comment lines directly above it that speak of it. */
export function removeItem(yaml: YamlFile, seq: YAMLSeq, index: number): Edit {
  const item = seq.items[index];
  if (isFlow(seq)) {
    const next = seq.items[index + 1];
    if (next !== undefined) return { start: startOf(item as Node), end: startOf(next as Node), text: '' };
    const before = seq.items[index - 1];
    const start = before === undefined ? startOf(item as Node) : endOf(yaml, before);
    return { start, end: endOf(yaml, item), text: '' };
  }
  const dash = dashOf(yaml, seq, index);
  const lineStart = commentsAbove(yaml, dash - columnOf(yaml, dash));
  return {
    start: lineStart,
    end: Math.min(endOfLine(yaml, endOf(yaml, item)) + 1, yaml.text.length),
    text: '',
  };
}

function commentsAbove(yaml: YamlFile, lineStart: number): number {
  let at = lineStart;
  while (at > 0) {
    const above = yaml.text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(yaml.text.slice(above, at))) return at;
    at = above;
  }
  return at;
}

/** Adds a pair with a list in block style to the root map of a document. */
export function appendRootList(yaml: YamlFile, root: YAMLMap, key: string, values: readonly unknown[]): Edit {
  if (isFlow(root)) return setPair(yaml, root, key, values, '');
  const last = root.items.at(-1);
  const at = last === undefined ? yaml.text.length : endOfLine(yaml, endOfPair(yaml, last));
  return {
    start: at,
    end: at,
    text: `\n\n${key}:\n- ${values.map((value) => emitBlock(value, 2)).join('\n- ')}`,
  };
}
