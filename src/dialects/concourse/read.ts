import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { OfflineGenError } from '../../model/errors.ts';
import { deref, parseYaml, placeOf, type YamlFile } from '../../yaml/document.ts';
import { find, get } from '../../yaml/lookup.ts';
import { plainValue } from '../../yaml/value.ts';
import type { Declaration, Indirection, Job, Pipeline, Problem } from './model.ts';
import { stepsOfJob } from './steps.ts';
import { isObject, objectOf, textOf, textValue } from './values.ts';
import { interpolate, modernizeVars, type Vars } from './vars.ts';

/** Lines of carvel's ytt, `#@ code` and `#@annotation`. */
const YTT = /^\s*#@(?:\s|[a-z]+\/)/m;

/**
 * Reads a pipeline: declarations with their values interpolated as far as `vars` goes, and the steps of every job.
 * Throws `OfflineGenError('pipeline')` when the file is no YAML or no pipeline.
 */
export function readPipeline(text: string, file: string, vars: Vars): Pipeline {
  const yaml = parseYaml(modernizeVars(text), file);
  const root = yaml.document.contents;
  // To YAML its directives are comments: what is read then is no pipeline yet.
  if (YTT.test(text)) throw notAPipeline(file, 'it is a ytt template; give the rendered pipeline instead');
  if (!isMap(root)) throw notAPipeline(file, 'a pipeline is a map with `jobs`');
  const problems: Problem[] = [];
  const read = (section: Declaration['section']) =>
    listOf(yaml, root, section, problems).map((item) => declarationOf(yaml, item, section, vars));
  const jobs = listOf(yaml, root, 'jobs', problems).map((item) => jobOf(yaml, item, vars, problems));
  if (jobs.length === 0) throw notAPipeline(file, 'it has no job');
  return {
    yaml,
    resources: read('resources'),
    resourceTypes: read('resource_types'),
    prototypes: read('prototypes'),
    jobs,
    problems,
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

/** A top-level `jobs` whose value is a list, in block or flow style or behind an alias. */
const LIST_OF_JOBS =
  /^\uFEFF?["']?jobs["']?\s*:[ \t]*(?:&\S+[ \t]*)?(?:[[*]|(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*(?:-\s|\[))/m;
const JSON_LIST_OF_JOBS = /^\s*\{[\s\S]*["']?jobs["']?\s*:\s*\[/;

/**
 * Whether a text is worth reading as a pipeline: a top-level list of jobs of which one has a plan. Cheap, and certain
 * enough to tell pipelines from task files, workflows and other YAML.
 */
export function looksLikePipeline(text: string): boolean {
  const hasJobs = LIST_OF_JOBS.test(text) || JSON_LIST_OF_JOBS.test(text);
  return hasJobs && /(^|[\s{,-])["']?plan["']?\s*:/m.test(text);
}

/** An item of a list of the root map. */
interface Item {
  readonly node: YAMLMap;
  readonly index: number;
  readonly through: readonly Indirection[];
}

function listOf(yaml: YamlFile, root: YAMLMap, key: string, problems: Problem[]): Item[] {
  const found = find(yaml, root, key);
  const list = deref(yaml, found?.value);
  if (found === undefined || list === undefined || (isScalar(list) && list.value === null)) return [];
  const expected = (what: string, at: unknown) =>
    problems.push({ at: placeOf(yaml, deref(yaml, at)), message: `\`${key}\`: ${what} is expected here` });
  if (!isSeq(list)) {
    expected('a list', list);
    return [];
  }
  const merge: Indirection[] = found.merge === undefined ? [] : [{ merge: found.merge }];
  const alias: Indirection[] = isAlias(found.value) ? [{ alias: found.value }] : [];
  return list.items.flatMap((item, index) => {
    const node = deref(yaml, item);
    if (!isMap(node)) {
      expected('a map', item);
      return [];
    }
    const own: Indirection[] = isAlias(item) ? [{ alias: item }] : [];
    return [{ node, index, through: [...merge, ...alias, ...own] }];
  });
}

function jobOf(yaml: YamlFile, { node, index, through }: Item, vars: Vars, problems: Problem[]): Job {
  const name = textValue(interpolate(textOf(get(yaml, node, 'name')), vars).value) ?? '';
  const found = stepsOfJob(yaml, vars, { name, node, through }, `jobs[${index}]`);
  problems.push(...found.problems);
  const { steps, aggregates } = found;
  return { name, index, node, through, at: placeOf(yaml, node), steps, aggregates };
}

function declarationOf(
  yaml: YamlFile,
  { node, index, through }: Item,
  section: Declaration['section'],
  vars: Vars,
): Declaration {
  const value = objectOf(interpolate(plainValue(yaml, node), vars).value);
  const version = value['version'];
  return {
    section,
    index,
    node,
    through,
    name: textValue(value['name']) ?? '',
    type: textValue(value['type']) ?? '',
    source: objectOf(value['source']),
    params: objectOf(value['params']),
    version: isObject(version) ? version : null,
    at: placeOf(yaml, node),
  };
}
