import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hasBundle } from '../bundle/process.ts';
import { digestsOf, stampsOf } from './tree.ts';
import { OVAS, startWorld, WORKER, type World } from './world.ts';

const EDGE = '/edge-2.1.0.0.0.7395502.ova';
const TOOL = '/ovftool-4.2.0-5965791-lin.x86_64.bundle';
const NO_VALIDATORS = { etag: null, lastModified: null };

let world: World;
let store: string;

beforeAll(async () => {
  if (!hasBundle()) return;
  world = await startWorld();
  store = join(world.temp, 'store');
});
afterAll(() => world?.close());

async function lockedNames(): Promise<readonly string[]> {
  const lock = parse(await readFile(join(world.dir, 'offline.lock.yml'), 'utf8'));
  return lock.artifacts.map(({ name }: { name: string }) => name).sort();
}

// The tests follow one another, as days in a repository's life.
describe.skipIf(!hasBundle())('when upstreams fail', () => {
  test('a run copies the others, names what failed and ends with 3', async () => {
    const ansible = join(world.git.root, 'example/sdn-ansible');
    const blob = WORKER.layers[0] ?? '';
    await rename(ansible, `${ansible}-away`);
    world.files.files.delete(EDGE);
    world.registry.intercept((request, response) => {
      const isBroken = request.url?.endsWith(blob) === true;
      if (isBroken) response.writeHead(500).end();
      return isBroken;
    });
    const { status, stdout, stderr } = await world.run('run', ['--store', store]);
    expect(status).toBe(3);
    const lines = stderr.split('\n').filter((line) => line.startsWith('warning: '));
    expect(lines.sort()).toEqual([
      'warning: 3 of 7 artifacts are not copied; run again for the rest',
      expect.stringMatching(/^warning: not copied: docker\.io\/example\/sdn-worker:v2\.1 .* answers 500$/),
      expect.stringMatching(
        /^warning: not copied: http:\/\/127\.0\.0\.1:\d+\/edge-.*\.ova does not exist .*404/,
      ),
      expect.stringMatching(
        /^warning: not copied: https:\/\/github\.com\/example\/sdn-ansible@master: .*not found/,
      ),
    ]);
    expect(stdout).toContain('4 artifacts copied');
    expect(stdout).toMatch(/failed git:https:\/\/github\.com\/example\/sdn-ansible@master: /);
    expect(stdout).not.toContain('manifest.json');
    expect(await readdir(join(store, 'resources'))).toEqual(['file', 'git']);
    expect(await readdir(store)).not.toContain('runs');
    expect(await lockedNames()).toEqual(['controller-ova', 'manager-ova', 'ovftool', 'sdn-gen-pipeline']);
    expect(await readdir(world.dir)).not.toContain('offline');
  });

  test('the rerun after the repair fetches only what is missing', async () => {
    const ansible = join(world.git.root, 'example/sdn-ansible');
    await rename(`${ansible}-away`, ansible);
    world.files.files.set(EDGE, OVAS[EDGE] ?? '');
    world.fetched();
    const asked = world.registry.requests.length;
    world.registry.intercept(() => false);
    const { status, stdout } = await world.run('run', ['--store', store]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain('3 artifacts copied');
    expect(world.fetched()).toEqual([`file ${EDGE}`, 'git /example/sdn-ansible']);
    expect(world.registry.requests.slice(asked).filter(({ path }) => path.includes('/blobs/'))).toHaveLength(
      3,
    );
    expect(await lockedNames()).toHaveLength(7);
  });

  test('a file that the server calls by no version is known by its content', async () => {
    world.files.files.set(TOOL, { body: OVAS[TOOL] ?? '', ...NO_VALIDATORS });
    const first = await world.run('run', ['--store', store]);
    expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('1 artifact copied') });
    const before = [
      await digestsOf(store),
      await stampsOf(join(store, 'resources')),
      await stampsOf(world.dir),
    ];
    const second = await world.run('run', ['--store', store]);
    expect(second).toMatchObject({ status: 0, stdout: expect.stringContaining('nothing had to be copied') });
    expect([
      await digestsOf(store),
      await stampsOf(join(store, 'resources')),
      await stampsOf(world.dir),
    ]).toEqual(before);
    world.files.files.set(TOOL, { body: 'another tool\n', ...NO_VALIDATORS });
    const third = await world.run('run', ['--store', store]);
    expect(third).toMatchObject({ status: 0, stdout: expect.stringContaining('1 artifact copied') });
    expect(await digestsOf(store)).toMatchObject(before[0] ?? {});
  });
});
