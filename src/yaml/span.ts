import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { isNode, type YamlFile } from './document.ts';

/** A token of the source text; the part of the parser's tokens that is of use here. */
interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

/** Offset where a node's text begins, without its anchor and tag. */
export function startOf(node: Node | null | undefined): number {
  return node?.range?.[0] ?? 0;
}

/** Offset just after a node's own text: no trailing comment, no trailing white space. */
export function endOf(yaml: YamlFile, node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isPair(last)) return endOfPair(yaml, last);
    if (isSeq(node) && last !== undefined) return endOfItem(yaml, node, node.items.length - 1);
  }
  const end = node.range?.[1] ?? 0;
  return isScalar(node) && isBlockScalar(node) ? endOfBlockScalar(yaml, node, end) : end;
}

export function isBlockScalar(node: Scalar): boolean {
  return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
}

/** Without the line break and the blank lines at its end, unless they are part of its value. */
function endOfBlockScalar(yaml: YamlFile, node: Scalar, end: number): number {
  const text = yaml.text.slice(startOf(node), end);
  const header = /^[^\n]*/.exec(text)?.[0] ?? '';
  if (/^[|>][1-9]?\+/.test(header)) return end - (/\r?\n$/.exec(text)?.[0].length ?? 0);
  const indent = /\n([ ]*)[^\s]/.exec(text)?.[1]?.length ?? 0;
  const blank = new RegExp(`(?:\\r?\\n[ ]{0,${indent}}\\t*)*$`);
  return end - (blank.exec(text)?.[0].length ?? 0);
}

/** Offset where a pair begins: its `?`, its key's anchor or its key. */
export function startOfPair(pair: Pair): number {
  const { start = [], key, sep } = pair.srcToken ?? {};
  return property(start)?.offset ?? key?.offset ?? sep?.[0]?.offset ?? startOf(asNode(pair.key));
}

/** Offset just after a pair: its value, or its colon where it has none. */
export function endOfPair(yaml: YamlFile, pair: Pair): number {
  const value = asNode(pair.value);
  if (value !== undefined && hasText(value)) return endOf(yaml, value);
  const last = pair.srcToken?.sep?.filter(isIndicator).at(-1);
  return last === undefined ? (asNode(pair.key)?.range?.[1] ?? 0) : last.offset + last.source.length;
}

/** Offset just after the colon of a pair, or after its key where it has none. */
export function afterColon(pair: Pair): number {
  const colon = pair.srcToken?.sep?.find((token) => token.type === 'map-value-ind');
  return colon === undefined ? (asNode(pair.key)?.range?.[1] ?? 0) : colon.offset + 1;
}

/** Offset where an item of a list begins: its anchor or its text, without the dash. */
export function startOfItem(seq: YAMLSeq, index: number): number {
  return property(itemStart(seq, index))?.offset ?? startOf(asNode(seq.items[index]));
}

/** Offset just after an item of a list: its value, or its dash where it has none. */
export function endOfItem(yaml: YamlFile, seq: YAMLSeq, index: number): number {
  const item = asNode(seq.items[index]);
  if (item !== undefined && hasText(item)) return endOf(yaml, item);
  const last = itemStart(seq, index).filter(isIndicator).at(-1);
  return last === undefined ? (item?.range?.[1] ?? 0) : last.offset + last.source.length;
}

/** Offset of the dash of a block list's item. */
export function dashOf(seq: YAMLSeq, index: number): number {
  const dash = itemStart(seq, index).find((token) => token.type === 'seq-item-ind');
  return dash?.offset ?? startOfItem(seq, index);
}

/** Offset of the comma before an entry of a flow collection. */
export function commaBefore(collection: YAMLMap | YAMLSeq, index: number): number | undefined {
  const item = collection.items[index];
  const start: readonly Token[] = isPair(item)
    ? (item.srcToken?.start ?? [])
    : isSeq(collection)
      ? itemStart(collection, index)
      : [];
  return start.find((token) => token.type === 'comma')?.offset;
}

