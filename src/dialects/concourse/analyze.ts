import type { Role } from '../../model/artifact.ts';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import { plainValue } from '../../yaml/document.ts';
import type { Draft, Surroundings } from '../dialect.ts';
import type { AnalysisInput, PipelineAnalysis } from './analysis.ts';
import { asContainerImage, dispositionFinding, draftOf } from './draft.ts';
import type { Classified, Use } from './kinds/kind.ts';
import { classifyUse, knownType } from './kinds/registry.ts';
import type { Declaration, Pipeline, Step } from './model.ts';
import { resourceUse } from './resources.ts';
import { analyzeTasks } from './tasks.ts';
import { objectOf, textOrNull } from './values.ts';
import { hasToken } from './vars.ts';

/** Finds every outside thing a pipeline names. Asks the world only through `readTaskFile`. */
export async function analyzePipeline(input: AnalysisInput): Promise<PipelineAnalysis> {
  const { pipeline } = input;
  const steps = pipeline.jobs.flatMap((job) => job.steps);
  const uses = pipeline.resources.map((resource) => resourceUse(resource, steps, input));
  const tasks = await analyzeTasks(input, new Map(uses.map((use) => [use.resource.name, use.classified])));
  const kept = uses.filter((use) => use.classified.disposition !== 'mirror');
  const neededTypes = new Set([
    ...closeOverTypes(
      kept.map((use) => use.resource.type),
      pipeline.resourceTypes,
    ),
    ...closeOverTypes(tasks.customImageTypes, pipeline.resourceTypes),
  ]);
  const types = typeDrafts(pipeline, neededTypes, input.surroundings);
  const drafts = [...uses.flatMap((use) => use.drafts), ...tasks.drafts, ...types];
  return {
    pipeline,
    drafts,
    findings: [
      ...uses.flatMap((use) => use.findings),
      ...tasks.findings,
      ...types.flatMap((draft) => dispositionFinding(draft)),
      ...steps.flatMap((step) => stepFindings(step, pipeline)),
      ...reservedTypeFindings(pipeline),
    ],
    tasks: tasks.tasks,
    resources: new Map(
      uses
        .filter((use) => use.classified.disposition === 'mirror')
        .map((use) => [use.resource.name, use.drafts[0]?.id ?? '']),
    ),
    types: new Map(
      types
        .filter((draft) => draft.disposition === 'mirror')
        .map((draft) => [typeNameOf(draft, pipeline), draft.id]),
    ),
    neededTypes,
    taskImages: tasks.images,
  };
}

/** The types of a list and the types those are made of. */
function closeOverTypes(names: readonly string[], types: readonly Declaration[]): string[] {
  const needed: string[] = [];
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const declared = types.find((type) => type.name === name);
    if (declared === undefined || needed.includes(name)) continue;
    needed.push(name);
    if (declared.type !== name) queue.push(declared.type);
  }
  return needed;
}

function typeDrafts(pipeline: Pipeline, needed: ReadonlySet<string>, surroundings: Surroundings): Draft[] {
  return [...pipeline.resourceTypes, ...pipeline.prototypes].map((type) => {
    const role: Role = type.section === 'prototypes' ? 'prototype' : 'resource-type';
    const others = pipeline.resourceTypes.filter((other) => other !== type);
    const use: Use = { source: type.source, params: type.params, version: null };
    const found = asContainerImage(classifyUse(type.type, use, others, surroundings));
    const classified: Classified =
      found.disposition === 'mirror' && role === 'resource-type' && !needed.has(type.name)
        ? {
            ...found,
            disposition: 'keep',
            reason: 'not needed offline: every resource of this type is mirrored',
          }
        : found;
    const place = { file: pipeline.yaml.file, at: type.at, path: `${type.section}[${type.index}]` };
    return draftOf(classified, place, role, null);
  });
}

function typeNameOf(draft: Draft, pipeline: Pipeline): string {
  const index = Number(/\[(\d+)\]/.exec(draft.reference.path)?.[1] ?? -1);
  const section = draft.reference.role === 'prototype' ? pipeline.prototypes : pipeline.resourceTypes;
  return section[index]?.name ?? '';
}

function stepFindings(step: Step, pipeline: Pipeline): Finding[] {
  if (step.kind === 'set_pipeline') {
    return [
      finding(
        'set-pipeline',
        `\`set_pipeline: ${step.name}\` sets a pipeline that is not rewritten`,
        step.at,
      ),
    ];
  }
  if (step.kind !== 'get' && step.kind !== 'put') return [];
  const value = objectOf(plainValue(pipeline.yaml, step.node));
  const resource = textOrNull(value['resource']) ?? step.name;
  if (hasToken(resource) || pipeline.resources.some((declared) => declared.name === resource)) return [];
  return [
    finding('pipeline-invalid', `\`${step.kind}: ${step.name}\` names no resource of this pipeline`, step.at),
  ];
}

/** A custom type called `s3` would take over every rewritten resource (a type may shadow a base type). */
function reservedTypeFindings(pipeline: Pipeline): Finding[] {
  return pipeline.resourceTypes
    .filter((type) => type.name === 's3' && knownType('s3', pipeline.resourceTypes) !== undefined)
    .map((type) =>
      finding(
        'reserved-name',
        'a custom resource type called `s3` would shadow the s3 of the offline pipeline',
        type.at,
      ),
    );
}
