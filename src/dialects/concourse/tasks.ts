import { isMap } from 'yaml';
import { describeError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import type { TaskUse } from '../../model/task.ts';
import { get, parseYaml, plainValue, type YamlFile } from '../../yaml/document.ts';
import type { Draft } from '../dialect.ts';
import type { AnalysisInput } from './analysis.ts';
import { asContainerImage, dispositionFinding, draftOf } from './draft.ts';
import type { Classified } from './kinds/kind.ts';
import { classifyUse, knownType } from './kinds/registry.ts';
import type { Step } from './model.ts';
import { resourceOfStep } from './resources.ts';
import { readTaskConfig, type TaskConfig } from './task-config.ts';
import { isObject, objectOf, textOrNull } from './values.ts';
import { hasToken, interpolate, modernizeVars, type Vars } from './vars.ts';

export interface TaskAnalysis {
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
  readonly tasks: readonly TaskUse[];
  readonly images: ReadonlyMap<string, string>;
  /** Custom resource types that an `image_resource` uses. */
  readonly customImageTypes: readonly string[];
}

/** What one task step contributed. */
interface TaskResult {
  readonly step: Step;
  readonly draft: Draft | null;
  readonly findings: readonly Finding[];
  readonly task: TaskUse | null;
  readonly imageType: string | null;
}

/** Reads every task of a pipeline, its file included, and the image it runs in. */
export async function analyzeTasks(
  input: AnalysisInput,
  resources: ReadonlyMap<string, Classified>,
): Promise<TaskAnalysis> {
  const results: TaskResult[] = [];
  for (const job of input.pipeline.jobs) {
    const origins = artifactOrigins(job.steps, input);
    for (const step of job.steps.filter((candidate) => candidate.kind === 'task')) {
      results.push(await analyzeTask(step, origins, input, resources));
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

/** Artifact name → resource it comes from, over the gets and puts of one job. */
function artifactOrigins(steps: readonly Step[], input: AnalysisInput): ReadonlyMap<string, string> {
  return new Map(
    steps.flatMap((step): [string, string][] => {
      const resource = resourceOfStep(step, input);
      return resource === undefined ? [] : [[step.name, resource]];
    }),
  );
}

async function analyzeTask(
  step: Step,
  origins: ReadonlyMap<string, string>,
  input: AnalysisInput,
  resources: ReadonlyMap<string, Classified>,
): Promise<TaskResult> {
  const { pipeline, vars } = input;
  const value = objectOf(interpolate(withoutConfig(plainValue(pipeline.yaml, step.node)), vars).value);
  const inline = get(pipeline.yaml, step.node, 'config');
  if (isMap(inline)) {
    const config = readTaskConfig(pipeline.yaml, inline, vars);
    return withConfig(step, config, {
      input,
      file: null,
      resource: null,
      imagePath: `${step.path}.config.image_resource`,
      hasImage: value['image'] !== undefined,
    });
  }
  const file = textOrNull(value['file']);
  if (file === null)
    return failed(step, 'pipeline-invalid', `task \`${step.name}\` has neither \`file\` nor \`config\``);
  return fileTask(step, file, value, origins, input, resources);
}

function withoutConfig(value: unknown): unknown {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'config'))
    : value;
}

async function fileTask(
  step: Step,
  written: string,
  value: Readonly<Record<string, unknown>>,
  origins: ReadonlyMap<string, string>,
  input: AnalysisInput,
  resources: ReadonlyMap<string, Classified>,
): Promise<TaskResult> {
  const slash = written.indexOf('/');
  const artifact = written.slice(0, Math.max(slash, 0));
  const path = written.slice(slash + 1);
  const hasImage = value['image'] !== undefined;
  if (hasToken(written))
    return dynamic(step, written, 'its path holds a value that is known only at run time', hasImage);
  if (slash <= 0)
    return failed(
      step,
      'pipeline-invalid',
      `the task file \`${written}\` names no artifact (expected \`artifact/path\`)`,
    );
  const resource = origins.get(artifact);
  if (resource === undefined)
    return dynamic(step, written, `\`${artifact}\` is no artifact of a get in this job`, hasImage);
  const classified = resources.get(resource);
  if (classified?.disposition !== 'mirror' || classified.request.kind !== 'git') {
    return dynamic(step, written, `\`${resource}\` is not a git resource that is mirrored`, hasImage);
  }
  const { request, credentials } = classified;
  const answer = await input.readTaskFile({ id: `git:${classified.locator}`, request, credentials }, path);
  if (answer.status === 'missing')
    return failed(step, 'task-file-missing', `${classified.locator} has no file \`${path}\``);
  if (answer.status === 'not-followed') {
    return failed(step, 'task-file-not-followed', `the task file \`${written}\` was not read: ${answer.why}`);
  }
  const taskVars = new Map(Object.entries(objectOf(value['vars'])));
  const file = answer.file === '' ? written : answer.file;
  const assumed = answer.assumed
    ? [
        finding(
          'task-file-assumed',
          `\`${written}\` was read from this checkout, taken for ${classified.locator}`,
          step.at,
        ),
      ]
    : [];
  const read = readTaskFile(answer.text, file, taskVars);
  if ('problem' in read)
    return failed(step, 'task-file-invalid', `task file \`${written}\`: ${read.problem}`);
  const result = withConfig(step, read.config, {
    input,
    file: path,
    resource,
    imagePath: 'image_resource',
    hasImage,
  });
  return { ...result, findings: [...assumed, ...result.findings] };
}

function readTaskFile(text: string, file: string, vars: Vars): { config: TaskConfig } | { problem: string } {
  let yaml: YamlFile;
  try {
    yaml = parseYaml(modernizeVars(text), file);
  } catch (error) {
    return { problem: describeError(error) };
  }
  const config = readTaskConfig(yaml, yaml.document.contents, vars);
  return config === undefined ? { problem: 'it is no map' } : { config };
}

interface ConfigPlace {
  readonly input: AnalysisInput;
  readonly file: string | null;
  readonly resource: string | null;
  readonly imagePath: string;
  /** The step says `image:`, which overrides whatever the config says. */
  readonly hasImage: boolean;
}

function withConfig(step: Step, config: TaskConfig | undefined, place: ConfigPlace): TaskResult {
  if (config === undefined)
    return failed(step, 'task-file-invalid', `task \`${step.name}\` has no task config`);
  const task = taskUse(step, config, place);
  if (place.hasImage || !isLinux(config)) return { step, draft: null, findings: [], task, imageType: null };
  const image = config.imageResource;
  if (image === null) {
    const findings =
      config.rootfsUri === null
        ? [finding('task-without-image', `task \`${step.name}\` names no image`, step.at)]
        : [
            finding(
              'outside-reference',
              `task \`${step.name}\` runs in the image \`${config.rootfsUri}\` of its worker`,
              step.at,
            ),
          ];
    return { step, draft: null, findings, task, imageType: null };
  }
  const { pipeline, surroundings } = place.input;
  const classified = asContainerImage(classifyUse(image.type, image, pipeline.resourceTypes, surroundings));
  if (classified.disposition === 'keep' && classified.kind === 'mock') {
    return { step, draft: null, findings: [], task, imageType: null };
  }
  const draft = draftOf(
    classified,
    { file: image.at.file, at: image.at, path: place.imagePath },
    'task-image',
    null,
  );
  const custom = knownType(image.type, []) === undefined ? image.type : null;
  return { step, draft, findings: dispositionFinding(draft), task, imageType: custom };
}

/** Tasks of other platforms run without containers: their images are ignored (concourse docs, tasks). */
function isLinux(config: TaskConfig): boolean {
  return config.platform === null || config.platform === 'linux' || hasToken(config.platform);
}

function taskUse(step: Step, config: TaskConfig, place: ConfigPlace): TaskUse {
  const source = config.imageResource?.source;
  const repository = source === undefined ? null : textOrNull(source['repository']);
  return {
    pipeline: place.input.pipeline.yaml.file,
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

function failed(step: Step, rule: Parameters<typeof finding>[0], message: string): TaskResult {
  return { step, draft: null, findings: [finding(rule, message, step.at)], task: null, imageType: null };
}

/** A task file that can't be read ahead matters only when it may name the image. */
function dynamic(step: Step, file: string, why: string, hasImage: boolean): TaskResult {
  if (hasImage) return { step, draft: null, findings: [], task: null, imageType: null };
  return failed(step, 'dynamic-file', `the task file \`${file}\` can't be read ahead: ${why}`);
}