/** The anchor's own token, `&name`. */
export function anchorOf(yaml: YamlFile, node: Node): Token | undefined {
  const parent = yaml.parents.get(node);
  const tokens = isPair(parent)
    ? parent.key === node
      ? parent.srcToken?.start
      : parent.srcToken?.sep
    : isSeq(parent)
      ? itemStart(parent, parent.items.indexOf(node))
      : undefined;
  return tokens?.find((token) => token.type === 'anchor');
}

/** The tokens before an item; the parser also keeps empty items, for comments at the end of a list. */
function itemStart(seq: YAMLSeq, index: number): readonly Token[] {
  const token = seq.srcToken;
  if (token?.type !== 'block-seq' && token?.type !== 'flow-collection') return [];
  const items = token.items.filter(
    ({ start, key, sep, value }) => value != null || key != null || sep != null || start.some(isIndicator),
  );
  return items[index]?.start ?? [];
}

/** What stands for a node without text: `-`, `:`, an anchor or a tag. */
function isIndicator({ type }: Token): boolean {
  return ['seq-item-ind', 'map-value-ind', 'explicit-key-ind', 'anchor', 'tag'].includes(type);
}

function property(tokens: readonly Token[]): Token | undefined {
  return tokens.find(({ type }) => ['explicit-key-ind', 'anchor', 'tag'].includes(type));
}

function hasText(node: Node): boolean {
  return isAlias(node) || (node.range != null && node.range[1] > node.range[0]);
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

/** 0-based column of the keys or dashes of a collection in block style. */
export function indentOf(yaml: YamlFile, collection: YAMLMap | YAMLSeq): number {
  const token = collection.srcToken;
  if (token?.type === 'block-map' || token?.type === 'block-seq') return token.indent;
  return columnOf(yaml, startOf(collection));
}

/** Whether a node stands in flow style. */
export function isInFlow(yaml: YamlFile, node: Node | Pair): boolean {
  let parent = yaml.parents.get(node);
  while (parent !== undefined) {
    if (isCollection(parent) && parent.flow === true) return true;
    parent = yaml.parents.get(parent);
  }
  return false;
}

/** A pair of a flow list written without braces: `[get: a]`. */
export function isBare(yaml: YamlFile, node: YAMLMap | YAMLSeq): boolean {
  return isMap(node) && node.flow === true && node.srcToken === undefined && yaml.text[startOf(node)] !== '{';
}

/** Offset of the first character of a line. */
export function startOfLine(yaml: YamlFile, offset: number): number {
  return offset === 0 ? 0 : yaml.text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset of the line break that ends a line, or of the end of the text. */
export function endOfLine(yaml: YamlFile, offset: number): number {
  const end = yaml.text.indexOf('\n', offset);
  if (end < 0) return yaml.text.length;
  return yaml.text[end - 1] === '\r' && end > offset ? end - 1 : end;
}

/**
 * The lines from one that holds `start` to one that holds `end`, for removing: with the line break above them, so that
 * something can be added where they end, or with the one below at the top of the text.
 */
export function linesOf(
  yaml: YamlFile,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const first = startOfLine(yaml, start);
  const last = endOfLine(yaml, end);
  if (first > 0) return { start: endOfLine(yaml, startOfLine(yaml, first - 1)), end: last };
  const below = /^\r?\n/.exec(yaml.text.slice(last, last + 2))?.[0].length ?? 0;
  return { start: 0, end: last + below };
}

/** 0-based column of an offset. */
export function columnOf(yaml: YamlFile, offset: number): number {
  return offset - startOfLine(yaml, offset);
}

/** Whether nothing but white space stands before an offset on its line. */
export function startsLine(yaml: YamlFile, offset: number): boolean {
  return /^\s*$/.test(yaml.text.slice(startOfLine(yaml, offset), offset));
}
