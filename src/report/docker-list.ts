import { Document, isScalar, visit, type YAMLMap } from 'yaml';
import type { Artifact } from '../model/artifact.ts';
import { compareText } from '../model/finding.ts';
import { parseImageReference } from '../model/image-reference.ts';
import { redactText } from '../model/redact.ts';
import type { TaskUse } from '../model/task.ts';
import { yamlText } from '../model/yaml-text.ts';
import type { Report } from './report.ts';

interface ImageName {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Key of the pipelines themselves, beside the git resources. */
const PIPELINE = 'target-pipeline';

/** YAML in the shape of the original offline-gen's analysis report: the images, and which task needs which. */
export function renderDockerList(report: Report): string {
  const { inventory, tasks } = report;
  const images = inventory.artifacts.filter((artifact) => artifact.kind === 'image').map(imageOf);
  const paths = gitPaths(inventory.artifacts, tasks);
  const entries = [
    ...[...paths].map(([name, path]): [string, unknown] => [name, gitEntry(path, tasks, name)]),
    [PIPELINE, pipelineEntry(tasks)] as const,
  ].sort(([a], [b]) => compareText(a, b));
  return compact({
    docker_list: unique(images),
    pipeline_task_docker_references: Object.fromEntries(entries),
  });
}

/** As the pipeline writes it where that is known: without registry and tag when none was written. */
function imageOf({ request, locator }: Artifact): ImageName {
  if (request?.kind === 'image') return imageName(request.writtenRepository, request.tag, request.digest);
  const reference = parseImageReference(locator);
  if (reference === undefined) return imageName(locator, null, null);
  const repository = `${reference.registry}/${reference.repository}`.replace(
    /^docker\.io\/(?:library\/)?/,
    '',
  );
  return imageName(repository, reference.tag, reference.digest);
}

function imageName(repository: string, tag: string | null, digest: string | null): ImageName {
  return {
    repository,
    ...(tag === null || (tag === 'latest' && digest === null) ? {} : { tag }),
    ...(digest === null ? {} : { digest }),
  };
}

function unique(images: readonly ImageName[]): readonly ImageName[] {
  const byText = new Map(images.map((image) => [JSON.stringify(image), image]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, image]) => image);
}

/** Git resource → `uri@branch`; a resource that only a task names has no known path. */
function gitPaths(
  artifacts: readonly Artifact[],
  tasks: readonly TaskUse[],
): ReadonlyMap<string, string | null> {
  const named = tasks.flatMap(({ resource }): [string, null][] =>
    resource === null ? [] : [[resource, null]],
  );
  const git = artifacts
    .filter(({ kind, references }) => kind === 'git' && references.some(({ role }) => role === 'resource'))
    .map(({ name, locator }): [string, string] => [name, locator]);
  return new Map<string, string | null>([...named, ...git]);
}

function gitEntry(path: string | null, tasks: readonly TaskUse[], resource: string): unknown {
  const own = tasks.filter((task) => task.resource === resource && task.file !== null);
  const definitions = new Map(own.map((task) => [`${task.task}\n${task.file}`, task]));
  return {
    docker_references: imagesOf(own),
    git_path: path,
    task_defns: [...definitions.values()].map(definitionOf),
  };
}

function pipelineEntry(tasks: readonly TaskUse[]): unknown {
  const inline = tasks.filter((task) => task.file === null);
  return {
    docker_references: imagesOf(inline),
    git_path: 'pipeline',
    job_tasks_references: jobsOf(tasks),
    task_defns: inline.map(definitionOf),
  };
}

/** Jobs in the order of the pipelines; jobs of one name in two pipelines stay apart. */
function jobsOf(tasks: readonly TaskUse[]): readonly unknown[] {
  const jobs = new Map<string, TaskUse[]>();
  for (const task of tasks) {
    const key = JSON.stringify([task.pipeline, task.job]);
    jobs.set(key, [...(jobs.get(key) ?? []), task]);
  }
  return [...jobs.values()].map((steps) => ({
    [steps[0]?.job ?? '']: steps.flatMap(({ file, resource, task }) =>
      file === null ? [] : [{ file: `${resource}/${file}`, git_resource: resource, task }],
    ),
  }));
}

function definitionOf({ task, file, image, inputs, outputs, script }: TaskUse): unknown {
  const names = (list: readonly string[]) => (list.length === 0 ? null : list.map((name) => ({ name })));
  const definition = {
    ...(file === null ? {} : { file }),
    image: image === null ? null : imageName(image.repository, image.tag, null),
    inputs: names(inputs),
    outputs: names(outputs),
    script,
  };
  return { [task]: definition };
}

function imagesOf(tasks: readonly TaskUse[]): readonly ImageName[] {
  return unique(
    tasks.flatMap(({ image }) => (image === null ? [] : [imageName(image.repository, image.tag, null)])),
  );
}

/** Small maps stand on one line, as in the original. */
function compact(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string') node.value = redactText(node.value);
    },
    Map(_key, node) {
      if (isSmall(node)) node.flow = true;
    },
  });
  return yamlText(document);
}

const SMALL_KEYS: ReadonlySet<unknown> = new Set([
  'repository',
  'tag',
  'digest',
  'name',
  'git_resource',
  'task',
  'file',
]);

function isSmall(map: YAMLMap): boolean {
  return map.items.every(
    ({ key, value }) => isScalar(key) && SMALL_KEYS.has(key.value) && (value === null || isScalar(value)),
  );
}
