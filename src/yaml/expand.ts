import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import { deref, find, isMergePair, keys, keyText, plainValue, type YamlFile } from './document.ts';
import { columnOf, type Edit, endOf, endOfPair, startOf, startOfPair } from './edit.ts';
import { emitBlock, emitFlow, shiftLines } from './emit.ts';

/** Something to write out in place, so that what it stands for can be edited there alone. */
export type Expandable = { readonly alias: Alias } | { readonly merge: Pair };

/** The edit that writes an alias or a merge key out. */
export function expand(yaml: YamlFile, what: Expandable): Edit {
  return 'alias' in what ? expandAlias(yaml, what.alias) : expandMerge(yaml, what.merge);
}

function expandAlias(yaml: YamlFile, alias: Alias): Edit {
  const start = startOf(alias);
  const end = alias.range?.[1] ?? start;
  const target = deref(yaml, alias);
  const { inFlow, pair } = surroundings(yaml, alias);
  if (inFlow || target === undefined || isScalar(target))
    return { start, end, text: emitFlow(plainValue(yaml, alias)) };
  const column =
    pair === undefined ? columnOf(yaml, start) : columnOf(yaml, startOfPair(pair)) + (isSeq(target) ? 0 : 2);
  const text = textAt(yaml, target, column) ?? emitBlock(plainValue(yaml, alias), column);
  const onOwnLine = pair !== undefined && isBlock(target);
  if (!onOwnLine) return { start, end, text };
  const colonEnd = yaml.text.lastIndexOf(':', start) + 1;
  return { start: colonEnd, end, text: `\n${' '.repeat(column)}${text}` };
}

function isBlock(node: Node): boolean {
  return isCollection(node) && node.flow !== true;
}

function expandMerge(yaml: YamlFile, merge: Pair): Edit {
  const { inFlow, map } = surroundings(yaml, merge);
  const own = new Set((map?.items ?? []).filter((pair) => !isMergePair(pair)).map(keyText));
  const start = startOfPair(merge);
  const end = endOfPair(yaml, merge);
  const names = map === undefined ? [] : keysOfMerge(yaml, map, merge).filter((name) => !own.has(name));
  const column = columnOf(yaml, start);
  const parts = names.map((name) => pairAt(yaml, map, name, inFlow, column));
  return { start, end, text: parts.join(inFlow ? ', ' : `\n${' '.repeat(column)}`) };
}

function keysOfMerge(yaml: YamlFile, map: YAMLMap, merge: Pair): string[] {
  return keys(yaml, map).filter((name) => find(yaml, map, name)?.merge === merge);
}

function pairAt(
  yaml: YamlFile,
  map: YAMLMap | undefined,
  name: string,
  inFlow: boolean,
  column: number,
): string {
  const found = map === undefined ? undefined : find(yaml, map, name);
  if (found === undefined) return '';
  const value = plainValue(yaml, found.value);
  if (inFlow) return `${name}: ${emitFlow(value)}`;
  const start = startOfPair(found.pair);
  const text =
    found.map.flow === true
      ? undefined
      : sliced(yaml, found.pair.value as Node | null, start, endOfPair(yaml, found.pair), column);
  if (text !== undefined) return text;
  const nested = value !== null && typeof value === 'object' && Object.keys(value).length > 0;
  return nested
    ? `${name}:\n${' '.repeat(column + 2)}${emitBlock(value, column + 2)}`
    : `${name}: ${emitFlow(value)}`;
}

/** A node's own text moved to another column; undefined when it can't stand there with the same meaning. */
function textAt(yaml: YamlFile, node: Node, column: number): string | undefined {
  return sliced(yaml, node, startOf(node), endOf(yaml, node), column);
}

function sliced(
  yaml: YamlFile,
  node: Node | null,
  start: number,
  end: number,
  column: number,
): string | undefined {
  if (node !== null && !keepsMeaning(yaml, node)) return undefined;
  const text = node === null ? yaml.text.slice(start, end) : withoutAnchors(yaml, node, start, end);
  return shiftLines(text, column - columnOf(yaml, start));
}

/** Aliases inside a copied text have to mean the same at the new place: their anchor must be the only one of its name. */
function keepsMeaning(yaml: YamlFile, node: Node): boolean {
  const names = new Set<string>();
  visit(node, {
    Alias(_key, alias) {
      names.add(alias.source);
    },
  });
  if (names.size === 0) return true;
  const counts = anchorCounts(yaml);
  return [...names].every((name) => counts.get(name) === 1);
}

function anchorCounts(yaml: YamlFile): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  visit(yaml.document, {
    Value(_key, node) {
      if (node.anchor !== undefined) counts.set(node.anchor, (counts.get(node.anchor) ?? 0) + 1);
    },
  });
  return counts;
}

/** A copy defines no anchors: they are defined already, and a later alias means the original. */
function withoutAnchors(yaml: YamlFile, node: Node, start: number, end: number): string {
  const cuts: Edit[] = [];
  visit(node, {
    Value(_key, inner) {
      if (inner.anchor === undefined) return;
      const at = yaml.text.lastIndexOf(`&${inner.anchor}`, startOf(inner));
      const length = /^&\S+[ \t]*/.exec(yaml.text.slice(at))?.[0].length ?? 0;
      if (at >= start) cuts.push({ start: at - start, end: at + length - start, text: '' });
    },
  });
  let text = yaml.text.slice(start, end);
  for (const cut of cuts.sort((a, b) => b.start - a.start))
    text = text.slice(0, cut.start) + text.slice(cut.end);
  return text;
}

interface Surroundings {
  readonly inFlow: boolean;
  /** The pair whose value the node is. */
  readonly pair: Pair | undefined;
  /** The map that holds the pair. */
  readonly map: YAMLMap | undefined;
}

function surroundings(yaml: YamlFile, what: Alias | Pair): Surroundings {
  let found: Surroundings = { inFlow: false, pair: undefined, map: undefined };
  visit(yaml.document, (_key, node, path) => {
    if (node !== what) return undefined;
    const parent = path.at(-1);
    const inFlow = path.some((ancestor) => isCollection(ancestor) && ancestor.flow === true);
    const map = isMap(parent) ? parent : undefined;
    const pair = isAlias(node) && isPairNode(parent) ? parent : undefined;
    found = { inFlow, pair, map };
    return visit.BREAK;
  });
  return found;
}

function isPairNode(value: unknown): value is Pair {
  return (
    value !== null && typeof value === 'object' && 'key' in value && 'value' in value && !isCollection(value)
  );
}
