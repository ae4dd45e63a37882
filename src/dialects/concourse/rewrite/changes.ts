import { isAlias, isMap, isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { isNode, type YamlFile } from '../../../yaml/document.ts';
import type { Edit, NodeEdit } from '../../../yaml/edit.ts';
import type { Expandable } from '../../../yaml/expand.ts';
import { allMergedMaps, entriesOf, type Found, isMergePair, mergedMaps } from '../../../yaml/lookup.ts';
import { isBare, startOf } from '../../../yaml/span.ts';
import type { Indirection } from '../model.ts';

/** What has to happen to a text: edits, and aliases to write out before they can be made. */
export interface Changes {
  readonly edits: readonly (Edit | NodeEdit)[];
  readonly expand: readonly Expandable[];
}

export const NO_CHANGES: Changes = { edits: [], expand: [] };

export function join(changes: readonly Changes[]): Changes {
  return {
    edits: changes.flatMap((change) => change.edits),
    expand: changes.flatMap((change) => change.expand),
  };
}

export function edit(...edits: readonly (Edit | NodeEdit)[]): Changes {
  return { edits, expand: [] };
}

/** The changes, unless they stand behind an alias: then only the outermost alias is written out in this round. */
export function behind(through: readonly Indirection[], changes: () => Changes): Changes {
  const [outermost] = through;
  return outermost === undefined ? changes() : { edits: [], expand: [outermost] };
}

/** As `behind`, for a pair found in a map: its merge key and an alias as its value. */
export function inPair(found: Found, changes: () => Changes): Changes {
  if (found.merge !== undefined) return { edits: [], expand: [{ merge: found.merge }] };
  return isAlias(found.value) ? { edits: [], expand: [{ alias: found.value }] } : changes();
}

/** The changes of a map's pairs; a map written without braces gets them first. */
export function inMap(yaml: YamlFile, map: YAMLMap, changes: () => Changes): Changes {
  return isBare(yaml, map) ? { edits: [], expand: [{ bare: map }] } : changes();
}

/**
 * Aliases and merge keys that would mean something else once the edits are made, because what they name is changed or
 * removed: they have to be written out first.
 */
export function disturbedBy(yaml: YamlFile, edits: readonly (Edit | NodeEdit)[]): Expandable[] {
  const changed = changedBy(yaml, edits);
  const merges = new Set<Pair>();
  const found: Expandable[] = [];
  for (const [alias, target] of yaml.targets) {
    if (changed.isReplaced(alias)) continue;
    const merge = mergeOf(yaml, alias);
    if (merge === undefined) {
      if (changed.has(target)) found.push({ alias });
    } else if (!merges.has(merge) && (changed.isReplaced(target) || changed.hasMerged(merge))) {
      merges.add(merge);
      found.push({ merge });
    }
  }
  return found;
}

/** The merge key whose value an alias is, or stands in. */
function mergeOf(yaml: YamlFile, alias: Node): Pair | undefined {
  const parent = yaml.parents.get(alias);
  const pair = isPair(parent) || parent === undefined ? parent : yaml.parents.get(parent);
  return isPair(pair) && isMergePair(pair) && pair.key !== alias ? pair : undefined;
}

interface Changed {
  readonly has: (node: Node | undefined) => boolean;
  readonly hasMerged: (merge: Pair) => boolean;
  readonly isReplaced: (node: Node) => boolean;
}

function changedBy(yaml: YamlFile, edits: readonly (Edit | NodeEdit)[]): Changed {
  const replaced = edits.filter((one) => one.end > one.start);
  const nodeEdits = edits.filter((one) => 'of' in one);
  const touched = new Set(nodeEdits.flatMap(({ of }) => ancestorsOf(yaml, of)));
  const isReplaced = (node: Node) =>
    replaced.some((range) => range.start <= startOf(node) && startOf(node) < range.end);
  const has = (node: Node | undefined) => node !== undefined && (touched.has(node) || isReplaced(node));
  const hasMerged = (merge: Pair): boolean => {
    const map = yaml.parents.get(merge);
    if (!isMap(map)) return false;
    const entries = entriesOf(yaml, map);
    const origins = new Set<Node>(
      mergedMaps(yaml, merge).flatMap((one) => [one, ...allMergedMaps(yaml, one)]),
    );
    const at = map.items.indexOf(merge);
    // What stands before the merge key gives way to it.
    const isTaken = (key: string) => {
      const entry = entries.get(key);
      return entry === undefined || map.items.indexOf(entry.merge ?? entry.pair) <= at;
    };
    return (
      [...entries.values()].some((found) => found.merge === merge && has(found.value)) ||
      nodeEdits.some((one) => origins.has(one.of) && one.keys.some(isTaken))
    );
  };
  return { has, hasMerged, isReplaced };
}

/** A collection and everything that holds it, innermost first. */
export function ancestorsOf(yaml: YamlFile, collection: YAMLMap | YAMLSeq): Node[] {
  const nodes: Node[] = [];
  let node: Node | Pair | undefined = collection;
  while (node !== undefined) {
    if (isNode(node)) nodes.push(node);
    node = yaml.parents.get(node);
  }
  return nodes;
}
