import { type Alias, isMap, isPair, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { copyNode, copyPair, type Destination } from './copy.ts';
import { deref, type YamlFile } from './document.ts';
import { type Edit, removePair, removePairs } from './edit.ts';
import { entriesOf } from './lookup.ts';
import {
  afterColon,
  columnOf,
  endOfLine,
  endOfPair,
  indentOf,
  isInFlow,
  startOf,
  startOfLine,
  startOfPair,
} from './span.ts';

/** Something to write out in place, so that what it stands for can be edited there alone. */
export type Expandable =
  | { readonly alias: Alias }
  | { readonly merge: Pair }
  /** A pair of a flow list without braces, which can hold no second key before it has them. */
  | { readonly bare: YAMLMap };

/** The edits that write an alias or a merge key out, or put braces around a pair; no value changes by them. */
export function expand(yaml: YamlFile, what: Expandable): Edit[] {
  if ('alias' in what) return expandAlias(yaml, what.alias);
  return 'merge' in what ? expandMerge(yaml, what.merge) : addBraces(yaml, what.bare);
}

function expandAlias(yaml: YamlFile, alias: Alias): Edit[] {
  const target = deref(yaml, alias);
  if (target === undefined) return [];
  const start = startOf(alias);
  const end = alias.range?.[1] ?? start;
  const { text, ownLine, column } = copyNode(yaml, target, destinationOf(yaml, alias));
  const parent = yaml.parents.get(alias);
  const colon = isPair(parent) ? afterColon(parent) : start;
  if (!ownLine || yaml.text.slice(colon, start).includes('\n'))
    return replaceInPlace(yaml, start, end, ownLine ? moved(yaml, target, start) : text);
  const line = endOfLine(yaml, end);
  return [
    { start: colon, end, text: '' },
    { start: line, end: line, text: `\n${' '.repeat(column)}${text}` },
  ];
}

/** The text for an alias that stands on a line of its own, below its key. */
function moved(yaml: YamlFile, target: Node, start: number): string {
  const column = columnOf(yaml, start);
  return copyNode(yaml, target, { inFlow: false, indent: column, itemColumn: column }).text;
}

function destinationOf(yaml: YamlFile, node: Node | Pair): Destination {
  const parent = yaml.parents.get(node);
  const holder = isPair(parent) ? yaml.parents.get(parent) : parent;
  const indent = isMap(holder) || isSeq(holder) ? indentOf(yaml, holder) : 0;
  const itemColumn = isSeq(parent) && !isPair(node) ? columnOf(yaml, startOf(node)) : undefined;
  return { inFlow: isInFlow(yaml, node), indent, itemColumn };
}

function expandMerge(yaml: YamlFile, merge: Pair): Edit[] {
  const map = yaml.parents.get(merge);
  if (!isMap(map)) return [];
  const entries = [...entriesOf(yaml, map)].filter(([, found]) => found.merge === merge);
  if (entries.length === 0) return removePair(yaml, map, merge).map(plainEdit);
  const to: Destination = {
    inFlow: isInFlow(yaml, merge),
    indent: indentOf(yaml, map),
    itemColumn: undefined,
  };
  const parts = entries.map(([name, found]) => copyPair(yaml, found, name, to));
  const text = parts.join(to.inFlow ? ', ' : `\n${' '.repeat(to.indent)}`);
  const overridden = entries.map(([name]) => name);
  return [
    ...replaceInPlace(yaml, startOfPair(merge), endOfPair(yaml, merge), text),
    ...removePairs(yaml, map, overridden).map(plainEdit),
  ];
}

/** What is removed here is written elsewhere: the map holds what it held. */
function plainEdit({ start, end, text }: Edit): Edit {
  return { start, end, text };
}

function addBraces(yaml: YamlFile, map: YAMLMap): Edit[] {
  const [pair] = map.items;
  if (pair === undefined) return [];
  const start = startOfPair(pair);
  const end = endOfPair(yaml, pair);
  return [{ start, end, text: `{${yaml.text.slice(start, end)}}` }];
}

/** Text of several lines takes a comment behind it to a line above, where it can't become part of a value. */
function replaceInPlace(yaml: YamlFile, start: number, end: number, text: string): Edit[] {
  const line = endOfLine(yaml, end);
  const comment = /^\s+(#.*)$/.exec(yaml.text.slice(end, line))?.[1];
  if (comment === undefined || !text.includes('\n')) return [{ start, end, text }];
  const above = startOfLine(yaml, start);
  const indent = /^[ \t]*/.exec(yaml.text.slice(above))?.[0] ?? '';
  return [
    { start: above, end: above, text: `${indent}${comment}\n` },
    { start, end: line, text },
  ];
}
