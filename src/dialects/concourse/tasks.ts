import { isMap } from 'yaml';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import type { TaskUse } from '../../model/task.ts';
import { get } from '../../yaml/lookup.ts';
import { plainValue } from '../../yaml/value.ts';
import type { Draft } from '../dialect.ts';
import type { AnalysisInput } from './analysis.ts';
import { dispositionFinding, draftOf } from './draft.ts';
import type { Classified, Use } from './kinds/kind.ts';
import { classifyUse } from './kinds/registry.ts';
import type { Job, Step } from './model.ts';
import { type ImageResource, readTaskConfig, type TaskConfig, usesContainer } from './task-config.ts';
import { followTaskFile, type TaskFileInput } from './task-file.ts';
import { isObject, objectOf, textOrNull } from './values.ts';
import { interpolate, tokensOf } from './vars.ts';

export interface TaskAnalysis {
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
  readonly tasks: readonly TaskUse[];
  readonly images: ReadonlyMap<string, string>;
  /** Custom resource types that an `image_resource` needs. */
  readonly customImageTypes: readonly string[];
}

/** What one task step contributed. */
interface TaskResult {
  readonly step: Step;
  readonly draft: Draft | null;
  readonly findings: readonly Finding[];
  readonly task: TaskUse | null;
  /** A custom resource type that its image needs. */
  readonly imageType: string | null;
}

/** Reads every task of a pipeline, its file included, and the image it runs in. */
export async function analyzeTasks(
  input: AnalysisInput,
  resources: ReadonlyMap<string, Classified>,
): Promise<TaskAnalysis> {
  const results: TaskResult[] = [];
  for (const job of input.pipeline.jobs) {
    for (const step of job.steps.filter((candidate) => candidate.kind === 'task')) {
      results.push(await analyzeTask(step, job, input, resources));
    }
  }
  return {
    drafts: results.map((result) => result.draft).filter((draft) => draft !== null),
    findings: results.flatMap((result) => result.findings),
    tasks: results.map((result) => result.task).filter((task) => task !== null),
    images: new Map(
      results.flatMap(({ step, draft }): [string, string][] =>
        draft?.disposition === 'mirror' ? [[step.path, draft.id]] : [],
      ),
    ),
    customImageTypes: results.map((result) => result.imageType).filter((type) => type !== null),
  };
}

async function analyzeTask(
  step: Step,
  job: Job,
  analysis: AnalysisInput,
  resources: ReadonlyMap<string, Classified>,
): Promise<TaskResult> {
  const { pipeline, vars } = analysis;
  const value = stepValue(step, analysis);
  // `image` on the step overrides whatever the config says.
  const hasImage = value['image'] !== undefined;
  const inline = get(pipeline.yaml, step.node, 'config');
  if (isMap(inline)) {
    const config = readTaskConfig(pipeline.yaml, inline, vars);
    const imagePath = `${step.path}.config.image_resource`;
    return withConfig(step, config, { analysis, file: null, resource: null, imagePath, hasImage });
  }
  const file = textOrNull(value['file']);
  if (file === null) return failed(step, `task \`${step.name}\` has neither \`file\` nor \`config\``);
  return fileTask(file, hasImage, { step, job, value, analysis, resources });
}

/** The step without its config, interpolated. */
function stepValue(step: Step, { pipeline, vars }: AnalysisInput): Readonly<Record<string, unknown>> {
  const value = plainValue(pipeline.yaml, step.node);
  const { config: _config, ...rest } = isObject(value) ? value : {};
  return objectOf(interpolate(rest, vars).value);
}

async function fileTask(file: string, hasImage: boolean, input: TaskFileInput): Promise<TaskResult> {
  const { step, analysis } = input;
  const answer = await followTaskFile(file, input);
  if (answer.status === 'dynamic' && hasImage) return nothing(step, []);
  if (answer.status !== 'read') return nothing(step, answer.findings);
  const { config, path, resource } = answer;
  const place: ConfigPlace = { analysis, file: path, resource, imagePath: 'image_resource', hasImage };
  const result = withConfig(step, config, place);
  const leftovers = result.draft?.disposition === 'mirror' ? leftoverTokens(step, file, config) : [];
  return { ...result, findings: [...answer.findings, ...result.findings, ...leftovers] };
}

/** Concourse resolves every variable of a task file, those of an overridden image too (`atc/exec/task_step.go`). */
function leftoverTokens(step: Step, file: string, { imageResource }: TaskConfig): Finding[] {
  const tokens = [...new Set(tokensOf(JSON.stringify(imageResource)))].map((token) => `((${token}))`);
  if (tokens.length === 0) return [];
  const message = `task file \`${file}\`: its image_resource, not used offline, still asks for ${tokens.join(', ')}`;
  const help = 'Give it any value under `vars` of the step, or in the isolated credential manager.';
  return [finding('unresolved-variable', message, step.at, { help })];
}

interface ConfigPlace {
  readonly analysis: AnalysisInput;
  readonly file: string | null;
  readonly resource: string | null;
  readonly imagePath: string;
  readonly hasImage: boolean;
}

function withConfig(step: Step, config: TaskConfig | undefined, place: ConfigPlace): TaskResult {
  if (config === undefined) return failed(step, `task \`${step.name}\` has no task config`);
  const task = taskUse(step, config, place);
  const plain = { ...nothing(step, []), task };
  if (place.hasImage || !usesContainer(config)) return plain;
  const { imageResource, rootfsUri } = config;
  if (imageResource !== null) return { ...plain, ...imageOf(imageResource, place) };
  const problem =
    rootfsUri === null
      ? finding('task-without-image', `task \`${step.name}\` names no image`, step.at)
      : finding(
          'outside-reference',
          `task \`${step.name}\` runs in the image \`${rootfsUri}\` of its worker`,
          step.at,
        );
  return { ...plain, findings: [problem] };
}

function imageOf(
  image: ImageResource,
  { analysis, imagePath }: ConfigPlace,
): Pick<TaskResult, 'draft' | 'findings' | 'imageType'> {
  const { pipeline, surroundings } = analysis;
  const use: Use = { ...image, container: true };
  const classified = classifyUse(image.type, use, pipeline.resourceTypes, surroundings);
  const isCustom = pipeline.resourceTypes.some((type) => type.name === image.type);
  const imageType = isCustom && classified.disposition !== 'mirror' ? image.type : null;
  if (classified.disposition === 'keep' && classified.kind === 'mock')
    return { draft: null, findings: [], imageType };
  const place = { file: image.at.file, at: image.at, path: imagePath };
  const draft = draftOf(classified, place, 'task-image', null);
  return { draft, findings: dispositionFinding(draft), imageType };
}

function taskUse(step: Step, config: TaskConfig, place: ConfigPlace): TaskUse {
  const source = config.imageResource?.source;
  const repository = source === undefined ? null : textOrNull(source['repository']);
  return {
    pipeline: place.analysis.pipeline.yaml.file,
    job: step.job,
    task: step.name,
    file: place.file,
    resource: place.resource,
    image: repository === null ? null : { repository, tag: textOrNull(source?.['tag']) },
    inputs: config.inputs,
    outputs: config.outputs,
    script: config.script,
  };
}

function failed(step: Step, message: string): TaskResult {
  return nothing(step, [finding('pipeline-invalid', message, step.at)]);
}

function nothing(step: Step, findings: readonly Finding[]): TaskResult {
  return { step, draft: null, findings, task: null, imageType: null };
}
