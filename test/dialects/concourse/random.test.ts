import { describe, expect, it } from 'vitest';
import { looksLikePipeline } from '../../../src/dialects/concourse/read.ts';
import { analyzed, rewriteAll } from './analyzed.ts';
import { expectInvariants } from './invariants.ts';
import { randomPipeline } from './random-pipeline.ts';

/** Enough for every style, and done in about two seconds. */
const PIPELINES = 64;
const GROUPS = 8;

describe('rewriting random pipelines', () => {
  it.each(Array.from({ length: GROUPS }, (_value, group) => group))(
    'changes only what has to change, in group %i',
    async (group) => {
      const size = PIPELINES / GROUPS;
      for (let seed = group * size; seed < (group + 1) * size; seed += 1) {
        const text = randomPipeline(seed);
        const file = await analyzed(text, { internal: ['git.internal'] });
        expectInvariants(text, file, rewriteAll(file));
        expect(looksLikePipeline(text), `seed ${seed} looks like a pipeline`).toBe(true);
      }
    },
  );
});
