import { isMap, isSeq, type YAMLMap } from 'yaml';
import { OfflineGenError } from '../../model/errors.ts';
import { deref, get, parseYaml, placeOf, plainValue, type YamlFile } from '../../yaml/document.ts';
import type { Declaration, Job, Pipeline } from './model.ts';
import { stepsOfJob } from './steps.ts';
import { isObject, objectOf, textOf } from './values.ts';
import { interpolate, modernizeVars, type Vars } from './vars.ts';

/**
 * Reads a pipeline: declarations with their values interpolated as far as `vars` goes, and the steps of every job.
 * Throws `OfflineGenError('pipeline')` when the file is no YAML or no pipeline.
 */
export function readPipeline(text: string, file: string, vars: Vars): Pipeline {
  const yaml = parseYaml(modernizeVars(text), file);
  const root = yaml.document.contents;
  if (!isMap(root)) throw notAPipeline(file, 'a pipeline is a map with `jobs`');
  const jobs = readJobs(yaml, root);
  if (jobs.length === 0) throw notAPipeline(file, 'it has no job');
  return {
    yaml,
    resources: readSection(yaml, root, 'resources', vars),
    resourceTypes: readSection(yaml, root, 'resource_types', vars),
    prototypes: readSection(yaml, root, 'prototypes', vars),
    jobs,
  };
}

function notAPipeline(file: string, why: string): OfflineGenError {
  return new OfflineGenError('pipeline', `not a Concourse pipeline: ${why}`, {
    file,
    line: 1,
    column: 1,
    hint: 'Name the pipeline file with --pipeline, or leave the file out with `exclude`.',
  });
}

/**
 * Whether a text is worth reading as a pipeline: a top-level list of jobs of which one has a plan. Cheap, and certain
 * enough to tell pipelines from task files, workflows and other YAML.
 */
export function looksLikePipeline(text: string): boolean {
  return /^["']?jobs["']?\s*:\s*(#.*)?(\[|$)/m.test(text) && /(^|[\s{,-])["']?plan["']?\s*:/m.test(text);
}

function readJobs(yaml: YamlFile, root: YAMLMap): Job[] {
  const list = get(yaml, root, 'jobs');
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, index) => {
    const node = deref(yaml, item);
    if (!isMap(node)) return [];
    const name = textOf(get(yaml, node, 'name'));
    return [
      { name, index, node, at: placeOf(yaml, node), steps: stepsOfJob(yaml, node, name, `jobs[${index}]`) },
    ];
  });
}

function readSection(
  yaml: YamlFile,
  root: YAMLMap,
  section: Declaration['section'],
  vars: Vars,
): Declaration[] {
  const list = get(yaml, root, section);
  if (!isSeq(list)) return [];
  return list.items.flatMap((item, index) => {
    const node = deref(yaml, item);
    return isMap(node) ? [readDeclaration(yaml, node, section, index, vars)] : [];
  });
}

function readDeclaration(
  yaml: YamlFile,
  node: YAMLMap,
  section: Declaration['section'],
  index: number,
  vars: Vars,
): Declaration {
  const value = objectOf(interpolate(plainValue(yaml, node), vars).value);
  const version = value['version'];
  return {
    section,
    index,
    node,
    name: textOf(get(yaml, node, 'name')),
    type: typeof value['type'] === 'string' ? value['type'] : '',
    source: objectOf(value['source']),
    params: objectOf(value['params']),
    version: isObject(version) ? version : null,
    at: placeOf(yaml, node),
  };
}
