import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import type { Pipeline, Step } from './model.ts';
import { hasToken } from './vars.ts';

/** What is wrong with a pipeline, online or offline: places that can't be read, steps without their resource. */
export function pipelineFindings(pipeline: Pipeline): Finding[] {
  return [
    ...pipeline.problems.map(({ message, at }) => finding('pipeline-invalid', message, at)),
    ...pipeline.jobs.flatMap((job) => job.steps).flatMap((step) => stepFindings(step, pipeline)),
  ];
}

function stepFindings(step: Step, { resources }: Pipeline): Finding[] {
  const { kind, name, resource, at } = step;
  if (kind === 'set_pipeline')
    return [finding('set-pipeline', `\`set_pipeline: ${name}\` sets a pipeline that is not rewritten`, at)];
  if (resource === null || hasToken(resource)) return [];
  if (resources.some((declared) => declared.name === resource)) return [];
  return [finding('pipeline-invalid', `\`${kind}: ${name}\` names no resource of this pipeline`, at)];
}
