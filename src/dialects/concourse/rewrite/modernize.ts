import { isNode } from '../../../yaml/document.ts';
import { startOf } from '../../../yaml/span.ts';
import type { Pipeline } from '../model.ts';
import { type Changes, edit } from './changes.ts';

/**
 * `aggregate` was removed in Concourse 7.0; `in_parallel` with a list is the same step. Behind an alias it is renamed
 * where it stands, which changes it for every job that uses it.
 */
export function modernizeSteps(pipeline: Pipeline): Changes {
  const pairs = new Set(pipeline.jobs.flatMap((job) => job.aggregates));
  return edit(
    ...[...pairs].flatMap(({ key }) => {
      if (!isNode(key)) return [];
      const start = startOf(key);
      return [{ start, end: key.range?.[1] ?? start, text: 'in_parallel' }];
    }),
  );
}
