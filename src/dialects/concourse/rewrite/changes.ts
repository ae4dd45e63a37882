import { type Alias, isAlias, type Node, type Pair, visit } from 'yaml';
import { deref, type Found, type YamlFile } from '../../../yaml/document.ts';
import { type Edit, startOf } from '../../../yaml/edit.ts';
import type { Expandable } from '../../../yaml/expand.ts';
import type { Indirection } from '../model.ts';

/** What has to happen to a text: edits, and aliases to write out before they can be made. */
export interface Changes {
  readonly edits: readonly Edit[];
  readonly expand: readonly Expandable[];
}

export const NO_CHANGES: Changes = { edits: [], expand: [] };

export function join(changes: readonly Changes[]): Changes {
  return {
    edits: changes.flatMap((change) => change.edits),
    expand: changes.flatMap((change) => change.expand),
  };
}

export function edit(...edits: readonly Edit[]): Changes {
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

/**
 * Aliases that name an anchor inside a text that the edits replace, and stand outside of it: they have to be written
 * out first, or their anchor would be gone.
 */
export function orphanedBy(yaml: YamlFile, edits: readonly Edit[]): Expandable[] {
  const replaced = edits.filter((candidate) => candidate.end > candidate.start);
  const within = (node: Node) =>
    replaced.some((range) => range.start <= startOf(node) && startOf(node) < range.end);
  const orphans: Expandable[] = [];
  visit(yaml.document, {
    Pair(_key, pair) {
      if (isMergeOf(yaml, pair, within)) orphans.push({ merge: pair });
    },
    Alias(_key, alias, path) {
      const parent = path.at(-1);
      if (isMergeParent(parent)) return;
      if (isOrphan(yaml, alias, within)) orphans.push({ alias });
    },
  });
  return orphans;
}

function isOrphan(yaml: YamlFile, alias: Alias, within: (node: Node) => boolean): boolean {
  const target = deref(yaml, alias);
  return target !== undefined && within(target) && !within(alias);
}

function isMergeOf(yaml: YamlFile, pair: Pair, within: (node: Node) => boolean): boolean {
  return isMergeParent(pair) && isAlias(pair.value) && isOrphan(yaml, pair.value, within);
}

function isMergeParent(parent: unknown): boolean {
  if (parent === null || typeof parent !== 'object' || !('key' in parent)) return false;
  const key = parent.key as { readonly source?: string } | null;
  return key?.source === '<<';
}
