import { isAlias, isMap, isSeq } from 'yaml';
import { deref, find, type YamlFile } from '../../../yaml/document.ts';
import { prependItems, removePair, setPair } from '../../../yaml/edit.ts';
import type { Replacement } from '../../dialect.ts';
import type { Job, Pipeline, Step } from '../model.ts';
import { resourceOfStep } from '../resources.ts';
import { behind, type Changes, edit, inPair, join, NO_CHANGES } from './changes.ts';
import { commonTags, type ImagePlan } from './images.ts';
import type { RewriteInput } from './input.ts';

/** A get of a mirrored resource keeps name, `passed` and `trigger`; its params now belong to the s3 resource. */
export function rewriteGets(pipeline: Pipeline, input: RewriteInput): Changes {
  const gets = pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'get');
  return join(
    gets.map((step) => {
      const name = resourceOfStep(step, { pipeline, vars: input.vars });
      const id = name === undefined ? undefined : input.analysis.resources.get(name);
      const replacement = id === undefined ? undefined : input.replacement(id);
      if (replacement === undefined) return NO_CHANGES;
      return behind(step.through, () => rewriteGet(pipeline.yaml, step, replacement));
    }),
  );
}

function rewriteGet(yaml: YamlFile, step: Step, replacement: Replacement): Changes {
  return join([pinOf(yaml, step), paramsOf(yaml, step, replacement)]);
}

/** A pin of the original type's version means nothing to s3; `every` and `latest` do. */
function pinOf(yaml: YamlFile, step: Step): Changes {
  const found = find(yaml, step.node, 'version');
  if (found === undefined || !isMap(deref(yaml, found.value))) return NO_CHANGES;
  if (found.merge !== undefined) return inPair(found, () => NO_CHANGES);
  return edit(removePair(yaml, step.node, found.pair));
}

function paramsOf(yaml: YamlFile, step: Step, replacement: Replacement): Changes {
  if (replacement.keepParams) return NO_CHANGES;
  const found = find(yaml, step.node, 'params');
  if (found?.merge !== undefined) return inPair(found, () => NO_CHANGES);
  if (replacement.unpack) return edit(setPair(yaml, step.node, 'params', { unpack: true }, 'get'));
  return found === undefined ? NO_CHANGES : edit(removePair(yaml, step.node, found.pair));
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
  const image = images.byStep.get(step.path);
  const overridden = step.kind === 'task' && find(yaml, step.node, 'image') !== undefined;
  if (image === undefined && !overridden) return NO_CHANGES;
  return behind(step.through, () => {
    const inline = withoutImageResource(yaml, step);
    if (image === undefined) return inline;
    return join([edit(setPair(yaml, step.node, 'image', image.name, 'task')), inline]);
  });
}

/** `image` on the step wins over `image_resource`, but fly warns of both in an inline config. */
function withoutImageResource(yaml: YamlFile, step: Step): Changes {
  const config = find(yaml, step.node, 'config');
  const map = deref(yaml, config?.value);
  if (config === undefined || !isMap(map)) return NO_CHANGES;
  const found = find(yaml, map, 'image_resource');
  if (found === undefined) return NO_CHANGES;
  return inPair(config, () => {
    if (found.merge !== undefined) return inPair(found, () => NO_CHANGES);
    return edit(removePair(yaml, map, found.pair));
  });
}

/** The images of a job, before anything else it does: a task can only use what its build has already. */
function leadingGets(pipeline: Pipeline, job: Job, images: ImagePlan): Changes {
  const wanted = [
    ...new Set(job.steps.map((step) => images.byStep.get(step.path)).filter((image) => image !== undefined)),
  ];
  if (wanted.length === 0) return NO_CHANGES;
  const { yaml } = pipeline;
  const found = find(yaml, job.node, 'plan');
  if (found === undefined) return NO_CHANGES;
  const throughJob = jobAlias(yaml, job);
  if (throughJob !== undefined) return throughJob;
  return inPair(found, () => {
    const plan = deref(yaml, found.value);
    if (!isSeq(plan)) return NO_CHANGES;
    const gets = wanted.map((image) => {
      const users = job.steps.filter((step) => images.byStep.get(step.path) === image);
      const tags = commonTags(pipeline, users);
      return { get: image.name, params: { unpack: true }, ...(tags.length === 0 ? {} : { tags }) };
    });
    const items = gets.length === 1 ? gets : [{ in_parallel: gets }];
    return edit(prependItems(yaml, plan, items));
  });
}

function jobAlias(yaml: YamlFile, job: Job): Changes | undefined {
  const root = yaml.document.contents;
  const jobs = isMap(root) ? find(yaml, root, 'jobs') : undefined;
  if (isAlias(jobs?.value)) return { edits: [], expand: [{ alias: jobs.value }] };
  const item = isSeq(jobs?.value) ? jobs.value.items[job.index] : undefined;
  return isAlias(item) ? { edits: [], expand: [{ alias: item }] } : undefined;
}
