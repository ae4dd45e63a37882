import { describe, expect, it } from 'vitest';
import type { Lock, LockEntry } from '../../src/model/lock.ts';
import { diffLocks } from '../../src/model/lock-diff.ts';

function entry(id: string, version: string): LockEntry {
  return {
    id,
    kind: 'file',
    name: id,
    locator: id,
    version,
    key: `resources/file/${id}/0/${id}-1`,
    versionText: '1',
    digest: `sha256:${'0'.repeat(64)}`,
    size: 1,
    unpack: false,
  };
}

function lockOf(...artifacts: readonly LockEntry[]): Lock {
  return { version: 1, prefix: '', artifacts };
}

describe('diffLocks', () => {
  it('sorts what came, went and moved by id', () => {
    const diff = diffLocks(
      lockOf(entry('b', '1'), entry('a', '1'), entry('m', '1')),
      lockOf(entry('z', '1'), entry('m', '2'), entry('y', '1')),
    );
    expect(diff.added.map(({ id }) => id)).toEqual(['y', 'z']);
    expect(diff.removed.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(diff.changed.map(({ before, after }) => [before.version, after.version])).toEqual([['1', '2']]);
  });

  it('finds nothing between equal locks, and everything new after none', () => {
    const lock = lockOf(entry('a', '1'));
    expect(diffLocks(lock, lockOf(entry('a', '1')))).toEqual({ added: [], removed: [], changed: [] });
    expect(diffLocks(null, lock).added).toHaveLength(1);
  });

  it('sees another object behind the same version', () => {
    const before = entry('a', '1');
    expect(diffLocks(lockOf(before), lockOf({ ...before, size: 2 })).changed).toHaveLength(1);
  });
});
