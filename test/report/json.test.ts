import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import schema from '../../src/report/report.schema.json' with { type: 'json' };
import type { Report } from '../../src/report/report.ts';
import { CLEAN, RICH } from './scenarios.ts';

const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

function keysOf(value: unknown): readonly string[] {
  return value !== null && typeof value === 'object' ? Object.keys(value) : [];
}

function reversed(report: Report): Report {
  const { inventory, lock, run } = report;
  return {
    ...report,
    inventory: {
      sources: inventory.sources.toReversed(),
      artifacts: inventory.artifacts
        .toReversed()
        .map((artifact) => ({ ...artifact, references: artifact.references.toReversed() })),
      findings: inventory.findings.toReversed(),
    },
    lock: lock === null ? null : { ...lock, artifacts: lock.artifacts.toReversed() },
    run:
      run === null ? null : { ...run, artifacts: run.artifacts.toReversed(), files: run.files.toReversed() },
  };
}

describe('renderJson', () => {
  it.each([
    ['a run with everything', RICH],
    ['an analysis', CLEAN],
    ['an analysis without a lock', { ...CLEAN, lock: null }],
  ])('agrees with the schema for %s', (_name, report) => {
    validate(JSON.parse(renderJson(report)));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is refused by the schema when a field is missing, wrong or unknown', () => {
    const report = JSON.parse(renderJson(CLEAN));
    for (const change of [{ summary: undefined }, { schemaVersion: 2 }, { extra: 1 }]) {
      expect(validate({ ...report, ...change })).toBe(false);
    }
  });

  it('has the keys of the contract, in its order', () => {
    const report = JSON.parse(renderJson({ ...CLEAN, lock: null }));
    expect(keysOf(report)).toEqual(['schemaVersion', 'tool', 'sources', 'artifacts', 'findings', 'summary']);
    expect(keysOf(report.artifacts[0])).toEqual([
      'id',
      'kind',
      'name',
      'locator',
      'disposition',
      'reason',
      'references',
      'resolved',
    ]);
    expect(keysOf(report.summary)).toEqual(['mirror', 'keep', 'unresolved', 'unsupported', 'bytes', 'ready']);
  });

  it('gives the same bytes for any order of the input', () => {
    expect(renderJson(reversed(RICH))).toBe(renderJson(RICH));
  });

  it('never holds a request', () => {
    expect(renderJson(RICH)).not.toContain('writtenRepository');
  });
});
