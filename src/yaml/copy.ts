import { type Alias, isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, visit } from 'yaml';
import { deref, isNode, type YamlFile } from './document.ts';
import type { Edit } from './edit.ts';
import { emitBlock, emitFlow, shiftLines } from './emit.ts';
import type { Found } from './lookup.ts';
import { anchorOf, endOf, indentOf, isBlockScalar, startOf } from './span.ts';
import { plainValue } from './value.ts';

/** Where a copy goes. */
export interface Destination {
  readonly inFlow: boolean;
  /** Column of the keys or dashes of the collection that will hold it. */
  readonly indent: number;
  /** Column of its first character when it is an item of a list; undefined: it is the value of a pair. */
  readonly itemColumn: number | undefined;
}

/** A copy of a node's text, and whether it starts on a line of its own, at `column`. */
export interface Copy {
  readonly text: string;
  readonly ownLine: boolean;
  readonly column: number;
}

/**
 * The text of a node for another place: its own text where that keeps its meaning there, comments included, else its
 * value written anew. A copy defines no anchors: they are defined already, and a later alias means the original.
 */
export function copyNode(yaml: YamlFile, node: Node, to: Destination): Copy {
  if (isAlias(node)) return copyAlias(yaml, node, to);
  const column = columnAt(yaml, node, to);
  const text = ownText(yaml, node, to, column);
  const isValue = to.itemColumn === undefined;
  if (text !== undefined) return { text, ownLine: isValue && isBlock(node), column };
  const value = plainValue(yaml, node);
  if (to.inFlow || !isCollection(node) || node.items.length === 0)
    return { text: emitFlow(value), ownLine: false, column };
  return { text: emitBlock(value, column), ownLine: isValue, column };
}

function copyAlias(yaml: YamlFile, alias: Alias, to: Destination): Copy {
  const target = deref(yaml, alias);
  if (target !== undefined && !isUnique(yaml, alias.source)) return copyNode(yaml, target, to);
  return { text: `*${alias.source}`, ownLine: false, column: to.indent };
}

function isBlock(node: Node): boolean {
  return isCollection(node) && node.flow !== true;
}

/** Where the keys or dashes of the copy stand: as far from what holds them as in the original. */
function columnAt(yaml: YamlFile, node: Node, to: Destination): number {
  if (to.itemColumn !== undefined) return to.itemColumn;
  const least = isSeq(node) ? 0 : 1;
  const usual = isSeq(node) ? 0 : 2;
  const holder = holderOf(yaml, node);
  const distance =
    isCollection(node) && isBlock(node) && isMap(holder) && holder.flow !== true
      ? indentOf(yaml, node) - indentOf(yaml, holder)
      : usual;
  return to.indent + (distance >= least ? distance : usual);
}

/** The collection that holds a node. */
function holderOf(yaml: YamlFile, node: Node): Node | undefined {
  const parent = yaml.parents.get(node);
  const holder = isPair(parent) ? yaml.parents.get(parent) : parent;
  return isNode(holder) ? holder : undefined;
}

function ownText(yaml: YamlFile, node: Node, to: Destination, column: number): string | undefined {
  if (node.tag !== undefined || !keepsMeaning(yaml, node)) return undefined;
  if (to.inFlow && isOnlyInBlock(yaml, node)) return undefined;
  const text = withoutAnchors(yaml, node);
  if (!text.includes('\n')) return text === '' ? undefined : text;
  if (to.inFlow) return undefined;
  if (isBlock(node) && isCollection(node)) return shiftLines(text, column - indentOf(yaml, node));
  const holder = holderOf(yaml, node);
  if (!isCollection(holder) || holder.flow === true) return undefined;
  return shiftLines(text, to.indent - indentOf(yaml, holder));
}

/** Block style, or plain text that ends at a comma or a bracket in flow style. */
function isOnlyInBlock(yaml: YamlFile, node: Node): boolean {
  if (isBlock(node)) return true;
  if (!isScalar(node)) return false;
  return isBlockScalar(node) || (node.type === 'PLAIN' && /[,[\]{}]/.test(textOf(yaml, node)));
}

function textOf(yaml: YamlFile, node: Node): string {
  return yaml.text.slice(startOf(node), endOf(yaml, node));
}

/** Aliases inside a copied text have to mean the same at the new place: their anchor must be the only one of its name. */
function keepsMeaning(yaml: YamlFile, node: Node): boolean {
  let keeps = true;
  visit(node, {
    Alias(_key, alias) {
      if (isUnique(yaml, alias.source)) return undefined;
      keeps = false;
      return visit.BREAK;
    },
  });
  return keeps;
}

function isUnique(yaml: YamlFile, anchor: string): boolean {
  return yaml.anchors.get(anchor) === 1;
}

function withoutAnchors(yaml: YamlFile, node: Node): string {
  const offset = startOf(node);
  const cuts: Edit[] = [];
  visit(node, (_key, inner) => {
    if (inner === node || !isNode(inner)) return;
    const token = anchorOf(yaml, inner);
    if (token === undefined) return;
    const after = token.offset + token.source.length;
    const space = /^[ \t]*/.exec(yaml.text.slice(after))?.[0].length ?? 0;
    const endsLine = /[\r\n]/.test(yaml.text[after + space] ?? '\n');
    const before = endsLine ? (/[ \t]*$/.exec(yaml.text.slice(offset, token.offset))?.[0].length ?? 0) : 0;
    cuts.push({ start: token.offset - before - offset, end: after + space - offset, text: '' });
  });
  let text = textOf(yaml, node);
  for (const cut of cuts.sort((a, b) => b.start - a.start))
    text = text.slice(0, cut.start) + text.slice(cut.end);
  return text;
}

/** A pair written at another place, its key as it was. */
export function copyPair(yaml: YamlFile, { pair }: Found, name: string, to: Destination): string {
  const value = isNode(pair.value) ? pair.value : undefined;
  const key = emitFlow(name);
  if (value === undefined) return `${key}:`;
  const { text, ownLine, column } = copyNode(yaml, value, to);
  return ownLine ? `${key}:\n${' '.repeat(column)}${text}` : `${key}: ${text}`;
}
