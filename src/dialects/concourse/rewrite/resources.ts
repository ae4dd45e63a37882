import type { YAMLMap } from 'yaml';
import type { YamlFile } from '../../../yaml/document.ts';
import { removePairs, setPair } from '../../../yaml/edit.ts';
import { find, isMergePair, mergedEntries } from '../../../yaml/lookup.ts';
import type { Replacement } from '../../dialect.ts';
import type { Declaration, Pipeline } from '../model.ts';
import { behind, type Changes, edit, inMap, join, NO_CHANGES } from './changes.ts';
import type { RewriteInput } from './input.ts';

/** Keys of a resource that mean nothing, or harm, once it is an s3 object (a pin names a version of the other type). */
const DROPPED = ['version', 'webhook_token', 'expose_build_created_by'];

/** Every mirrored resource becomes `type: s3` under its own name. */
export function rewriteResources(pipeline: Pipeline, input: RewriteInput): Changes {
  return join(
    pipeline.resources.map((resource) => {
      const replacement = replacementOf(resource, input);
      return replacement === undefined
        ? NO_CHANGES
        : rewriteDeclaration(pipeline.yaml, resource, { source: storeSource(replacement, input) });
    }),
  );
}

/** The object that takes the place of a mirrored resource. */
export function replacementOf({ name }: Declaration, input: RewriteInput): Replacement | undefined {
  const id = input.analysis.resources.get(name);
  return id === undefined ? undefined : input.replacement(id);
}

/** Makes a declaration one of type s3, sets some of its keys and drops what no longer applies. */
export function rewriteDeclaration(
  yaml: YamlFile,
  { node, through }: Declaration,
  values: Readonly<Record<string, unknown>>,
): Changes {
  const names = Object.keys(values);
  return behind(through, () =>
    unmerged(yaml, node, ['type', ...names], DROPPED, () =>
      inMap(yaml, node, () =>
        edit(
          setPair(yaml, node, 'type', 's3', 'name'),
          ...names.map((name, index) => setPair(yaml, node, name, values[name], names[index - 1] ?? 'type')),
          ...removePairs(yaml, node, DROPPED),
        ),
      ),
    ),
  );
}

/**
 * The changes, unless a merge key gives one of the keys that are set, or would give one that is removed: then it is
 * written out in this round.
 */
export function unmerged(
  yaml: YamlFile,
  map: YAMLMap,
  set: readonly string[],
  removed: readonly string[],
  changes: () => Changes,
): Changes {
  const merge = map.items.filter(isMergePair).find((pair) => {
    const names = [...mergedEntries(yaml, pair).keys()];
    const given = names.filter((name) => find(yaml, map, name)?.merge === pair);
    return given.some((name) => set.includes(name)) || names.some((name) => removed.includes(name));
  });
  return merge === undefined ? changes() : { edits: [], expand: [{ merge }] };
}

export function storeSource(
  replacement: Replacement,
  input: RewriteInput,
): Readonly<Record<string, unknown>> {
  return { ...input.storeSource, regexp: replacement.regexp };
}
