import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hasBundle } from '../bundle/process.ts';
import { startWorld, type World } from './world.ts';

const PIPELINE = 'offline/offline-install.yml';

let world: World;

beforeAll(async () => {
  if (hasBundle()) world = await startWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  if (!hasBundle()) return;
  await rm(join(world.dir, 'offline'), { recursive: true, force: true });
  await rm(join(world.dir, 'offline.lock.yml'), { force: true });
  world.fetched();
});

function pipeline(): Promise<string> {
  return readFile(join(world.dir, PIPELINE), 'utf8');
}

function regexps(text: string): Record<string, string> {
  const { resources } = parse(text);
  return Object.fromEntries(
    resources.map(({ name, source }: { name: string; source: { regexp: string } }) => [name, source.regexp]),
  );
}

describe.skipIf(!hasBundle())('before anything is mirrored', () => {
  test('generate writes nothing and names what is not in the lock', async () => {
    const { status, stdout } = await world.run('generate', ['-f', 'json']);
    const { findings } = JSON.parse(stdout);
    expect({ status, rules: findings.map(({ rule }: { rule: string }) => rule) }).toEqual({
      status: 1,
      rules: Array(7).fill('not-in-lock'),
    });
    expect((await readdir(world.dir)).sort()).toEqual(['.git', 'params', 'pipelines', 'tasks']);
  });

  test('a preview says what it is in its first line', async () => {
    const { status, stdout, stderr } = await world.run('generate', [
      '--preview',
      '--store',
      's3://bucket/ci',
    ]);
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    const text = await pipeline();
    expect(text.split('\n')[0]).toBe('# PREVIEW: 7 objects are not mirrored yet. Do not set this pipeline.');
    expect((await readdir(world.dir)).sort()).toEqual(['.git', 'offline', 'params', 'pipelines', 'tasks']);
    expect(world.fetched()).toEqual([]);
  });

  test('a preview names the very objects that the run makes afterwards', async () => {
    await world.run('generate', ['--preview']);
    const preview = await pipeline();
    expect(await world.run('run', ['--store', join(world.temp, 'store')])).toMatchObject({ status: 0 });
    expect(await pipeline()).toBe(preview.slice(preview.indexOf('\n') + 1));
  });

  test('a preview without network has placeholders of the same shape', async () => {
    const asked = () => [
      world.git.requests.length,
      world.files.requests.length,
      world.registry.requests.length,
    ];
    const before = asked();
    const { status, stdout, stderr } = await world.run('generate', ['--preview', '--no-network']);
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(asked()).toEqual(before);
    const text = await pipeline();
    expect(text.split('\n')[0]).toMatch(/^# PREVIEW: 7 objects /);
    expect(regexps(text)).toMatchObject({
      'sdn-ansible': 'resources/git/sdn-ansible/unresolved/sdn-ansible-(unresolved)\\.tgz',
      'offline-image-sdn-worker-v2.1':
        'resources/image/sdn-worker-v2-1/unresolved/sdn-worker-v2\\.1-(unresolved)\\.tgz',
    });
  });

  test('a dry run of either writes nothing', async () => {
    const dryRun = await world.run('generate', ['--preview', '--dry-run', '--no-network']);
    expect(dryRun).toMatchObject({ status: 0, stderr: `would write ${PIPELINE}\n` });
    const store = join(world.temp, 'never');
    expect(await world.run('run', ['--store', store, '--dry-run'])).toMatchObject({ status: 0 });
    expect((await readdir(world.dir)).sort()).toEqual(['.git', 'params', 'pipelines', 'tasks']);
    expect(await readdir(world.temp)).not.toContain('never');
    expect(world.fetched()).toEqual([]);
  });
});
