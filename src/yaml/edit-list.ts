import { isMap, type YAMLSeq } from 'yaml';
import { cutEntries } from './cut.ts';
import type { YamlFile } from './document.ts';
import { type Edit, isJson, type NodeEdit } from './edit.ts';
import { emitBlock, emitFlow } from './emit.ts';
import {
  columnOf,
  dashOf,
  endOf,
  endOfItem,
  endOfLine,
  indentOf,
  linesOf,
  startOf,
  startOfItem,
  startOfLine,
  startsLine,
} from './span.ts';

/** Adds items before the first one of a list, and before the comment that stands above it. */
export function prependItems(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): NodeEdit {
  return { ...prepend(yaml, seq, values), of: seq, keys: [] };
}

function prepend(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): Edit {
  if (seq.flow === true) {
    const at = startOf(seq) + 1;
    const rest = seq.items.length === 0 ? '' : ', ';
    return { start: at, end: at, text: `${flowItems(seq, values)}${rest}` };
  }
  const dash = dashOf(seq, 0);
  const indent = ' '.repeat(columnOf(yaml, dash));
  const items = values.map((value) => `- ${emitBlock(value, indent.length + 2)}\n${indent}`).join('');
  if (!startsLine(yaml, dash)) return { start: dash, end: dash, text: items };
  const at = commentsAbove(yaml, startOfLine(yaml, dash), indent) + indent.length;
  return { start: at, end: at, text: items };
}

/** Adds items after the last one of a list. */
export function appendItems(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): NodeEdit {
  return { ...append(yaml, seq, values), of: seq, keys: [] };
}

function append(yaml: YamlFile, seq: YAMLSeq, values: readonly unknown[]): Edit {
  const last = seq.items.length - 1;
  if (seq.flow === true) {
    const at = last < 0 ? startOf(seq) + 1 : endOfItem(yaml, seq, last);
    return { start: at, end: at, text: `${last < 0 ? '' : ', '}${flowItems(seq, values)}` };
  }
  const indent = indentOf(yaml, seq);
  const at = endOfLine(yaml, endOf(yaml, seq));
  const items = values.map((value) => `\n${' '.repeat(indent)}- ${emitBlock(value, indent + 2)}`);
  return { start: at, end: at, text: items.join('') };
}

function flowItems(seq: YAMLSeq, values: readonly unknown[]): string {
  const [first] = seq.items;
  const emit = isMap(first) && isJson(first) ? JSON.stringify : emitFlow;
  return values.map((value) => emit(value)).join(', ');
}

/** Removes some but not all items of a list, with the comment lines directly above them that speak of them. */
export function removeItems(yaml: YamlFile, seq: YAMLSeq, indexes: readonly number[]): NodeEdit[] {
  const edits = indexes.length === 0 ? [] : remove(yaml, seq, indexes);
  return edits.map((edit) => ({ ...edit, of: seq, keys: [] }));
}

function remove(yaml: YamlFile, seq: YAMLSeq, indexes: readonly number[]): Edit[] {
  if (seq.flow === true) {
    const spans = seq.items.map((_item, index) => ({
      start: startOfItem(seq, index),
      end: endOfItem(yaml, seq, index),
    }));
    return cutEntries(yaml, seq, spans, (index) => indexes.includes(index));
  }
  return indexes.map((index) => removeBlockItem(yaml, seq, index));
}

function removeBlockItem(yaml: YamlFile, seq: YAMLSeq, index: number): Edit {
  const dash = dashOf(seq, index);
  const end = endOfItem(yaml, seq, index);
  if (!startsLine(yaml, dash)) return { start: dash, end: dashOf(seq, index + 1), text: '' };
  const indent = ' '.repeat(columnOf(yaml, dash));
  const start = commentsAbove(yaml, startOfLine(yaml, dash), indent);
  return { ...linesOf(yaml, start, end), text: '' };
}

/** Start of the comment lines directly above a line that are indented as it is. */
function commentsAbove(yaml: YamlFile, lineStart: number, indent: string): number {
  let at = lineStart;
  while (at > 0) {
    const above = startOfLine(yaml, at - 1);
    if (!yaml.text.startsWith(`${indent}#`, above)) return at;
    at = above;
  }
  return at;
}
