import { isMap, isScalar, isSeq, type Pair, visit } from 'yaml';
import { deref, keyText } from '../../../yaml/document.ts';
import { startOf } from '../../../yaml/edit.ts';
import type { Pipeline } from '../model.ts';
import { type Changes, edit, NO_CHANGES } from './changes.ts';

/** `aggregate` was removed in Concourse 7.0; `in_parallel` with a list is the same step. */
export function modernizeSteps(pipeline: Pipeline): Changes {
  const { yaml } = pipeline;
  const root = yaml.document.contents;
  if (!isMap(root)) return NO_CHANGES;
  const keys: Pair[] = [];
  visit(root, {
    Pair(_key, pair) {
      if (keyText(pair) === 'aggregate' && isSeq(deref(yaml, pair.value))) keys.push(pair);
    },
  });
  return edit(
    ...keys.map((pair) => {
      const start = isScalar(pair.key) ? startOf(pair.key) : 0;
      return { start, end: start + 'aggregate'.length, text: 'in_parallel' };
    }),
  );
}
