import { expect, it } from 'vitest';
import type { Finding, Level } from '../../src/model/finding.ts';
import { annotationsFor } from '../../src/platform/annotations.ts';

function findings(level: Level, count: number): readonly Finding[] {
  return Array.from({ length: count }, (_, index) => ({
    rule: 'some-rule',
    level,
    message: `Problem ${index}`,
    file: 'ci.yml',
    line: count - index,
    column: 3,
    help: 'Do this.',
  }));
}

it('shows each finding at its place in the repository', () => {
  const [annotation] = annotationsFor(findings('error', 1), 'sub/');
  const place = { file: 'sub/ci.yml', line: 1, column: 3 };
  expect(annotation).toEqual({
    level: 'error',
    title: 'some-rule',
    message: 'Problem 0\nDo this.',
    ...place,
  });
});

it('shows at most ten of each level, and the last notice counts the rest', () => {
  const all = [...findings('note', 12), ...findings('warning', 11), ...findings('error', 14)];
  const annotations = annotationsFor(all, '');
  const of = (level: string) => annotations.filter((annotation) => annotation.level === level);
  expect([of('error').length, of('warning').length, of('notice').length]).toEqual([10, 10, 10]);
  expect(annotations.at(-1)).toMatchObject({
    file: null,
    message: '8 more findings are in the job summary.',
  });
  expect(of('error').map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

it('counts nothing when everything fits', () => {
  expect(annotationsFor([...findings('note', 10), ...findings('error', 10)], '')).toHaveLength(20);
});
