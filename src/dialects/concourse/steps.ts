import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import { deref, placeOf, type YamlFile } from '../../yaml/document.ts';
import { allMergedMaps, type Found, find, get, keys, keyText } from '../../yaml/lookup.ts';
import { tooMuch } from '../../yaml/value.ts';
import type { Indirection, Job, Problem, Step, StepKind } from './model.ts';
import { textOf, textValue } from './values.ts';
import { interpolate, type Vars } from './vars.ts';

/** In the order in which Concourse looks for them (concourse `atc/steps.go`, StepPrecedence). */
const LEAVES: readonly StepKind[] = ['run', 'task', 'put', 'get', 'set_pipeline', 'load_var'];
const NESTS = ['try', 'do', 'in_parallel', 'aggregate'] as const;
const HOOKS = ['on_success', 'on_failure', 'on_error', 'on_abort', 'ensure'] as const;

/** More steps than any pipeline has, over all aliases; also stops an alias that contains itself. */
const MAX_STEPS = 20_000;
const MAX_DEPTH = 200;

interface Position {
  readonly path: string;
  readonly through: readonly Indirection[];
  readonly inAcross: boolean;
  readonly depth: number;
}

/** What the walk through one job found so far. */
interface Walk {
  readonly yaml: YamlFile;
  readonly vars: Vars;
  readonly job: string;
  readonly steps: Step[];
  readonly aggregates: Set<Pair>;
  readonly problems: Problem[];
  visited: number;
}

export type JobSteps = Pick<Job, 'steps' | 'aggregates'> & { readonly problems: readonly Problem[] };

/**
 * Every leaf step of a job, in the order they stand in the file: plan, hooks at any depth, `do`, `in_parallel` in both
 * forms, the removed `aggregate`, `try` (concourse `atc/steps.go`).
 * Throws `OfflineGenError('pipeline')` when aliases make more steps than a pipeline can hold.
 */
export function stepsOfJob(
  yaml: YamlFile,
  vars: Vars,
  job: Pick<Job, 'name' | 'node' | 'through'>,
  path: string,
): JobSteps {
  const walk: Walk = {
    yaml,
    vars,
    job: job.name,
    steps: [],
    aggregates: new Set(),
    problems: [],
    visited: 0,
  };
  const position: Position = { path, through: job.through, inAcross: false, depth: 0 };
  visitNested(walk, job.node, 'plan', position);
  visitHooks(walk, job.node, position);
  return { steps: walk.steps, aggregates: [...walk.aggregates], problems: walk.problems };
}

function visitHooks(walk: Walk, map: YAMLMap, position: Position): void {
  for (const hook of HOOKS) visitNested(walk, map, hook, position);
}

function visitNested(walk: Walk, map: YAMLMap, key: string, position: Position): void {
  const found = find(walk.yaml, map, key);
  if (found === undefined) return;
  const inner = throughMerge(found, { ...position, path: `${position.path}.${key}` });
  if (key === 'aggregate') addAggregates(walk, map);
  if (key === 'in_parallel') visitParallel(walk, found.value, inner);
  else if (key === 'plan' || key === 'do' || key === 'aggregate') visitList(walk, found.value, inner);
  else visitStep(walk, found.value, inner);
}

/** Overridden ones too: renamed, they stay overridden. */
function addAggregates({ yaml, aggregates }: Walk, map: YAMLMap): void {
  for (const origin of [map, ...allMergedMaps(yaml, map)]) {
    for (const pair of origin.items) if (keyText(yaml, pair) === 'aggregate') aggregates.add(pair);
  }
}

function visitParallel(walk: Walk, node: Node | undefined, position: Position): void {
  const target = deref(walk.yaml, node);
  if (isMap(target)) {
    const inner = throughAlias(node, position);
    const found = find(walk.yaml, target, 'steps');
    visitList(walk, found?.value, throughMerge(found, { ...inner, path: `${inner.path}.steps` }));
  } else {
    visitList(walk, node, position);
  }
}

function visitList(walk: Walk, node: Node | undefined, position: Position): void {
  const target = deref(walk.yaml, node);
  if (!isSeq(target)) {
    if (!isNull(target)) addProblem(walk, node, 'a list of steps');
    return;
  }
  const inner = throughAlias(node, position);
  for (const [index, item] of target.items.entries())
    visitStep(walk, item, { ...inner, path: `${inner.path}[${index}]` });
}

function visitStep(walk: Walk, node: unknown, position: Position): void {
  const { yaml } = walk;
  walk.visited += 1;
  if (walk.visited > MAX_STEPS || position.depth > MAX_DEPTH) throw tooMuch(yaml);
  const map = deref(yaml, node);
  if (isMap(map)) visitStepMap(walk, map, throughAlias(node, position));
  else addProblem(walk, map, 'a step');
}

function visitStepMap(walk: Walk, map: YAMLMap, position: Position): void {
  const names = keys(walk.yaml, map);
  const inAcross = position.inAcross || names.includes('across');
  const inner = { ...position, inAcross, depth: position.depth + 1 };
  const leaf = LEAVES.find((kind) => names.includes(kind));
  const nests = NESTS.filter((key) => names.includes(key));
  if (leaf !== undefined) walk.steps.push(leafStep(walk, map, leaf, inner));
  else if (nests.length > 0) for (const key of nests) visitNested(walk, map, key, inner);
  else addProblem(walk, map, 'a step of a known kind');
  visitHooks(walk, map, inner);
}

function leafStep(walk: Walk, map: YAMLMap, kind: StepKind, position: Position): Step {
  const { yaml, job } = walk;
  const { path, through, inAcross } = position;
  const name = textUnder(walk, map, kind);
  const resource = kind === 'get' || kind === 'put' ? textUnder(walk, map, 'resource') || name : null;
  return { kind, name, resource, job, path, through, inAcross, node: map, at: placeOf(yaml, map) };
}

function textUnder({ yaml, vars }: Walk, map: YAMLMap, key: string): string {
  return textValue(interpolate(textOf(get(yaml, map, key)), vars).value) ?? '';
}

function addProblem({ yaml, problems, job }: Walk, node: Node | undefined, expected: string): void {
  const target = deref(yaml, node);
  const found = isScalar(target) ? `, not \`${textOf(target)}\`` : '';
  problems.push({
    at: placeOf(yaml, node),
    message: `job \`${job}\`: ${expected} is expected here${found}`,
  });
}

function isNull(node: Node | undefined): boolean {
  return node === undefined || (isScalar(node) && node.value === null);
}

function throughAlias(node: unknown, position: Position): Position {
  return isAlias(node) ? { ...position, through: [...position.through, { alias: node }] } : position;
}

function throughMerge(found: Found | undefined, position: Position): Position {
  if (found?.merge === undefined) return position;
  return { ...position, through: [...position.through, { merge: found.merge }] };
}
