import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';
import { type S3Server, startS3Server } from '../servers/s3.ts';
import { BUNDLE, type Result, startBundle } from './bundle.ts';
import { S3_LOGIN } from './login.ts';
import { digestsOf } from './tree.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let s3: S3Server;
let store: string;

beforeAll(async () => {
  if (!hasBundle()) return;
  [world, s3] = await Promise.all([startWorld(), startS3Server()]);
  store = join(world.temp, 'store');
});
afterAll(async () => {
  await Promise.all([world?.close(), s3?.close()]);
});

/** One line that says what is wrong and what to do, nothing written, nothing outside asked. */
async function expectLine(
  run: Promise<Result>,
  code: number,
  line: string | RegExp,
  before: Record<string, string>,
): Promise<void> {
  const { status, stdout, stderr } = await run;
  expect({ status, stdout, stderr }).toEqual({
    status: code,
    stdout: '',
    stderr: typeof line === 'string' ? `offline-gen: ${line}\n` : expect.stringMatching(line),
  });
  expect(stderr.trimEnd()).not.toContain('\n');
  expect(await digestsOf(world.dir)).toEqual(before);
  expect([...world.git.requests, ...world.files.requests, ...world.registry.requests]).toEqual([]);
}

describe.skipIf(!hasBundle())('a run ends with 2 and one line for', () => {
  /** Files that a test puts into the checkout. */
  const made: string[] = [];

  async function put(name: string, text: string): Promise<string> {
    const path = join(world.dir, name);
    made.push(path);
    await writeFile(path, text);
    return path;
  }

  afterEach(async () => {
    for (const path of made.splice(0)) await rm(path);
  });

  async function expectRefusal(args: readonly string[], line: string | RegExp, env = {}): Promise<void> {
    const before = await digestsOf(world.dir);
    await expectLine(world.run('run', ['--store', store, ...args], env), 2, line, before);
  }

  test('a pipeline that is missing', async () => {
    const line = `the pipeline nope.yml does not exist in ${world.dir}. Paths are relative to the pipeline repository.`;
    await expectRefusal(['-p', 'nope.yml'], line);
  });

  test('a pipeline outside of the repository', async () => {
    await expectRefusal(
      ['-p', '../config.yml'],
      /^offline-gen: the pipeline \.\.\/config\.yml does not exist in /,
    );
  });

  test('a pipeline that is no YAML, with its place', async () => {
    await put('bad.yml', 'jobs:\n- name: "a\n');
    await expectRefusal(
      ['-p', 'bad.yml'],
      /^offline-gen: bad\.yml:3:1: not valid YAML: Missing closing "quote\./,
    );
  });

  test('a vars file that is missing', async () => {
    await expectRefusal(['-l', 'nope.yml'], /^offline-gen: the vars file nope\.yml can't be read: /);
  });

  test('an unknown key of the configuration, with its place', async () => {
    const config = await put('config.yml', 'version: 1\nsorces: [a]\n');
    const before = await digestsOf(world.dir);
    const args = ['run', world.dir, '--config', 'config.yml', '--store', store];
    const line = 'config.yml:2:1: unknown key "sorces"; did you mean "sources"?';
    await expectLine(startBundle(process.execPath, BUNDLE, args).ended, 2, line, before);
    expect(config).toContain('config.yml');
  });

  test('a lock that is damaged, with its place', async () => {
    await put('offline.lock.yml', 'version: 1\nprefix: ""\nartifacts: [{id: 1}]\n');
    await expectRefusal([], /^offline-gen: offline\.lock\.yml:3:\d+: `key` is missing\. Restore /);
  });

  test.each([
    ['gs://bucket/x', 'the store gs://bucket/x has an unknown scheme. Write s3://bucket/prefix'],
    ['s3:///prefix', 'the store s3:///prefix names no bucket. Write s3://bucket/prefix'],
    ['s3://key:secret@bucket', 'must not hold credentials: set AWS_ACCESS_KEY_ID instead'],
  ])('the store %s', async (url, words) => {
    const before = await digestsOf(world.dir);
    await expectLine(world.run('run', ['--store', url]), 2, new RegExp(`^offline-gen: .*${words}`), before);
  });

  test('no store at all', async () => {
    const before = await digestsOf(world.dir);
    await expectLine(world.run('run'), 2, /^offline-gen: no blobstore was named\. Give --store /, before);
  });

  test('a run id that is no name', async () => {
    await expectRefusal(['--run-id', 'a b'], /^offline-gen: --run-id takes letters, digits and \. _ -/);
  });

  test.each(['pull_request', 'pull_request_target', 'merge_group'])('the event %s', async (name) => {
    const line = 'run does not run for pull and merge requests. Use analyze here, and run after the merge.';
    await expectRefusal([], line, { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name });
  });
});

describe.skipIf(!hasBundle())('a run ends with 3 and one line when the store', () => {
  async function expectComplaint(
    url: string,
    words: string,
    { endpoint = s3.url, env = {} }: { endpoint?: string; env?: Record<string, string> } = {},
  ): Promise<void> {
    const before = await digestsOf(world.dir);
    const result = world.run('run', ['--store', url, '--s3-endpoint', endpoint], { ...S3_LOGIN, ...env });
    await expectLine(result, 3, `the store ${url} can't be used: ${words}`, before);
  }

  test('gets no credentials', async () => {
    const words = 'no credentials found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';
    const none = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', HOME: world.temp };
    await expectComplaint('s3://test-bucket', words, { env: none });
  });

  test('gets credentials that it does not know', async () => {
    const words = 'the access key is not known there. Check AWS_ACCESS_KEY_ID and the endpoint.';
    await expectComplaint('s3://test-bucket', words, { env: { AWS_ACCESS_KEY_ID: 'other' } });
  });

  test('names a bucket that does not exist', async () => {
    await expectComplaint(
      's3://nowhere',
      'the bucket nowhere does not exist. Create it, or correct --store.',
    );
  });

  test('is in another region', async () => {
    const words = 'wrong region: the server expects us-east-1. Set AWS_REGION=us-east-1.';
    await expectComplaint('s3://test-bucket', words, { env: { AWS_REGION: 'eu-west-1' } });
  });

  test('does not answer', async () => {
    const words = 'http://127.0.0.1:1: connection refused. Check the endpoint, the network and the proxy.';
    await expectComplaint('s3://test-bucket', words, { endpoint: 'http://127.0.0.1:1' });
  });

  test('is no directory', async () => {
    const before = await digestsOf(world.dir);
    const path = join(world.temp, 'config.yml', 'below');
    const words = 'ENOTDIR: not a directory. Name a directory that can be created and written.';
    await expectLine(
      world.run('run', ['--store', path]),
      3,
      `the store ${path} can't be used: ${words}`,
      before,
    );
  });
});

describe.skipIf(!hasBundle())('a variable without a value', () => {
  const PIPELINE = `resources:
- name: source
  type: git
  source: {uri: ((uri)), branch: master}
- name: ansible
  type: git
  source: {uri: https://github.com/example/sdn-ansible, branch: master}
jobs:
- name: build
  plan: [{get: source}, {get: ansible}]
`;

  test('is reported with its place, and a run copies the rest and ends with 3', async () => {
    await writeFile(join(world.dir, 'unset.yml'), PIPELINE);
    const analyzed = await world.run('analyze', ['-p', 'unset.yml', '--no-network']);
    expect(analyzed.stdout).toContain(
      'unset.yml:2:3 warning unresolved-variable resource `source`: no value for ((uri))',
    );
    const { status, stdout, stderr } = await world.run('run', ['-p', 'unset.yml', '--store', store]);
    expect({ status, stdout }).toMatchObject({
      status: 3,
      stdout: expect.stringContaining('1 artifact copied'),
    });
    expect(stderr).toContain(
      'warning: not copied: ((uri))@master: no value for ((uri)). Give it with --vars-file or --var\n',
    );
  });
});
