import { describe, expect, it } from 'vitest';
import { finding, RULES } from '../../src/model/rules.ts';
import type { Report } from '../../src/report/report.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { CLEAN } from './scenarios.ts';

function runOf(report: Report) {
  const [run] = JSON.parse(renderSarif(report)).runs;
  return run;
}

function reportAt(file: string, ...lines: readonly number[]): Report {
  const findings = lines.map((line) => finding('dynamic-file', 'm', { file, line, column: 2 }));
  return { ...CLEAN, inventory: { ...CLEAN.inventory, findings } };
}

function fingerprints(report: Report): readonly string[] {
  return runOf(report).results.map(
    (result: { partialFingerprints: Record<string, string> }) =>
      result.partialFingerprints['offlineGenFinding/v1'],
  );
}

describe('renderSarif', () => {
  it('describes every rule, found or not', () => {
    const ids = runOf(CLEAN).tool.driver.rules.map((rule: { id: string }) => rule.id);
    expect(ids).toEqual(Object.keys(RULES));
  });

  it('points each result at its rule', () => {
    const run = runOf(reportAt('ci/a.yml', 4));
    const [result] = run.results;
    expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  it('keeps fingerprints when lines move, and tells equal findings apart', () => {
    const before = fingerprints(reportAt('ci/a.yml', 4, 9));
    expect(fingerprints(reportAt('ci/a.yml', 5, 12))).toEqual(before);
    expect(new Set(before).size).toBe(2);
    expect(fingerprints(reportAt('ci/b.yml', 4))).not.toContain(before[0]);
  });

  it('writes file names as relative URIs', () => {
    const [result] = runOf(reportAt('ci/a b#:%.yml', 1)).results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('ci/a%20b%23%3A%25.yml');
  });
});
