import { OfflineGenError } from '../../../model/errors.ts';
import { applyEdits, type Edit } from '../../../yaml/edit.ts';
import { expand } from '../../../yaml/expand.ts';
import type { Pipeline } from '../model.ts';
import { readPipeline } from '../read.ts';
import { modernizeVars } from '../vars.ts';
import { type Changes, join, orphanedBy } from './changes.ts';
import { planImages } from './images.ts';
import type { RewriteInput } from './input.ts';
import { modernizeSteps } from './modernize.ts';
import { rewriteResources } from './resources.ts';
import { rewriteGets, rewriteTasks } from './steps.ts';
import { addImageResources, rewriteTypes } from './types.ts';

/** Rounds of writing aliases out before giving up; each round goes one level deeper. */
const MAX_ROUNDS = 100;

/**
 * Writes the offline form of a pipeline by editing its text: what is not changed keeps its order, comments and
 * formatting. Throws `OfflineGenError('pipeline')` when aliases nest too deep to be written out.
 */
export function rewritePipeline(input: RewriteInput): string {
  let text = modernizeVars(input.text);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const pipeline = readPipeline(text, input.file, input.vars);
    const changes = planChanges(pipeline, input);
    const expansions = [
      ...changes.expand,
      ...(changes.expand.length > 0 ? [] : orphanedBy(pipeline.yaml, changes.edits)),
    ];
    if (expansions.length === 0) return withHeader(applyEdits(text, changes.edits), input.header);
    text = applyEdits(text, outermost(expansions.map((expansion) => expand(pipeline.yaml, expansion))));
  }
  throw new OfflineGenError('pipeline', 'its aliases nest too deep to be rewritten', { file: input.file });
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

/** One edit a place, and of nested ones the outer; the others come in the next round. */
function outermost(edits: readonly Edit[]): Edit[] {
  const kept: Edit[] = [];
  for (const candidate of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || candidate.start >= last.end) kept.push(candidate);
  }
  return kept;
}

function withHeader(text: string, header: readonly string[]): string {
  return `${header.map((line) => `# ${line}`).join('\n')}\n${text.replace(/^\uFEFF/, '')}`;
}
