import { expect, test } from 'vitest';
import { didYouMean, suggest } from '../../src/model/suggest.ts';

const WORDS = ['store', 'sources', 's3', 'fail_on', 'run_id', 'out', 'vars', 'vars_files'];

test.each([
  ['stor', 'store'],
  ['strore', 'store'],
  ['source', 'sources'],
  ['failOn', 'fail_on'],
  ['fail-on', 'fail_on'],
  ['runid', 'run_id'],
  ['var', 'vars'],
  ['vars_file', 'vars_files'],
])('%s means %s', (word, meant) => {
  expect(suggest(word, WORDS)).toBe(meant);
});

test.each(['', 'x', 'pipeline', 'constructor'])('nothing is near %j', (word) => {
  expect(suggest(word, WORDS)).toBeUndefined();
  expect(didYouMean(word, WORDS)).toBe('');
});

test('of two equally near words the first is taken', () => {
  expect(suggest('bat', ['cat', 'bar'])).toBe('cat');
});
