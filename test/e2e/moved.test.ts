import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hasBundle } from '../bundle/process.ts';
import { buildImage } from '../servers/image-builder.ts';
import { digestsOf, stampsOf } from './tree.ts';
import { startWorld, WORKER, type World } from './world.ts';

const NEW_WORKER = buildImage({ layers: [[{ name: 'bin/sh', mode: 0o755, content: '#!other\n' }]] });

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly key: string;
}

let world: World;
let store: string;

async function lock(): Promise<readonly Entry[]> {
  return parse(await readFile(join(world.dir, 'offline.lock.yml'), 'utf8')).artifacts;
}

async function entry(name: string): Promise<Entry> {
  const found = (await lock()).find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is not in the lock`);
  return found;
}

/** Commits the generated files to the served repository, as the bot does. */
async function commitGenerated(): Promise<void> {
  const read = async (path: string) => [path, await readFile(join(world.dir, path), 'utf8')];
  const files = Object.fromEntries(
    await Promise.all(['offline.lock.yml', 'offline/offline-install.yml'].map(read)),
  );
  await world.git.addRepository('example/sdn-gen.git', { branch: 'master', files });
}

beforeAll(async () => {
  if (!hasBundle()) return;
  world = await startWorld();
  store = join(world.temp, 'store');
  await world.run('run', ['--store', store]);
  world.fetched();
});
afterAll(() => world?.close());

// The tests follow one another, as days in a repository's life.
describe.skipIf(!hasBundle())('after a run', () => {
  test('a commit of what it generated is nothing new', async () => {
    const before = [await stampsOf(store), await stampsOf(world.dir)];
    await commitGenerated();
    const { status, stdout, stderr } = await world.run('run', ['--store', store]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stderr).toContain('nothing changed');
    expect(stdout).toContain('Nothing changed since the lock');
    expect(world.fetched()).toEqual([]);
    expect([await stampsOf(store), await stampsOf(world.dir)]).toEqual(before);
  });

  test('an image behind the same tag and a commit on the branch are reported, old and new', async () => {
    const old = await entry('sdn-ansible');
    const [commit = ''] = await world.git.addRepository('example/sdn-ansible', {
      branch: 'master',
      files: { 'site.yml': '- hosts: none\n' },
    });
    world.registry.push('example/sdn-worker', 'v2.1', NEW_WORKER);
    const { status, stdout } = await world.run('analyze', ['-f', 'json']);
    const messages = JSON.parse(stdout).findings.map(
      ({ rule, message }: { rule: string; message: string }) => `${rule}: ${message}`,
    );
    expect({ status, messages: messages.sort() }).toEqual({
      status: 0,
      messages: [
        `version-moved: docker.io/example/sdn-worker:v2.1 moved from ${WORKER.digest} to ${NEW_WORKER.digest}`,
        `version-moved: https://github.com/example/sdn-ansible@master moved from ${old.version} to ${commit}`,
      ],
    });
    const text = await world.run('analyze');
    expect(text.stdout).toContain('Changed since the lock: 2 moved');
  });

  test('the next run takes the new ones under new keys and keeps the old objects', async () => {
    const [before, objects] = [await lock(), await digestsOf(store)];
    const { status, stdout } = await world.run('run', ['--store', store]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain('2 artifacts copied');
    expect(await digestsOf(store)).toMatchObject(objects);
    const changed = (await lock()).filter(({ key }) => !before.some((old) => old.key === key));
    expect(changed.map(({ name }) => name).sort()).toEqual(['sdn-ansible', 'sdn-worker-v2.1']);
    expect(changed.map(({ version }) => version)).toContain(NEW_WORKER.digest);
    expect((await readdir(join(store, 'runs'))).length).toBe(2);
    const pipeline = await readFile(join(world.dir, 'offline/offline-install.yml'), 'utf8');
    const worker = await entry('sdn-worker-v2.1');
    expect(pipeline).toContain(`resources/image/sdn-worker-v2-1/${worker.key.split('/')[3]}/`);
    expect(await world.run('verify', ['--store', store])).toMatchObject({ status: 0 });
  });

  test('a change of the pipeline alone is another run', async () => {
    const runs = await readdir(join(store, 'runs'));
    const path = join(world.dir, 'pipelines/install.yml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, `${text}# One more line.\n`);
    const { status, stdout } = await world.run('run', ['--store', store]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain('nothing had to be copied');
    expect(await readdir(join(store, 'runs'))).toHaveLength(runs.length + 1);
  });

  test('a run id that is taken is not used for other contents', async () => {
    expect(await world.run('run', ['--store', store, '--run-id', 'v1.0'])).toMatchObject({ status: 0 });
    const before = await digestsOf(join(store, 'runs'));
    world.registry.push('example/sdn-worker', 'v2.1', WORKER);
    const { status, stderr } = await world.run('run', ['--store', store, '--run-id', 'v1.0']);
    expect(status).toBe(2);
    expect(stderr).toContain('the run id v1.0 is used already, with other contents. Give another --run-id');
    expect(await digestsOf(join(store, 'runs'))).toEqual(before);
  });
});
