import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hasBundle } from '../bundle/process.ts';
import { git } from '../servers/git.ts';
import { digestOf, digestsOf, stampsOf } from './tree.ts';
import { startWorld, WORKER, type World } from './world.ts';

const PIPELINE = 'offline/offline-install.yml';
const GOLDEN = join(import.meta.dirname, '../golden/e2e/offline-install.diff');

/** What one complete run fetches: each of the fixture's things once. */
const EVERYTHING = [
  ...[...WORKER.layers, WORKER.config].map((digest) => `blob ${digest}`),
  'file /controller-2.1.0.0.0.7395493.ova',
  'file /edge-2.1.0.0.0.7395502.ova',
  'file /ovftool-4.2.0-5965791-lin.x86_64.bundle',
  'file /unified-appliance-2.1.0.0.0.7395503.ova',
  'git /example/sdn-ansible',
  'git /example/sdn-gen.git',
].sort();

/** Kind, name and file of every object; the directories between them are hashes. */
const RESOURCES = [
  'file/controller-ova/*/controller-2.1.0.0.0.7395493.ova',
  'file/edge-ova/*/edge-2.1.0.0.0.7395502.ova',
  'file/manager-ova/*/unified-appliance-2.1.0.0.0.7395503.ova',
  'file/ovftool/*/ovftool-4.2.0-5965791-lin.x86_64.bundle',
  'git/sdn-ansible/*/sdn-ansible-ged93fc33a01d.tgz',
  'git/sdn-gen-pipeline/*/sdn-gen-pipeline-g932e0c654a9b.tgz',
  'image/sdn-worker-v2-1/*/sdn-worker-v2.1.tgz',
].map((key) => `resources/${key}`);
const RUN_FILES = [
  'SHA256SUMS',
  'manifest.json',
  'offline-install.yml',
  'offline.lock.yml',
  'report.json',
  'report.md',
];

let world: World;
/** The store of the complete run, which no test changes. */
let store: string;
/** Lock and pipeline of the complete run. */
let generated: string;

beforeAll(async () => {
  if (!hasBundle()) return;
  world = await startWorld();
  store = join(world.temp, 'store');
  generated = join(world.temp, 'generated');
  world.fetched();
});
afterAll(() => world?.close());

async function copyOfStore(name: string): Promise<string> {
  const copy = join(world.temp, name);
  await cp(store, copy, { recursive: true });
  return copy;
}

async function lockedKeys(): Promise<readonly string[]> {
  const lock = parse(await readFile(join(world.dir, 'offline.lock.yml'), 'utf8'));
  return lock.artifacts.map(({ key }: { key: string }) => key);
}

async function keyOf(part: string): Promise<string> {
  const key = (await lockedKeys()).find((candidate) => candidate.includes(part));
  if (key === undefined) throw new Error(`no key of the lock has ${part}`);
  return key;
}

