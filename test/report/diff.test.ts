import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src/model/artifact.ts';
import type { LockEntry } from '../../src/model/lock.ts';
import { changesOf } from '../../src/report/diff.ts';
import type { Report } from '../../src/report/report.ts';
import { artifact, CLEAN, lockEntry } from './scenarios.ts';

const A = artifact('file', 'https://files.example.com/a', {
  resolved: { version: 'v1', digest: null, size: 1 },
});

function reportOf(artifacts: readonly Artifact[], entries: readonly LockEntry[]): Report {
  return {
    ...CLEAN,
    inventory: { ...CLEAN.inventory, artifacts },
    lock: { version: 1, prefix: '', artifacts: entries },
  };
}

function ran(report: Report, entry: LockEntry | null): Report {
  const artifacts = [
    {
      id: A.id,
      kind: A.kind,
      name: A.name,
      outcome: entry === null ? 'failed' : 'mirrored',
      entry,
      error: null,
    },
  ] as const;
  return {
    ...report,
    run: { runId: 'r', manifestKey: 'k', storeUrl: 'file:///s', artifacts, lockChanged: true, files: [] },
  };
}

describe('changesOf', () => {
  it('is null without a committed lock', () => {
    expect(changesOf({ ...CLEAN, lock: null })).toBeNull();
  });

  it('finds nothing when the lock agrees', () => {
    expect(changesOf(reportOf([A], [lockEntry(A, 'v1')]))).toEqual({ added: [], removed: [], moved: [] });
  });

  it('does not take a version that nobody looked up for a move', () => {
    expect(changesOf(reportOf([{ ...A, resolved: null }], [lockEntry(A, 'v1')]))?.moved).toEqual([]);
  });

  it('names both versions of a move', () => {
    expect(changesOf(reportOf([A], [lockEntry(A, 'v0')]))?.moved).toMatchObject([{ from: 'v0', to: 'v1' }]);
  });

  it('calls an artifact gone that is kept now, but not one whose variables are unknown', () => {
    const entry = lockEntry(A, 'v1');
    expect(changesOf(reportOf([{ ...A, disposition: 'keep' }], [entry]))?.removed).toHaveLength(1);
    expect(changesOf(reportOf([{ ...A, disposition: 'unresolved' }], [entry]))?.removed).toEqual([]);
    expect(changesOf(reportOf([], [entry]))?.removed).toMatchObject([{ from: 'v1', to: null }]);
  });

  it('takes what a run stored over what was resolved before', () => {
    const changes = changesOf(ran(reportOf([A], [lockEntry(A, 'v0')]), lockEntry(A, 'v2')));
    expect(changes?.moved).toMatchObject([{ from: 'v0', to: 'v2' }]);
  });

  it('reports the same version that was stored under another key', () => {
    const anew = lockEntry(A, 'v1', { key: 'resources/file/a/fedcba9876543210/a-1.0' });
    expect(changesOf(ran(reportOf([A], [lockEntry(A, 'v1')]), anew))?.moved).toHaveLength(1);
  });

  it('leaves out what failed: the lock does not change for it', () => {
    expect(changesOf(ran(reportOf([A], []), null))).toEqual({ added: [], removed: [], moved: [] });
    expect(changesOf(ran(reportOf([A], [lockEntry(A, 'v0')]), null))?.moved).toEqual([]);
  });
});
