import { describe, expect, it } from 'vitest';
import { OfflineGenError } from '../../src/model/errors.ts';
import type { LockEntry } from '../../src/model/lock.ts';
import { serializeManifest, sha256Sums } from '../../src/model/manifest.ts';
import type { Manifest } from '../../src/model/run.ts';

const DIGEST = `sha256:${'0f'.repeat(32)}`;

function entry(id: string): LockEntry {
  return {
    unpack: false,
    size: 1,
    digest: DIGEST,
    versionText: '1',
    key: 'resources/file/a/0/a-1',
    version: '1',
    locator: id,
    name: id,
    kind: 'file',
    id,
  };
}

const MANIFEST: Manifest = {
  pipelines: ['offline-b.yml', 'offline-a.yml'],
  artifacts: [entry('b'), entry('a')],
  lockDigest: DIGEST,
  createdAt: '2026-11-20T10:15:00Z',
  runId: 'r1',
  tool: { name: 'offline-gen', version: '0.1.0' },
  schemaVersion: 1,
};

describe('serializeManifest', () => {
  it('writes the same bytes for any order of keys and lists', () => {
    const text = serializeManifest(MANIFEST);
    const sorted = {
      ...MANIFEST,
      artifacts: [entry('a'), entry('b')],
      pipelines: ['offline-a.yml', 'offline-b.yml'],
    };
    expect(text).toBe(serializeManifest(sorted));
    expect(JSON.parse(text)).toEqual(sorted);
    expect(text.startsWith('{\n  "schemaVersion": 1,\n  "tool"')).toBe(true);
    expect(text.endsWith('}\n')).toBe(true);
  });
});

describe('sha256Sums', () => {
  it('writes one line per file, by path', () => {
    const lines = sha256Sums([
      { path: 'b', digest: DIGEST },
      { path: 'a c', digest: DIGEST },
    ]);
    expect(lines).toBe(`${'0f'.repeat(32)}  a c\n${'0f'.repeat(32)}  b\n`);
  });

  it('marks names that had to be escaped', () => {
    expect(sha256Sums([{ path: 'a\\\n', digest: DIGEST }])).toBe(`\\${'0f'.repeat(32)}  a\\\\\\n\n`);
  });

  it('refuses another algorithm', () => {
    expect(() => sha256Sums([{ path: 'a', digest: 'md5:00' }])).toThrow(OfflineGenError);
  });
});
