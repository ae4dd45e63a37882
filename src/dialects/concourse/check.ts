import { isMap } from 'yaml';
import type { Finding } from '../../model/finding.ts';
import { finding, type Place } from '../../model/rules.ts';
import { get, parseYaml, plainValue } from '../../yaml/document.ts';
import type { CheckContext, CheckedFile } from '../dialect.ts';
import { classifyUse } from './kinds/registry.ts';
import type { Declaration, Job, Pipeline, Step } from './model.ts';
import { readPipeline } from './read.ts';
import { resourceOfStep } from './resources.ts';
import { readTaskConfig, type TaskConfig } from './task-config.ts';
import { isObject, objectOf, textOrNull } from './values.ts';
import { modernizeVars } from './vars.ts';

type Object = CheckedFile['objects'][number];

/**
 * Proves that an offline pipeline is closed: every resource and type is an object of the lock, or needs nothing from
 * outside; every container task runs in an artifact; no step brings an unchecked pipeline in.
 */
export async function checkPipeline(text: string, file: string, context: CheckContext): Promise<CheckedFile> {
  const pipeline = readPipeline(text, file, context.vars);
  const declared = [...pipeline.resources, ...pipeline.resourceTypes, ...pipeline.prototypes];
  const objects = new Map(
    declared.map((declaration) => [declaration, objectOfDeclaration(declaration, context)]),
  );
  const outside = declared.flatMap((declaration) =>
    declarationFindings(declaration, objects, pipeline, context),
  );
  const tasks: Finding[] = [];
  for (const job of pipeline.jobs) tasks.push(...(await jobFindings(job, pipeline, objects, context)));
  return {
    findings: [...outside, ...tasks],
    objects: [...objects.values()].filter((object) => object !== undefined),
  };
}

/** The object of the lock that a declaration names, when it names one the way this tool writes it. */
function objectOfDeclaration(declaration: Declaration, context: CheckContext): Object | undefined {
  if (declaration.type !== 's3') return undefined;
  const { regexp, ...store } = declaration.source;
  const expected = context.storeSource;
  const same = Object.keys({ ...store, ...expected }).every((key) =>
    sameSetting(key, store[key], expected[key], context),
  );
  if (typeof regexp !== 'string' || !same) return undefined;
  const entry = context.entryOf(regexp);
  return entry === undefined ? undefined : { entry, regexp, at: declaration.at };
}

/** A setting is the expected one, or the value that the given vars put in its place. */
function sameSetting(key: string, actual: unknown, expected: unknown, context: CheckContext): boolean {
  if (actual === expected) return true;
  const name = typeof expected === 'string' ? /^\(\((.+)\)\)$/.exec(expected)?.[1] : undefined;
  return key !== 'regexp' && name !== undefined && context.vars.get(name) === actual;
}

function declarationFindings(
  declaration: Declaration,
  objects: ReadonlyMap<Declaration, Object | undefined>,
  pipeline: Pipeline,
  context: CheckContext,
): Finding[] {
  const what = `${declaration.section === 'resources' ? 'resource' : 'resource type'} \`${declaration.name}\``;
  if (declaration.section === 'resource_types' && declaration.name === 's3') {
    return [finding('reserved-name', `${what} would take over every s3 resource`, declaration.at)];
  }
  if (objects.get(declaration) !== undefined) return [];
  const use = { source: declaration.source, params: declaration.params, version: null };
  const types = pipeline.resourceTypes.filter((type) => type !== declaration);
  const classified = classifyUse(declaration.type, use, types, context.surroundings);
  if (classified.disposition === 'keep') return [];
  const where = classified.locator === '' ? `type \`${declaration.type}\`` : classified.locator;
  const regexp = declaration.type === 's3' ? declaration.source['regexp'] : undefined;
  const why = typeof regexp === 'string' ? `its object is not in the lock (${regexp})` : where;
  return [finding('outside-reference', `${what} still needs the outside: ${why}`, declaration.at)];
}

async function jobFindings(
  job: Job,
  pipeline: Pipeline,
  objects: ReadonlyMap<Declaration, Object | undefined>,
  context: CheckContext,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const step of job.steps) {
    if (step.kind === 'set_pipeline') {
      findings.push(
        finding(
          'set-pipeline',
          `\`set_pipeline: ${step.name}\` sets a pipeline that was not checked`,
          step.at,
        ),
      );
    }
    if (step.kind === 'task') findings.push(...(await taskFindings(step, job, pipeline, objects, context)));
  }
  return findings;
}

async function taskFindings(
  step: Step,
  job: Job,
  pipeline: Pipeline,
  objects: ReadonlyMap<Declaration, Object | undefined>,
  context: CheckContext,
): Promise<Finding[]> {
  const value = objectOf(plainValue(pipeline.yaml, step.node));
  const inline = get(pipeline.yaml, step.node, 'config');
  const outside = (text: string) => [finding('outside-reference', `task \`${step.name}\` ${text}`, step.at)];
  if (isMap(inline)) {
    const config = readTaskConfig(pipeline.yaml, inline, context.vars);
    if (value['image'] !== undefined && config?.imageResource == null) return [];
    return config === undefined ? [] : configFindings(config, pipeline, context, outside);
  }
  if (value['image'] !== undefined) return [];
  const [artifact = '', ...path] = (textOrNull(value['file']) ?? '').split('/');
  const source = job.steps.find((candidate) => candidate.kind === 'get' && candidate.name === artifact);
  const name = source === undefined ? undefined : resourceOfStep(source, { pipeline, vars: context.vars });
  const declaration = pipeline.resources.find((resource) => resource.name === name);
  const object = declaration === undefined ? undefined : objects.get(declaration);
  if (object === undefined) return outside('names a task file that can not be read, and no image');
  const text = await context.readObjectFile(object.entry, path.join('/'));
  if (text === undefined)
    return outside(`names the file \`${path.join('/')}\`, which its archive does not hold`);
  return configFindings(taskFileConfig(text, step.at), pipeline, context, outside);
}

function taskFileConfig(text: string, at: Place): TaskConfig | undefined {
  const yaml = parseYaml(modernizeVars(text), at.file);
  return readTaskConfig(yaml, yaml.document.contents, new Map());
}

function configFindings(
  config: TaskConfig | undefined,
  pipeline: Pipeline,
  context: CheckContext,
  outside: (text: string) => Finding[],
): Finding[] {
  if (config === undefined) return outside('has no task config');
  if (config.platform !== null && config.platform !== 'linux') return [];
  if (config.rootfsUri !== null) return outside(`runs in the image \`${config.rootfsUri}\` of its worker`);
  if (!isObject(config.imageResource)) return outside('names no image');
  const classified = classifyUse(
    config.imageResource.type,
    config.imageResource,
    pipeline.resourceTypes,
    context.surroundings,
  );
  return classified.disposition === 'keep'
    ? []
    : outside(`runs in an image from outside: ${classified.locator}`);
}
