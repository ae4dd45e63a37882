import { isMap } from 'yaml';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import { get } from '../../yaml/lookup.ts';
import { plainValue } from '../../yaml/value.ts';
import { originOf } from './artifacts.ts';
import type { Checked, StoredObject } from './checked.ts';
import { classifyUse } from './kinds/registry.ts';
import type { Job, Step } from './model.ts';
import { readTaskConfig, type TaskConfig, usesContainer } from './task-config.ts';
import { parseTaskFile, varsOf } from './task-file.ts';
import { isObject, objectOf, textOrNull } from './values.ts';
import { hasToken, interpolate } from './vars.ts';

/** Proves that a task runs in an artifact of its build, or in an image that needs nothing from outside. */
export async function taskFindings(step: Step, job: Job, checked: Checked): Promise<Finding[]> {
  const value = stepValue(step, checked);
  const outside = (why: string) => [finding('outside-reference', `task \`${step.name}\` ${why}`, step.at)];
  if (value['image'] !== undefined) {
    const image = textOrNull(value['image']) ?? '';
    const isThere = !hasToken(image) && (await isArtifact(image, step, job, checked));
    return isThere ? [] : outside(`runs in the artifact \`${image}\`, which no step before it makes`);
  }
  const config = await configOf(step, job, value, checked);
  return 'problem' in config ? outside(config.problem) : configFindings(config, checked, outside);
}

/** The step without its config, interpolated. */
function stepValue(step: Step, { pipeline, context }: Checked): Readonly<Record<string, unknown>> {
  const value = plainValue(pipeline.yaml, step.node);
  const { config: _config, ...rest } = isObject(value) ? value : {};
  return objectOf(interpolate(rest, context.vars).value);
}

/** Whether a step before this one makes an artifact of that name; task files are read for their outputs when need be. */
async function isArtifact(name: string, step: Step, job: Job, checked: Checked): Promise<boolean> {
  if (originOf(name, step, job, checked.pipeline, checked.context.vars) !== undefined) return true;
  for (const earlier of job.steps.slice(0, job.steps.indexOf(step))) {
    if (earlier.kind !== 'task') continue;
    const value = stepValue(earlier, checked);
    const config = value['file'] === undefined ? undefined : await configOf(earlier, job, value, checked);
    const outputs = config === undefined || 'problem' in config ? [] : config.outputs;
    const mapping = objectOf(value['output_mapping']);
    if (outputs.some((output) => (textOrNull(mapping[output]) ?? output) === name)) return true;
  }
  return false;
}

/** The config of a task, inline or in the archive that its file lies in. */
async function configOf(
  step: Step,
  job: Job,
  value: Readonly<Record<string, unknown>>,
  checked: Checked,
): Promise<TaskConfig | { readonly problem: string }> {
  const { pipeline, context } = checked;
  const inline = get(pipeline.yaml, step.node, 'config');
  if (isMap(inline))
    return readTaskConfig(pipeline.yaml, inline, context.vars) ?? { problem: 'has no task config' };
  const written = textOrNull(value['file']) ?? '';
  const slash = written.indexOf('/');
  const object = objectOfArtifact(written.slice(0, Math.max(slash, 0)), step, job, checked);
  if (object === undefined || hasToken(written))
    return { problem: 'names a task file that can not be read, and no image' };
  const path = written.slice(slash + 1);
  const text = await context.readObjectFile(object.entry, path);
  if (text === undefined) return { problem: `names the file \`${path}\`, which its archive does not hold` };
  const read = parseTaskFile(text, written, varsOf(value));
  return 'problem' in read
    ? { problem: `names a task file that is not valid: ${read.problem}` }
    : read.config;
}

/** The object that an artifact is unpacked from; undefined when a task writes to it too. */
function objectOfArtifact(name: string, step: Step, job: Job, checked: Checked): StoredObject | undefined {
  const { pipeline, objects, context } = checked;
  const origin = originOf(name, step, job, pipeline, context.vars);
  if (origin?.step?.kind !== 'get' || origin.writtenBy !== null) return undefined;
  const resource = origin.step.resource;
  const declaration = pipeline.resources.find((declared) => declared.name === resource);
  return declaration === undefined ? undefined : objects.get(declaration);
}

function configFindings(
  config: TaskConfig,
  { types, context }: Checked,
  outside: (why: string) => Finding[],
): Finding[] {
  if (!usesContainer(config)) return [];
  const { imageResource, rootfsUri } = config;
  if (imageResource === null)
    return outside(
      rootfsUri === null ? 'names no image' : `runs in the image \`${rootfsUri}\` of its worker`,
    );
  const use = { ...imageResource, container: true };
  const classified = classifyUse(imageResource.type, use, types, context.surroundings);
  return classified.disposition === 'keep'
    ? []
    : outside(`runs in an image from outside: ${classified.locator}`);
}
