import { isAlias, isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import { deref, type Found, find, get, keys, placeOf, type YamlFile } from '../../yaml/document.ts';
import type { Indirection, Step, StepKind } from './model.ts';
import { textOf } from './values.ts';

const LEAVES: readonly StepKind[] = ['task', 'put', 'get', 'set_pipeline', 'load_var', 'run'];
const HOOKS = ['on_success', 'on_failure', 'on_error', 'on_abort', 'ensure'] as const;

interface Position {
  readonly job: string;
  readonly path: string;
  readonly through: readonly Indirection[];
  readonly inAcross: boolean;
}

/**
 * Every leaf step of a job, in the order they stand in the file: plan, hooks at any depth, `do`, `in_parallel` in both
 * forms, the removed `aggregate`, `try` (concourse `atc/steps.go`).
 */
export function stepsOfJob(yaml: YamlFile, job: YAMLMap, name: string, path: string): Step[] {
  const position: Position = { job: name, path, through: [], inAcross: false };
  const own = find(yaml, job, 'plan');
  const plan = stepList(yaml, own?.value, throughMerge(own, { ...position, path: `${path}.plan` }));
  return [...plan, ...hookSteps(yaml, job, position)];
}

function hookSteps(yaml: YamlFile, map: YAMLMap, position: Position): Step[] {
  return HOOKS.flatMap((hook) => nested(yaml, map, hook, position));
}

function nested(yaml: YamlFile, map: YAMLMap, key: string, position: Position): Step[] {
  const found = find(yaml, map, key);
  if (found === undefined) return [];
  const inner = throughMerge(found, { ...position, path: `${position.path}.${key}` });
  if (key === 'do' || key === 'aggregate') return stepList(yaml, found.value, inner);
  if (key === 'in_parallel') return parallelSteps(yaml, found.value, inner);
  return stepAt(yaml, found.value, inner);
}

function parallelSteps(yaml: YamlFile, node: Node | undefined, position: Position): Step[] {
  const target = deref(yaml, node);
  if (!isMap(target)) return stepList(yaml, node, position);
  const inner = throughAlias(node, position);
  const found = find(yaml, target, 'steps');
  return stepList(yaml, found?.value, throughMerge(found, { ...inner, path: `${inner.path}.steps` }));
}

function stepList(yaml: YamlFile, node: Node | undefined, position: Position): Step[] {
  const target = deref(yaml, node);
  const inner = throughAlias(node, position);
  if (!isSeq(target)) return [];
  return target.items.flatMap((item, index) =>
    stepAt(yaml, item, { ...inner, path: `${inner.path}[${index}]` }),
  );
}

function stepAt(yaml: YamlFile, node: unknown, position: Position): Step[] {
  const map = deref(yaml, node);
  if (!isMap(map)) return [];
  const entered = throughAlias(node, position);
  const names = keys(yaml, map);
  const inner = { ...entered, inAcross: entered.inAcross || names.includes('across') };
  const leaf = LEAVES.find((kind) => names.includes(kind));
  const own =
    leaf === undefined
      ? ['try', 'do', 'in_parallel', 'aggregate']
          .filter((key) => names.includes(key))
          .flatMap((key) => nested(yaml, map, key, inner))
      : [leafStep(yaml, map, leaf, inner)];
  return [...own, ...hookSteps(yaml, map, inner)];
}

function leafStep(yaml: YamlFile, map: YAMLMap, kind: StepKind, position: Position): Step {
  const { job, path, through, inAcross } = position;
  return {
    kind,
    name: textOf(get(yaml, map, kind)),
    job,
    path,
    through,
    inAcross,
    node: map,
    at: placeOf(yaml, map),
  };
}

function throughAlias(node: unknown, position: Position): Position {
  return isAlias(node) ? { ...position, through: [...position.through, { alias: node }] } : position;
}

function throughMerge(found: Found | undefined, position: Position): Position {
  if (found?.merge === undefined) return position;
  return { ...position, through: [...position.through, { merge: found.merge }] };
}
