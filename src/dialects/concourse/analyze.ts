import type { AnalysisInput, PipelineAnalysis } from './analysis.ts';
import { dispositionFinding } from './draft.ts';
import { pipelineFindings } from './pipeline-findings.ts';
import { closeOverTypes, reservedTypeFindings, typeDrafts } from './resource-types.ts';
import { resourceUse } from './resources.ts';
import { analyzeTasks } from './tasks.ts';

/** Finds every outside thing a pipeline names. Asks the world only through `readTaskFile`. */
export async function analyzePipeline(input: AnalysisInput): Promise<PipelineAnalysis> {
  const { pipeline } = input;
  const steps = pipeline.jobs.flatMap((job) => job.steps);
  const uses = pipeline.resources.map((resource) => resourceUse(resource, steps, input));
  const mirrored = uses.filter((use) => use.classified.disposition === 'mirror');
  const kept = uses.filter((use) => !mirrored.includes(use));
  const tasks = await analyzeTasks(input, new Map(uses.map((use) => [use.resource.name, use.classified])));
  const neededTypes = closeOverTypes(
    [...kept.map((use) => use.resource.type), ...tasks.customImageTypes],
    pipeline.resourceTypes,
  );
  const types = typeDrafts(pipeline, neededTypes, input.surroundings);
  return {
    pipeline,
    drafts: [...uses.map((use) => use.draft), ...tasks.drafts, ...types.map(({ draft }) => draft)],
    findings: [
      ...pipelineFindings(pipeline),
      ...uses.flatMap((use) => use.findings),
      ...tasks.findings,
      ...types.flatMap(({ draft }) => dispositionFinding(draft)),
      ...reservedTypeFindings(pipeline, neededTypes),
    ],
    tasks: tasks.tasks,
    resources: new Map(mirrored.map((use) => [use.resource.name, use.draft.id])),
    types: new Map(
      types
        .filter(({ draft }) => draft.disposition === 'mirror')
        .map(({ type, draft }) => [type.name, draft.id]),
    ),
    neededTypes,
    taskImages: tasks.images,
  };
}
