import { isMap, isSeq } from 'yaml';
import { deref, type YamlFile } from '../../../yaml/document.ts';
import { removePairs, setPair } from '../../../yaml/edit.ts';
import { prependItems } from '../../../yaml/edit-list.ts';
import { find } from '../../../yaml/lookup.ts';
import type { Replacement } from '../../dialect.ts';
import type { Job, Pipeline, Step } from '../model.ts';
import { behind, type Changes, edit, inMap, inPair, join, NO_CHANGES } from './changes.ts';
import { commonTags, type ImagePlan } from './images.ts';
import type { RewriteInput } from './input.ts';
import { replacementOf, unmerged } from './resources.ts';

/** A get of a mirrored resource keeps name, `passed` and `trigger`; its params now belong to the s3 resource. */
export function rewriteGets(pipeline: Pipeline, input: RewriteInput): Changes {
  const { yaml, resources } = pipeline;
  const gets = pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'get');
  return join(
    gets.map((step) => {
      const resource = resources.find(({ name }) => name === step.resource);
      const replacement = resource === undefined ? undefined : replacementOf(resource, input);
      if (replacement === undefined) return NO_CHANGES;
      return behind(step.through, () => rewriteGet(yaml, step, replacement));
    }),
  );
}

function rewriteGet(yaml: YamlFile, { node }: Step, { keepParams, unpack }: Replacement): Changes {
  // A pin of the original type's version means nothing to s3; `every` and `latest` do.
  const pinned = isMap(deref(yaml, find(yaml, node, 'version')?.value)) ? ['version'] : [];
  const params = keepParams ? [] : ['params'];
  const dropped = unpack ? pinned : [...pinned, ...params];
  return unmerged(yaml, node, params, dropped, () =>
    inMap(yaml, node, () =>
      edit(
        ...removePairs(yaml, node, dropped),
        ...(keepParams || !unpack ? [] : [setPair(yaml, node, 'params', { unpack: true }, 'get')]),
      ),
    ),
  );
}

/** Every task whose image is mirrored runs in an artifact that its job gets first. */
export function rewriteTasks(pipeline: Pipeline, images: ImagePlan): Changes {
  return join(
    pipeline.jobs.map((job) =>
      join([
        leadingGets(pipeline, job, images),
        ...job.steps.map((step) => rewriteTask(pipeline.yaml, step, images)),
      ]),
    ),
  );
}

function rewriteTask(yaml: YamlFile, step: Step, images: ImagePlan): Changes {
  if (step.kind !== 'task') return NO_CHANGES;
  const image = images.byStep.get(step.path);
  const isOverridden = find(yaml, step.node, 'image') !== undefined;
  if (image === undefined && !isOverridden) return NO_CHANGES;
  const inline = () => withoutImageResource(yaml, step);
  if (image === undefined) return inline();
  return behind(step.through, () =>
    inMap(yaml, step.node, () =>
      join([edit(setPair(yaml, step.node, 'image', image.name, 'task')), inline()]),
    ),
  );
}

/** `image` on the step wins over `image_resource`, but fly warns of both in an inline config. */
function withoutImageResource(yaml: YamlFile, step: Step): Changes {
  const config = find(yaml, step.node, 'config');
  const map = deref(yaml, config?.value);
  if (config === undefined || !isMap(map) || find(yaml, map, 'image_resource') === undefined)
    return NO_CHANGES;
  return behind(step.through, () =>
    inPair(config, () =>
      unmerged(yaml, map, [], ['image_resource'], () => edit(...removePairs(yaml, map, ['image_resource']))),
    ),
  );
}

/** The images of a job, before anything else it does: a task can only use what its build has already. */
function leadingGets(pipeline: Pipeline, job: Job, images: ImagePlan): Changes {
  const { yaml } = pipeline;
  const wanted = new Set(
    job.steps.map((step) => images.byStep.get(step.path)).filter((image) => image !== undefined),
  );
  if (wanted.size === 0) return NO_CHANGES;
  const gets = [...wanted].map((image) => {
    const users = job.steps.filter((step) => images.byStep.get(step.path) === image);
    const tags = commonTags(pipeline, users);
    return { get: image.name, params: { unpack: true }, ...(tags.length === 0 ? {} : { tags }) };
  });
  const items = gets.length === 1 ? gets : [{ in_parallel: gets }];
  return behind(job.through, () => {
    const found = find(yaml, job.node, 'plan');
    if (found === undefined) return edit(setPair(yaml, job.node, 'plan', items, 'name'));
    return inPair(found, () => {
      const plan = deref(yaml, found.value);
      return edit(
        isSeq(plan) ? prependItems(yaml, plan, items) : setPair(yaml, job.node, 'plan', items, 'name'),
      );
    });
  });
}
