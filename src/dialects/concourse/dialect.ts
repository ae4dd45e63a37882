import type { AnalyzedFile, Dialect } from '../dialect.ts';
import { analyzePipeline } from './analyze.ts';
import { checkPipeline } from './check.ts';
import { looksLikePipeline, readPipeline } from './read.ts';
import { rewritePipeline } from './rewrite/rewrite.ts';

/** Concourse pipelines and their task files. */
export const concourse: Dialect = {
  name: 'concourse',
  looksLike: looksLikePipeline,
  check: checkPipeline,
  analyze: async (text, file, context): Promise<AnalyzedFile> => {
    const pipeline = readPipeline(text, file, context.vars);
    const analysis = await analyzePipeline({ ...context, pipeline });
    return {
      summary: {
        file,
        dialect: 'concourse',
        jobs: pipeline.jobs.length,
        resources: pipeline.resources.length,
        tasks: pipeline.jobs.flatMap((job) => job.steps).filter((step) => step.kind === 'task').length,
      },
      drafts: analysis.drafts,
      findings: analysis.findings,
      tasks: analysis.tasks,
      rewrite: (input) => rewritePipeline({ ...input, text, file, vars: context.vars, analysis }),
    };
  },
};
