import { isMap, isScalar, isSeq, type Node, type Pair, Scalar, type YAMLMap } from 'yaml';
import { deref, isNode, type YamlFile } from './document.ts';

/** A pair found under a key, and the merge key it was reached through (undefined: written in the map itself). */
export interface Found {
  readonly pair: Pair;
  readonly value: Node | undefined;
  /** The map that holds the pair. */
  readonly map: YAMLMap;
  /** The merge key of the map that was asked. */
  readonly merge: Pair | undefined;
}

/**
 * Text of a key as Concourse has it: keys become JSON names, so that a plain `on` is `true` and a plain `1.10` is `1.1`.
 */
export function keyText(yaml: YamlFile, pair: Pair): string {
  const key = deref(yaml, pair.key);
  if (!isScalar(key)) return '';
  if (typeof key.value === 'boolean' || typeof key.value === 'number') return String(key.value);
  return key.source ?? String(key.value);
}

export function isMergePair(pair: Pair): boolean {
  return (
    isScalar(pair.key) &&
    (pair.key.source === '<<' || pair.key.value === '<<') &&
    pair.key.type === Scalar.PLAIN
  );
}

/** Looks a key up in a map, merged ones included. */
export function find(yaml: YamlFile, map: YAMLMap, key: string): Found | undefined {
  return entriesOf(yaml, map).get(key);
}

/** The value under a key, aliases followed. */
export function get(yaml: YamlFile, map: YAMLMap, key: string): Node | undefined {
  return deref(yaml, find(yaml, map, key)?.value);
}

/** Keys of a map, merged ones included, in order, each once. */
export function keys(yaml: YamlFile, map: YAMLMap): string[] {
  return [...entriesOf(yaml, map).keys()];
}

const known = new WeakMap<YAMLMap, ReadonlyMap<string, Found>>();

/**
 * What a map holds, each key where the pair stands that counts: the last one, be it merged or not (go-yaml v2 merges
 * in place, so that a merge key overrides what stands before it).
 */
export function entriesOf(yaml: YamlFile, map: YAMLMap): ReadonlyMap<string, Found> {
  const before = known.get(map);
  if (before !== undefined) return before;
  const entries = new Map<string, Found>();
  known.set(map, entries);
  for (const pair of map.items) {
    const added = isMergePair(pair) ? mergedEntries(yaml, pair) : [own(yaml, map, pair)];
    for (const [key, found] of added) {
      entries.delete(key);
      entries.set(key, found);
    }
  }
  return entries;
}

function own(yaml: YamlFile, map: YAMLMap, pair: Pair): [string, Found] {
  const value = isNode(pair.value) ? pair.value : undefined;
  return [keyText(yaml, pair), { pair, value, map, merge: undefined }];
}

/** What a merge key offers, whether or not it counts; in a list of maps, the first one that has a key. */
export function mergedEntries(yaml: YamlFile, merge: Pair): ReadonlyMap<string, Found> {
  const entries = new Map<string, Found>();
  for (const map of mergedMaps(yaml, merge)) {
    for (const [key, found] of entriesOf(yaml, map)) {
      if (!entries.has(key)) entries.set(key, { ...found, merge });
    }
  }
  return entries;
}

/** The maps that a merge key names. */
export function mergedMaps(yaml: YamlFile, merge: Pair): YAMLMap[] {
  const value = deref(yaml, merge.value);
  if (isMap(value)) return [value];
  if (!isSeq(value)) return [];
  return value.items.map((item) => deref(yaml, item)).filter((item) => isMap(item));
}

/** The maps that are merged into a map, at any depth. */
export function allMergedMaps(yaml: YamlFile, map: YAMLMap, found = new Set<YAMLMap>()): Set<YAMLMap> {
  for (const merged of map.items.filter(isMergePair).flatMap((pair) => mergedMaps(yaml, pair))) {
    if (found.has(merged)) continue;
    found.add(merged);
    allMergedMaps(yaml, merged, found);
  }
  return found;
}
