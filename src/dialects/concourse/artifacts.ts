import { get } from '../../yaml/lookup.ts';
import { plainValue } from '../../yaml/value.ts';
import type { Job, Pipeline, Step } from './model.ts';
import { readTaskConfig } from './task-config.ts';
import { objectOf, textOrNull } from './values.ts';
import type { Vars } from './vars.ts';

/** Where an artifact of a build comes from at one of its steps. */
export interface Origin {
  /** The get or put that made it; null: only a task did. */
  readonly step: Step | null;
  /** Name of a task that wrote it since. */
  readonly writtenBy: string | null;
}

/**
 * What an artifact's name means to a step: the last step before it that registers the name counts (concourse
 * `atc/exec/build/repository.go`). Outputs of tasks whose config is in a file count as far as the step maps them.
 * Undefined: nothing before the step makes it.
 */
export function originOf(
  name: string,
  step: Step,
  job: Job,
  pipeline: Pipeline,
  vars: Vars,
): Origin | undefined {
  let origin: Origin | undefined;
  for (const earlier of job.steps.slice(0, job.steps.indexOf(step))) {
    if (earlier.resource !== null && earlier.name === name) origin = { step: earlier, writtenBy: null };
    if (earlier.kind === 'task' && outputsOf(earlier, pipeline, vars).includes(name))
      origin = { step: origin?.step ?? null, writtenBy: earlier.name };
  }
  return origin;
}

/** Names under which a task step registers its outputs, as far as the pipeline itself says them. */
export function outputsOf({ node }: Step, { yaml }: Pipeline, vars: Vars): string[] {
  const mapping = objectOf(plainValue(yaml, get(yaml, node, 'output_mapping')));
  const config = readTaskConfig(yaml, get(yaml, node, 'config'), vars);
  if (config === undefined)
    return Object.values(mapping)
      .map(textOrNull)
      .filter((name) => name !== null);
  return config.outputs.map((output) => textOrNull(mapping[output]) ?? output);
}
