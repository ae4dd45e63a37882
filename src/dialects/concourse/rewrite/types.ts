import { isMap } from 'yaml';
import { find } from '../../../yaml/document.ts';
import { appendItems, appendRootList, removeItem, removePair, setPair } from '../../../yaml/edit.ts';
import type { Declaration, Pipeline } from '../model.ts';
import { type Changes, edit, join, NO_CHANGES } from './changes.ts';
import type { ImageResource } from './images.ts';
import type { RewriteInput } from './input.ts';
import { rootList, throughSection } from './locate.ts';
import { rewriteDeclaration, storeSource } from './resources.ts';

/**
 * Resource types that something still needs come from the store; the others go. An s3 object as a type's image is the
 * use that `params` of a type was made for (Concourse 3.7).
 */
export function rewriteTypes(pipeline: Pipeline, input: RewriteInput): Changes {
  const types = pipeline.resourceTypes;
  const needed = types.filter((type) => input.analysis.neededTypes.has(type.name));
  if (types.length > 0 && needed.length === 0) return removeSection(pipeline);
  const kept = [...needed, ...pipeline.prototypes].map((type) => rewriteType(pipeline, type, input));
  const removed = types.filter((type) => !needed.includes(type)).map((type) => removeType(pipeline, type));
  return join([...kept, ...removed]);
}

function rewriteType(pipeline: Pipeline, type: Declaration, input: RewriteInput): Changes {
  const id = input.analysis.types.get(type.name);
  const replacement = id === undefined ? undefined : input.replacement(id);
  if (replacement === undefined) return NO_CHANGES;
  const declaration = rewriteDeclaration(pipeline.yaml, type, replacement, input);
  if (declaration.expand.length > 0) return declaration;
  return join([declaration, edit(setPair(pipeline.yaml, type.node, 'params', { unpack: true }, 'source'))]);
}

function removeType(pipeline: Pipeline, type: Declaration): Changes {
  const [through] = throughSection(pipeline.yaml, type);
  if (through !== undefined) return { edits: [], expand: [through] };
  const list = rootList(pipeline.yaml, 'resource_types');
  return list === undefined ? NO_CHANGES : edit(removeItem(pipeline.yaml, list, type.index));
}

function removeSection(pipeline: Pipeline): Changes {
  const root = pipeline.yaml.document.contents;
  const found = isMap(root) ? find(pipeline.yaml, root, 'resource_types') : undefined;
  if (!isMap(root) || found === undefined) return NO_CHANGES;
  if (found.merge !== undefined) return { edits: [], expand: [{ merge: found.merge }] };
  return edit(removePair(pipeline.yaml, root, found.pair));
}

/** Declares the images that tasks get from the store. */
export function addImageResources(
  pipeline: Pipeline,
  images: readonly ImageResource[],
  input: RewriteInput,
): Changes {
  const root = pipeline.yaml.document.contents;
  if (images.length === 0 || !isMap(root)) return NO_CHANGES;
  const values = images.map((image) => ({
    name: image.name,
    type: 's3',
    source: storeSource(image.replacement, input),
    ...(image.tags.length === 0 ? {} : { tags: image.tags }),
  }));
  const found = find(pipeline.yaml, root, 'resources');
  if (found === undefined) return edit(appendRootList(pipeline.yaml, root, 'resources', values));
  const [through] = throughSection(pipeline.yaml, { section: 'resources', index: -1 });
  if (through !== undefined) return { edits: [], expand: [through] };
  const list = rootList(pipeline.yaml, 'resources');
  if (list === undefined || list.items.length === 0) {
    return edit(setPair(pipeline.yaml, root, 'resources', values, ''));
  }
  return edit(appendItems(pipeline.yaml, list, values));
}
