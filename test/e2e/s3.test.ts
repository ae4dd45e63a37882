import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { hasBundle } from '../bundle/process.ts';
import { type S3Server, startS3Server } from '../servers/s3.ts';
import { S3_LOGIN } from './login.ts';
import { digestOf, digestsOf } from './tree.ts';
import { startWorld, type World } from './world.ts';

const PREFIX = 'ci/prefix';
const STORE = `s3://test-bucket/${PREFIX}`;

let world: World;
let s3: S3Server;

beforeAll(async () => {
  if (!hasBundle()) return;
  [world, s3] = await Promise.all([startWorld(), startS3Server()]);
});
afterAll(async () => {
  await Promise.all([world?.close(), s3?.close()]);
});

function run(command: string, ...args: readonly string[]) {
  return world.run(command, ['--store', STORE, '--s3-endpoint', s3.url, ...args], S3_LOGIN);
}

/** Digests of the objects below the prefix, by key. */
function bucket(): Record<string, string> {
  const pairs = [...s3.objects].map(
    ([key, bytes]) => [key.slice(PREFIX.length + 1), digestOf(bytes)] as const,
  );
  return Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function resourcesOf(digests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(digests).filter(([key]) => key.startsWith('resources/')));
}

// The tests follow one another, as days in a repository's life.
describe.skipIf(!hasBundle())('a run into a bucket', () => {
  test('puts everything below the prefix', async () => {
    const { status, stdout, stderr } = await run('run');
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect([...s3.objects.keys()].filter((key) => !key.startsWith(`${PREFIX}/`))).toEqual([]);
    expect(s3.objects.size).toBe(7 + 6);
    expect([...s3.uploads]).toEqual([]);
  });

  test('is verified, also against a directory that the bucket was copied to', async () => {
    expect(await run('verify')).toMatchObject({ status: 0 });
    const carried = join(world.temp, 'carried');
    for (const [key, bytes] of s3.objects) {
      const file = join(carried, key.slice(PREFIX.length + 1));
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    expect(await world.run('verify', ['--store', carried])).toMatchObject({ status: 0 });
  });

  test('makes regexps that carry the prefix', async () => {
    const pipeline = parse(await readFile(join(world.dir, 'offline/offline-install.yml'), 'utf8'));
    const regexps = pipeline.resources.map(({ source }: { source: { regexp: string } }) => source.regexp);
    expect(regexps).toHaveLength(7);
    for (const regexp of regexps) {
      const matching = [...s3.objects.keys()].filter((key) => new RegExp(`^${regexp}$`).test(key));
      expect(matching).toHaveLength(1);
      expect(regexp).toMatch(/^ci\/prefix\/resources\//);
    }
  });

  test('has nothing to do the second time', async () => {
    world.fetched();
    const before = s3.requests.length;
    const { status, stderr } = await run('run');
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('nothing changed'),
    });
    expect(world.fetched()).toEqual([]);
    expect(s3.requests.slice(before).filter((request) => !/^(GET|HEAD) /.test(request))).toEqual([]);
  });

  test('makes the same bytes as a run into a directory', async () => {
    const directory = join(world.temp, 'directory');
    expect(await world.run('run', ['--store', directory])).toMatchObject({ status: 0 });
    expect(resourcesOf(await digestsOf(directory))).toEqual(resourcesOf(bucket()));
  });
});
