import { plainValue } from '../../../yaml/value.ts';
import type { Replacement } from '../../dialect.ts';
import { outputsOf } from '../artifacts.ts';
import type { Pipeline, Step } from '../model.ts';
import { objectOf, textList } from '../values.ts';
import type { RewriteInput } from './input.ts';

/** An image that the offline pipeline declares as a resource of its own. */
export interface ImageResource {
  readonly name: string;
  readonly replacement: Replacement;
  /** Worker tags that every task using it asks for; else it would have to be fetched on a worker that may not exist. */
  readonly tags: readonly string[];
}

export interface ImagePlan {
  readonly resources: readonly ImageResource[];
  /** Path of a task step → its image. */
  readonly byStep: ReadonlyMap<string, ImageResource>;
}

/** One resource an image, with a name that no resource or artifact of the pipeline has. */
export function planImages(pipeline: Pipeline, input: RewriteInput): ImagePlan {
  const steps = pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'task');
  const taken = takenNames(pipeline, input);
  const byId = new Map<string, ImageResource>();
  const byStep = new Map<string, ImageResource>();
  for (const step of steps) {
    const id = input.analysis.taskImages.get(step.path);
    const replacement = id === undefined ? undefined : input.replacement(id);
    if (id === undefined || replacement === undefined) continue;
    const users = steps.filter((other) => input.analysis.taskImages.get(other.path) === id);
    const image = byId.get(id) ?? {
      name: freeName(`offline-image-${identifier(replacement.name)}`, taken),
      replacement,
      tags: commonTags(pipeline, users),
    };
    byId.set(id, image);
    byStep.set(step.path, image);
  }
  return { resources: [...byId.values()], byStep };
}

/** Names that a get of ours would clash with: resources, and artifacts of gets, puts and task outputs. */
function takenNames(pipeline: Pipeline, { analysis, vars }: RewriteInput): Set<string> {
  const steps = pipeline.jobs.flatMap((job) => job.steps);
  const tasks = steps.filter((step) => step.kind === 'task');
  return new Set([
    ...pipeline.resources.map((resource) => resource.name),
    ...steps.map((step) => step.name),
    ...tasks.flatMap((step) => outputsOf(step, pipeline, vars)),
    ...analysis.tasks.flatMap((task) => task.outputs),
  ]);
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
  taken.add(name);
  return name;
}

/** Concourse warns of anything else in an identifier (`atc/configwarning.go`). */
function identifier(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9._-]+/g, '-');
}

/** Tags that all steps share, or none. */
export function commonTags(pipeline: Pipeline, steps: readonly Step[]): readonly string[] {
  const lists = steps.map((step) => textList(objectOf(plainValue(pipeline.yaml, step.node))['tags']));
  const [first = [], ...rest] = lists;
  return rest.every((list) => JSON.stringify(list) === JSON.stringify(first)) ? first : [];
}
