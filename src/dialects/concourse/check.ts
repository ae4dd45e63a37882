import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import { plainValue } from '../../yaml/value.ts';
import type { CheckContext, CheckedFile } from '../dialect.ts';
import { taskFindings } from './check-task.ts';
import type { Checked, StoredObject } from './checked.ts';
import { classifyUse } from './kinds/registry.ts';
import type { Declaration, Step } from './model.ts';
import { pipelineFindings } from './pipeline-findings.ts';
import { readPipeline } from './read.ts';
import { isObject, objectOf } from './values.ts';
import { interpolate } from './vars.ts';

/**
 * Proves that an offline pipeline is closed: every resource and type is an object of the lock, or needs nothing from
 * outside; every container task runs in an artifact; no step brings an unchecked pipeline in. What can't be read is not
 * proven, and said.
 */
export async function checkPipeline(text: string, file: string, context: CheckContext): Promise<CheckedFile> {
  const pipeline = readPipeline(text, file, context.vars);
  const declared = [...pipeline.resources, ...pipeline.resourceTypes, ...pipeline.prototypes];
  const objects = new Map(
    declared.flatMap((declaration): [Declaration, StoredObject][] => {
      const object = storedObject(declaration, context);
      return object === undefined ? [] : [[declaration, object]];
    }),
  );
  const types = pipeline.resourceTypes.map((type) => originalType(type, objects.get(type)));
  const checked: Checked = { pipeline, objects, types, context };
  const findings = [
    ...pipelineFindings(pipeline),
    ...declared.flatMap((declaration) => declarationFindings(declaration, checked)),
    ...pipeline.jobs.flatMap((job) => job.steps).flatMap((step) => getFindings(step, checked)),
  ];
  for (const job of pipeline.jobs) {
    for (const step of job.steps.filter((candidate) => candidate.kind === 'task'))
      findings.push(...(await taskFindings(step, job, checked)));
  }
  return { findings, objects: [...objects.values()] };
}

/** The object of the lock that a declaration names, when it names one the way this tool writes it. */
function storedObject(declaration: Declaration, context: CheckContext): StoredObject | undefined {
  if (declaration.type !== 's3') return undefined;
  const { regexp, ...store } = declaration.source;
  const expected = objectOf(interpolate(context.storeSource, context.vars).value);
  const isSame = Object.keys({ ...store, ...expected }).every((key) => store[key] === expected[key]);
  if (typeof regexp !== 'string' || !isSame) return undefined;
  const entry = context.entryOf(regexp);
  return entry === undefined ? undefined : { entry, regexp, at: declaration.at };
}

/** What a type is does not change with the place its image comes from. */
function originalType(type: Declaration, object: StoredObject | undefined): Declaration {
  if (object === undefined) return type;
  return { ...type, type: 'registry-image', source: { repository: object.entry.locator } };
}

function declarationFindings(declaration: Declaration, checked: Checked): Finding[] {
  const { section, name, at } = declaration;
  const what = `${section === 'resources' ? 'resource' : 'resource type'} \`${name}\``;
  if (section === 'resource_types' && name === 's3')
    return [finding('reserved-name', `${what} would take over every s3 resource`, at)];
  const object = checked.objects.get(declaration);
  if (object === undefined) return outsideFindings(declaration, what, checked);
  if (section !== 'resources')
    return declaration.params['unpack'] === true ? [] : [notUnpacked(what, object)];
  return declaration.version === null ? [] : [pinned(what, object)];
}

function outsideFindings(declaration: Declaration, what: string, checked: Checked): Finding[] {
  const { type, source, params, at } = declaration;
  const types = checked.types.filter(
    (one) => one.name !== declaration.name || declaration.section === 'resources',
  );
  const use = { source, params, version: null };
  const classified = classifyUse(type, use, types, checked.context.surroundings);
  if (classified.disposition === 'keep') return [];
  const where = classified.locator === '' ? `type \`${type}\`` : classified.locator;
  const regexp = type === 's3' ? source['regexp'] : undefined;
  const why = typeof regexp === 'string' ? `its object is not in the lock (${regexp})` : where;
  return [finding('outside-reference', `${what} still needs the outside: ${why}`, at)];
}

/** A get of an object takes the one version there is, and unpacks it. */
function getFindings(step: Step, { pipeline, objects, context }: Checked): Finding[] {
  const declaration = pipeline.resources.find((resource) => resource.name === step.resource);
  const object = declaration === undefined ? undefined : objects.get(declaration);
  if (step.kind !== 'get' || object === undefined) return [];
  const value = objectOf(interpolate(plainValue(pipeline.yaml, step.node), context.vars).value);
  const what = `\`get: ${step.name}\``;
  const at = { ...object, at: step.at };
  const isUnpacked = objectOf(value['params'])['unpack'] === true;
  return [
    ...(isObject(value['version']) ? [pinned(what, at)] : []),
    ...(object.entry.unpack && object.entry.kind !== 's3' && !isUnpacked ? [notUnpacked(what, at)] : []),
  ];
}

/** A version of the s3 resource is a key, any key: only without one is it the object of the lock. */
function pinned(what: string, { at }: StoredObject): Finding {
  return finding('outside-reference', `${what} pins a version, which is not proven to be its object`, at);
}

function notUnpacked(what: string, { at, entry }: StoredObject): Finding {
  return finding('pipeline-invalid', `${what} does not unpack its archive ${entry.key}`, at);
}
