import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/model/artifact.ts';
import type { Finding } from '../../src/model/finding.ts';
import { finding } from '../../src/model/rules.ts';
import type { Report } from '../../src/report/report.ts';
import { verdictOf } from '../../src/report/verdict.ts';
import { artifact, CLEAN, RICH } from './scenarios.ts';

const PLACE = { file: 'ci/a.yml', line: 1, column: 1 };
const ERROR = finding('dynamic-file', 'm', PLACE);
const WARNING = finding('unresolved-variable', 'm', PLACE);
const NOTE = finding('version-moved', 'm', PLACE);

function reportOf(artifacts: readonly Artifact[], findings: readonly Finding[]): Report {
  return { ...CLEAN, inventory: { ...CLEAN.inventory, artifacts, findings } };
}

const ONE = artifact('file', 'https://files.example.com/a');
const OPEN = artifact('file', '((url))', { disposition: 'unresolved' });

describe('verdictOf', () => {
  it.each([
    ['Offline-ready: 1 artifact', 'good', reportOf([ONE], [NOTE])],
    ['Offline-ready: nothing is needed from outside', 'good', reportOf([], [])],
    ['1 thing needs attention', 'attention', reportOf([ONE], [WARNING])],
    ['2 things need attention', 'attention', reportOf([OPEN, OPEN], [WARNING])],
    ['Would break offline: 2 errors', 'bad', reportOf([ONE], [ERROR, ERROR])],
    ['Would break offline: 1 error and 1 warning', 'bad', reportOf([ONE], [ERROR, WARNING, NOTE])],
    [
      'Verified: 1 object intact, nothing needed from outside',
      'good',
      { ...reportOf([ONE], []), verified: true },
    ],
    ['Not closed: 1 error', 'bad', { ...reportOf([ONE], [ERROR]), verified: true }],
  ])('says "%s"', (text, level, report) => {
    expect(verdictOf(report)).toEqual({ level, text });
  });

  it('counts what a run could not copy', () => {
    expect(verdictOf({ ...reportOf([ONE], []), run: RICH.run }).text).toBe(
      'Not complete: 1 artifact could not be copied',
    );
  });

  it('does not call an empty repository ready', () => {
    const report = { ...CLEAN, inventory: { sources: [], artifacts: [], findings: [] } };
    expect(verdictOf(report)).toEqual({ level: 'attention', text: 'No pipeline was found' });
  });
});
