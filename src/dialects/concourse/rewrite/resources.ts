import type { YAMLMap } from 'yaml';
import { find, isMergePair, keys, type YamlFile } from '../../../yaml/document.ts';
import { removePair, setPair } from '../../../yaml/edit.ts';
import type { Replacement } from '../../dialect.ts';
import type { Declaration, Pipeline } from '../model.ts';
import { type Changes, edit, inPair, join, NO_CHANGES } from './changes.ts';
import type { RewriteInput } from './input.ts';
import { throughSection } from './locate.ts';

/** Keys of a resource that mean nothing, or harm, once it is an s3 object (a pin names a version of the other type). */
const DROPPED = ['version', 'webhook_token', 'expose_build_created_by'];

/** Every mirrored resource becomes `type: s3` under its own name. */
export function rewriteResources(pipeline: Pipeline, input: RewriteInput): Changes {
  return join(
    pipeline.resources.map((resource) => {
      const id = input.analysis.resources.get(resource.name);
      const replacement = id === undefined ? undefined : input.replacement(id);
      return replacement === undefined
        ? NO_CHANGES
        : rewriteDeclaration(pipeline.yaml, resource, replacement, input);
    }),
  );
}

/** Sets type and source of a declaration and drops what no longer applies. */
export function rewriteDeclaration(
  yaml: YamlFile,
  declaration: Declaration,
  replacement: Replacement,
  input: RewriteInput,
): Changes {
  const { node } = declaration;
  const [through] = throughSection(yaml, declaration);
  if (through !== undefined) return { edits: [], expand: [through] };
  const merged = mergedKey(yaml, node, ['type', 'source', ...DROPPED]);
  if (merged !== undefined) return merged;
  const dropped = DROPPED.flatMap((key) => {
    const found = find(yaml, node, key);
    return found === undefined ? [] : [removePair(yaml, node, found.pair)];
  });
  return edit(
    setPair(yaml, node, 'type', 's3', 'name'),
    setPair(yaml, node, 'source', storeSource(replacement, input), 'type'),
    ...dropped,
  );
}

function mergedKey(yaml: YamlFile, node: YAMLMap, wanted: readonly string[]): Changes | undefined {
  if (!node.items.some(isMergePair)) return undefined;
  for (const key of keys(yaml, node)) {
    const found = wanted.includes(key) ? find(yaml, node, key) : undefined;
    if (found?.merge !== undefined) return inPair(found, () => NO_CHANGES);
  }
  return undefined;
}

export function storeSource(
  replacement: Replacement,
  input: RewriteInput,
): Readonly<Record<string, unknown>> {
  return { ...input.storeSource, regexp: replacement.regexp };
}