function withoutHashes(path: string): string {
  return path.replace(/\/[0-9a-f]{16}\//, '/*/');
}

// The tests follow one another, as days in a repository's life.
describe.skipIf(!hasBundle())('a run into a directory', () => {
  test('fetches each thing once and ends with 0', async () => {
    const { status, stdout, stderr } = await world.run('run', ['--store', store]);
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('7 artifacts copied');
    expect(world.fetched()).toEqual(EVERYTHING);
    await cp(join(world.dir, 'offline'), join(generated, 'offline'), { recursive: true });
    await cp(join(world.dir, 'offline.lock.yml'), join(generated, 'offline.lock.yml'));
  });

  test('leaves objects and the record of the run, and nothing else', async () => {
    const keys = Object.keys(await digestsOf(store));
    const [runId = ''] = keys.flatMap((key) => /^runs\/([^/]+)\//.exec(key)?.[1] ?? []);
    expect(keys.map(withoutHashes)).toEqual([
      ...RESOURCES,
      ...RUN_FILES.map((name) => `runs/${runId}/${name}`),
    ]);
    expect(runId).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test('locks what it took: version, key, digest and size', async () => {
    const lock = parse(await readFile(join(world.dir, 'offline.lock.yml'), 'utf8'));
    const objects = await digestsOf(store);
    expect(lock.artifacts.map(({ key }: { key: string }) => withoutHashes(key)).sort()).toEqual(RESOURCES);
    for (const { key, digest, size } of lock.artifacts) {
      const bytes = await readFile(join(store, key));
      expect({ digest, size }).toEqual({ digest: `sha256:${objects[key]}`, size: bytes.length });
    }
    const ansible = lock.artifacts.find(({ name }: { name: string }) => name === 'sdn-ansible');
    const tip = await git(join(world.git.root, 'example/sdn-ansible'), ['rev-parse', 'master']);
    expect(ansible.version).toBe(tip.trim());
    expect(lock.artifacts.find(({ kind }: { kind: string }) => kind === 'image').version).toBe(WORKER.digest);
  });

  test('changes of the pipeline what had to change', async () => {
    const repository = join(world.git.root, 'example/sdn-gen.git');
    const blobs = ['pipelines/install.yml', PIPELINE].map(async (path) => {
      const text = await readFile(join(world.dir, path), 'utf8');
      return (await git(repository, ['hash-object', '-w', '--stdin'], text)).trim();
    });
    const diff = await git(repository, ['diff', '-U0', '--minimal', ...(await Promise.all(blobs))]);
    const lines = diff.split('\n').filter((line) => /^[+-](?!\+\+ |-- )/.test(line));
    // Addresses of the web server hold its port, and the hashes follow from the addresses.
    const text = lines.map((line) => line.replace(/(resources\/file\/[^/]+)\/[0-9a-f]{16}\//, '$1/*/'));
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(GOLDEN);
  });

  test('names in its record the lock, the pipeline and sums that sha256sum accepts', async () => {
    const record = join(store, dirname((await runRecord('manifest.json')).path));
    const { text } = await runRecord('manifest.json');
    const lock = await readFile(join(world.dir, 'offline.lock.yml'));
    expect(JSON.parse(text)).toMatchObject({
      schemaVersion: 1,
      lockDigest: `sha256:${digestOf(lock)}`,
      pipelines: ['offline-install.yml'],
    });
    expect(await readFile(join(record, 'offline.lock.yml'))).toEqual(lock);
    expect(await readFile(join(record, 'offline-install.yml'))).toEqual(
      await readFile(join(world.dir, PIPELINE)),
    );
    const sums = await promisify(execFile)('sha256sum', ['--check', '--strict', join(record, 'SHA256SUMS')], {
      cwd: store,
    });
    expect(sums.stdout.match(/: OK$/gm)).toHaveLength(7);
  });

  test('is verified', async () => {
    const { status, stdout } = await world.run('verify', ['--store', store]);
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(world.fetched()).toEqual([]);
  });

  test('has nothing to do the second time, and says so', async () => {
    const before = [await stampsOf(store), await stampsOf(world.dir)];
    const { status, stdout, stderr } = await world.run('run', ['--store', store]);
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(world.fetched()).toEqual([]);
    expect([await stampsOf(store), await stampsOf(world.dir)]).toEqual(before);
    expect(stdout).toContain('nothing had to be copied');
    expect(stderr).toContain('nothing changed');
  });

  test('finds everything again without a lock', async () => {
    await rm(join(world.dir, 'offline.lock.yml'));
    const before = await stampsOf(store);
    expect(await world.run('run', ['--store', store])).toMatchObject({ status: 0 });
    expect(world.fetched()).toEqual([]);
    expect(await stampsOf(store)).toEqual(before);
    expect(await readFile(join(world.dir, 'offline.lock.yml'))).toEqual(
      await readFile(join(generated, 'offline.lock.yml')),
    );
  });

  test('copies again only the object that is gone', async () => {
    const copy = await copyOfStore('one-gone');
    const before = await digestsOf(copy);
    const stamps = await stampsOf(copy);
    const key = await keyOf('sdn-ansible');
    await rm(join(copy, key));
    expect(await world.run('verify', ['--store', copy, '-f', 'json'])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('"object-missing"'),
    });
    expect(await world.run('run', ['--store', copy])).toMatchObject({ status: 0 });
    expect(world.fetched()).toEqual(['git /example/sdn-ansible']);
    expect(await digestsOf(copy)).toEqual(before);
    const touched = Object.entries(await stampsOf(copy)).filter(([path, stamp]) => stamps[path] !== stamp);
    expect(touched.map(([path]) => path).sort()).toEqual(['.staging', dirname(key), key].sort());
  });
});

describe.skipIf(!hasBundle())('verify', () => {
  async function verify(copy: string): Promise<{ status: number | null; rules: readonly string[] }> {
    const { status, stdout } = await world.run('verify', ['--store', copy, '-f', 'json']);
    return { status, rules: JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule) };
  }

  test('notices one changed byte', async () => {
    const copy = await copyOfStore('one-byte');
    const file = join(copy, await keyOf('image/sdn-worker'));
    const bytes = await readFile(file);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    await writeFile(file, bytes);
    expect(await verify(copy)).toEqual({ status: 1, rules: ['object-damaged'] });
  });

  test('notices a part that is missing, and run does not take it for the object', async () => {
    const copy = await copyOfStore('cut-short');
    const key = await keyOf('image/sdn-worker');
    await writeFile(join(copy, key), (await readFile(join(copy, key))).subarray(0, 200));
    expect(await verify(copy)).toEqual({ status: 1, rules: ['object-damaged'] });
    const { status, stdout } = await world.run('run', ['--store', copy]);
    expect({ status, stdout }).toMatchObject({ status: 3 });
    expect(stdout).toMatch(/sdn-worker.*has 200 bytes.*Delete that object/);
  });

  test('does not mind an object that no regexp matches', async () => {
    const copy = await copyOfStore('one-more');
    const key = await keyOf('edge-ova');
    await writeFile(join(copy, dirname(key), 'notes.txt'), 'by hand');
    await mkdir(join(copy, 'resources/file/edge-ova/0123456789abcdef'));
    await cp(join(copy, key), join(copy, `resources/file/edge-ova/0123456789abcdef/edge-3.0.0.ova`));
    expect(await verify(copy)).toEqual({ status: 0, rules: [] });
  });

  test('notices a pipeline that was edited to reach outside', async () => {
    const pipeline = join(world.dir, PIPELINE);
    const text = await readFile(pipeline, 'utf8');
    const outside = '- name: more\n  type: git\n  source: {uri: "https://github.com/example/more"}\n';
    await writeFile(pipeline, text.replace('resources:\n', `resources:\n${outside}`));
    expect(await verify(store)).toEqual({ status: 1, rules: ['outside-reference'] });
    await writeFile(pipeline, text);
  });

  test('notices a pipeline that is missing', async () => {
    await rm(join(world.dir, PIPELINE));
    expect(await verify(store)).toEqual({ status: 1, rules: ['generated-file-stale'] });
    expect(await world.run('generate', ['--no-network'])).toMatchObject({ status: 0 });
    expect(await readFile(join(world.dir, PIPELINE))).toEqual(await readFile(join(generated, PIPELINE)));
    expect(await verify(store)).toEqual({ status: 0, rules: [] });
  });
});

async function runRecord(name: string): Promise<{ path: string; text: string }> {
  const path = Object.keys(await digestsOf(store)).find(
    (key) => /^runs\/[^/]+\//.test(key) && key.endsWith(name),
  );
  if (path === undefined) throw new Error(`no record has ${name}`);
  return { path, text: await readFile(join(store, path), 'utf8') };
}
