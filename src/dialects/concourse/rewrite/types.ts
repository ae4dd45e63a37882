import { isMap, isSeq } from 'yaml';
import { deref } from '../../../yaml/document.ts';
import { appendRootList, removePairs, setPair } from '../../../yaml/edit.ts';
import { appendItems, removeItems } from '../../../yaml/edit-list.ts';
import { find } from '../../../yaml/lookup.ts';
import type { Declaration, Pipeline } from '../model.ts';
import { closeOverTypes } from '../resource-types.ts';
import { type Changes, edit, inPair, join, NO_CHANGES } from './changes.ts';
import type { ImageResource } from './images.ts';
import type { RewriteInput } from './input.ts';
import { replacementOf, rewriteDeclaration, storeSource } from './resources.ts';

/**
 * Resource types that something still needs come from the store; the others go. An s3 object as a type's image is the
 * use that `params` of a type was made for (Concourse 3.7).
 */
export function rewriteTypes(pipeline: Pipeline, input: RewriteInput): Changes {
  const types = pipeline.resourceTypes;
  const needed = types.filter(({ name }) => isNeeded(name, pipeline, input));
  const kept = [...needed, ...pipeline.prototypes].map((type) => rewriteType(pipeline, type, input));
  return join([...kept, removeTypes(pipeline, needed)]);
}

/** Something kept needs it, or something that should be mirrored and is not in the store. */
function isNeeded(name: string, pipeline: Pipeline, input: RewriteInput): boolean {
  const stays = pipeline.resources.filter((resource) => replacementOf(resource, input) === undefined);
  const unmirrored = closeOverTypes(
    stays.map((resource) => resource.type),
    pipeline.resourceTypes,
  );
  return input.analysis.neededTypes.has(name) || unmirrored.has(name);
}

function rewriteType(pipeline: Pipeline, type: Declaration, input: RewriteInput): Changes {
  const id = input.analysis.types.get(type.name);
  const replacement = id === undefined ? undefined : input.replacement(id);
  if (replacement === undefined) return NO_CHANGES;
  const source = storeSource(replacement, input);
  return rewriteDeclaration(pipeline.yaml, type, { source, params: { unpack: true } });
}

function removeTypes({ yaml, resourceTypes }: Pipeline, needed: readonly Declaration[]): Changes {
  const root = yaml.document.contents;
  const found = isMap(root) ? find(yaml, root, 'resource_types') : undefined;
  const removed = resourceTypes.filter((type) => !needed.includes(type)).map((type) => type.index);
  if (!isMap(root) || found === undefined || removed.length === 0) return NO_CHANGES;
  if (needed.length === 0 && found.merge === undefined)
    return edit(...removePairs(yaml, root, ['resource_types']));
  return inPair(found, () =>
    isSeq(found.value) ? edit(...removeItems(yaml, found.value, removed)) : NO_CHANGES,
  );
}

/** Declares the images that tasks get from the store. */
export function addImageResources(
  { yaml }: Pipeline,
  images: readonly ImageResource[],
  input: RewriteInput,
): Changes {
  const root = yaml.document.contents;
  if (images.length === 0 || !isMap(root)) return NO_CHANGES;
  const values = images.map((image) => ({
    name: image.name,
    type: 's3',
    source: storeSource(image.replacement, input),
    ...(image.tags.length === 0 ? {} : { tags: image.tags }),
  }));
  const found = find(yaml, root, 'resources');
  if (found === undefined) return edit(appendRootList(yaml, root, 'resources', values));
  return inPair(found, () => {
    const list = deref(yaml, found.value);
    return edit(
      isSeq(list) && list.items.length > 0
        ? appendItems(yaml, list, values)
        : setPair(yaml, root, 'resources', values, ''),
    );
  });
}
