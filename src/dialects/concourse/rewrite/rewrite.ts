import { OfflineGenError } from '../../../model/errors.ts';
import { applyEdits, type Edit } from '../../../yaml/edit.ts';
import { type Expandable, expand } from '../../../yaml/expand.ts';
import type { Pipeline } from '../model.ts';
import { readPipeline } from '../read.ts';
import { ancestorsOf, type Changes, disturbedBy, join } from './changes.ts';
import { planImages } from './images.ts';
import type { RewriteInput } from './input.ts';
import { modernizeSteps } from './modernize.ts';
import { rewriteResources } from './resources.ts';
import { rewriteGets, rewriteTasks } from './steps.ts';
import { addImageResources, rewriteTypes } from './types.ts';

/** Rounds of writing aliases out before giving up; each round goes one level deeper. */
const MAX_ROUNDS = 100;
/** Characters of a pipeline with its aliases written out: an alias bomb ends here. */
const MAX_LENGTH = 20_000_000;

/**
 * Writes the offline form of a pipeline by editing its text: what is not changed keeps its order, comments and
 * formatting. Throws `OfflineGenError('pipeline')` when aliases nest too deep to be written out.
 */
export function rewritePipeline(input: RewriteInput): string {
  let { text } = input;
  for (let round = 0; round < MAX_ROUNDS && text.length < MAX_LENGTH; round += 1) {
    const pipeline = readPipeline(text, input.file, input.vars);
    const { edits, expand: wanted } = planChanges(pipeline, input);
    const expansions = wanted.length > 0 ? wanted : disturbedBy(pipeline.yaml, edits);
    const current = pipeline.yaml.text;
    if (expansions.length === 0)
      return finished(applyEdits(current, deepestFirst(pipeline, edits)), input.text, input.header);
    text = applyEdits(current, outermost(expansionsOf(pipeline, expansions)));
  }
  throw new OfflineGenError('pipeline', 'its aliases nest too deep to be rewritten', { file: input.file });
}

/** At the end of a line several maps and lists may end: what is added to an inner one comes first. */
function deepestFirst({ yaml }: Pipeline, edits: Changes['edits']): Edit[] {
  const depthOf = (edit: Changes['edits'][number]) => ('of' in edit ? ancestorsOf(yaml, edit.of).length : 0);
  return edits
    .map((edit) => ({ edit, depth: depthOf(edit) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ edit }) => edit);
}

function planChanges(pipeline: Pipeline, input: RewriteInput): Changes {
  const images = planImages(pipeline, input);
  return join([
    rewriteResources(pipeline, input),
    addImageResources(pipeline, images.resources, input),
    rewriteTypes(pipeline, input),
    rewriteGets(pipeline, input),
    rewriteTasks(pipeline, images),
    modernizeSteps(pipeline),
  ]);
}

/**
 * The edits of each thing to write out, once. Where they would drop an anchor that something else needs, that goes
 * first.
 */
function expansionsOf(
  pipeline: Pipeline,
  wanted: readonly Expandable[],
  before = new Set<unknown>(),
): Edit[][] {
  const unique = new Map(wanted.map((one) => [nodeOf(one), one]));
  const edits = [...unique.values()].map((one) => expand(pipeline.yaml, one));
  const known = new Set([...before, ...unique.keys()]);
  const orphans = disturbedBy(pipeline.yaml, edits.flat()).filter((one) => !known.has(nodeOf(one)));
  return orphans.length > 0 ? expansionsOf(pipeline, orphans, known) : edits;
}

function nodeOf(one: Expandable): unknown {
  return Object.values(one)[0];
}

/** Of expansions that reach into each other the outer one; the others come in the next round. */
function outermost(expansions: readonly (readonly Edit[])[]): Edit[] {
  const ranged = expansions.map((edits) => ({
    edits,
    start: Math.min(...edits.map((edit) => edit.start)),
    end: Math.max(...edits.map((edit) => edit.end)),
  }));
  const kept: Edit[] = [];
  let end = -1;
  for (const one of ranged.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (one.start < end) continue;
    kept.push(...one.edits);
    end = one.end;
  }
  return kept;
}

/** The text with the header, and with the line breaks of the original. */
function finished(text: string, original: string, header: readonly string[]): string {
  const whole = `${header.map((line) => `# ${line}`).join('\n')}\n${text}`;
  const isCrLf = original.includes('\r\n') && !/(^|[^\r])\n/.test(original);
  return isCrLf ? whole.replace(/\r?\n/g, '\r\n') : whole;
}
