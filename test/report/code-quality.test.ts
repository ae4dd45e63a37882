import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { renderCodeQuality } from '../../src/report/code-quality.ts';

function finding(over: Partial<Finding> = {}): Finding {
  const place = { file: 'ci.yml', line: 4, column: 2 };
  return {
    rule: 'put-outside',
    level: 'error',
    message: 'It is outside.',
    help: 'Stop it.',
    ...place,
    ...over,
  };
}

function render(findings: readonly Finding[], prefix = ''): Record<string, unknown>[] {
  return JSON.parse(renderCodeQuality(findings, prefix));
}

const prints = (findings: readonly Finding[]) => render(findings).map((issue) => issue['fingerprint']);

it('gives GitLab every field that it asks for', () => {
  expect(render([finding()], 'sub/')).toEqual([
    {
      description: 'It is outside. Stop it.',
      check_name: 'put-outside',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: 'major',
      location: { path: 'sub/ci.yml', lines: { begin: 4 } },
    },
  ]);
});

it('is an empty list when there is nothing to say', () => {
  expect(render([])).toEqual([]);
});

it('keeps the fingerprint when lines move', () => {
  expect(prints([finding()])).toEqual(prints([finding({ line: 40 })]));
});

it('tells equal findings of one file apart', () => {
  expect(new Set(prints([finding(), finding({ line: 9 })])).size).toBe(2);
});

it('grades by level', () => {
  const levels = (['error', 'warning', 'note'] as const).map((level, line) => finding({ level, line }));
  expect(render(levels).map((issue) => issue['severity'])).toEqual(['major', 'minor', 'info']);
});
