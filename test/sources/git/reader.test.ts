import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/simple-git.ts';
import { createRepositoryReader, type RepositoryReader } from '../../../src/sources/git/reader.ts';
import { type GitServer, startGitServer } from '../../servers/git.ts';
import { gitRequest, type TestContext, testContext } from './context.ts';

let server: GitServer;
let surroundings: TestContext;
let reader: RepositoryReader;
let commit: string;
let newer: string;

function link(text: string) {
  return { text, mode: '120000' } as const;
}

beforeAll(async () => {
  server = await startGitServer();
  surroundings = await testContext();
  [commit = '', newer = ''] = await server.addRepository(
    'tasks.git',
    {
      files: {
        'ci/task.yml': 'platform: linux\n',
        'ci/same.yml': link('task.yml'),
        'ci/up.yml': link('../ci/task.yml'),
        current: link('ci'),
        'ci/loop': link('loop'),
        'ci/out': link('../../../etc/passwd'),
        'ci/absolute': link('/etc/passwd'),
        big: 'x'.repeat(1024 * 1024 + 1),
      },
    },
    { files: { 'ci/task.yml': 'platform: darwin\n' } },
  );
  reader = createRepositoryReader({
    git: createGit(process.env),
    allowLocal: false,
    context: surroundings.context,
  });
});

afterAll(async () => {
  await reader.dispose();
  await surroundings.close();
  await server.close();
});

function read(path: string, version = commit): Promise<string | undefined> {
  return reader.readFile(gitRequest(`${server.url}/tasks.git`), version, path);
}

describe('createRepositoryReader', () => {
  it('reads a file as it is at a commit', async () => {
    expect(await read('ci/task.yml')).toBe('platform: linux\n');
    expect(await read('./ci//task.yml')).toBe('platform: linux\n');
    expect(await read('ci/task.yml', newer)).toBe('platform: darwin\n');
  });

  it('has nothing for a path that is not there or is no file', async () => {
    expect(await read('ci/none.yml')).toBeUndefined();
    expect(await read('ci')).toBeUndefined();
    expect(await read('ci/task.yml/x')).toBeUndefined();
  });

  it('follows links inside the tree', async () => {
    expect(await read('ci/same.yml')).toBe('platform: linux\n');
    expect(await read('ci/up.yml')).toBe('platform: linux\n');
    expect(await read('current/same.yml')).toBe('platform: linux\n');
    expect(await read('ci/loop')).toBeUndefined();
  });

  it.each(['../x', '/etc/passwd', 'a/../../x', 'ci/out', 'ci/absolute', '-x', 'a\nb'])(
    'refuses %j',
    async (path) => {
      await expect(read(path)).rejects.toMatchObject({ code: 'refused' });
    },
  );

  it('refuses what is too large', async () => {
    await expect(read('big')).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('fetches a commit once', async () => {
    await read('ci/task.yml');
    const before = server.requests.length;
    expect(await Promise.all([read('ci/task.yml'), read('ci/none.yml')])).toEqual([
      'platform: linux\n',
      undefined,
    ]);
    expect(server.requests.length).toBe(before);
  });

  it('leaves nothing behind', async () => {
    const own = await testContext();
    const second = createRepositoryReader({
      git: createGit(process.env),
      allowLocal: false,
      context: own.context,
    });
    await second.readFile(gitRequest(`${server.url}/tasks.git`), commit, 'ci/task.yml');
    await expect(second.readFile(gitRequest(`${server.url}/none.git`), commit, 'x')).rejects.toThrow();
    await second.dispose();
    expect(await readdir(own.context.temp)).toEqual([]);
    await own.close();
  });
});
