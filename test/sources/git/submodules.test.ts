import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/simple-git.ts';
import { createGitSource } from '../../../src/sources/git/source.ts';
import { type GitServer, git, startGitServer } from '../../servers/git.ts';
import { gitRequest, type RequestChanges, type TestContext, testContext } from './context.ts';
import { fetchBytes, unpack } from './unpack.ts';

let server: GitServer;
let surroundings: TestContext;
let inner: string;
const source = createGitSource({ git: createGit(process.env), allowLocal: false });

function modules(...entries: readonly (readonly [string, string, string])[]): string {
  return entries
    .map(([name, path, url]) => `[submodule "${name}"]\n\tpath = ${path}\n\turl = ${url}\n`)
    .join('');
}

beforeAll(async () => {
  server = await startGitServer();
  surroundings = await testContext();
  const [deep = ''] = await server.addRepository('deep.git', { files: { deep: '1' } });
  const lib = await server.addRepository(
    'lib.git',
    {
      files: {
        lib: '1',
        nested: { commit: deep },
        '.gitmodules': modules(['nested', 'nested', '../deep.git']),
      },
    },
    { files: { lib: '2' } },
  );
  inner = lib[0] ?? '';
  await server.addRepository('app.git', {
    files: {
      app: '1',
      'vendor/lib': { commit: inner },
      other: { commit: deep },
      '.gitmodules': modules(
        ['vendor/lib', 'vendor/lib', '../lib.git'],
        ['other', 'other', `${server.url}/deep.git`],
        ['gone', 'gone', '../gone.git'],
      ),
    },
  });
});

afterAll(async () => {
  await surroundings.close();
  await server.close();
});

async function get(changes: RequestChanges = {}, name = 'app.git'): Promise<string> {
  const request = gitRequest(`${server.url}/${name}`, changes);
  return unpack(await fetchBytes(source, request, surroundings.context), surroundings.context.temp);
}

describe('submodules', () => {
  it('are checked out at their commits, to any depth, and everything is clean', async () => {
    const directory = await get();
    expect(await readFile(join(directory, 'vendor/lib/lib'), 'utf8')).toBe('1');
    expect(await readFile(join(directory, 'vendor/lib/nested/deep'), 'utf8')).toBe('1');
    expect(await readFile(join(directory, 'vendor/lib/.git'), 'utf8')).toBe(
      'gitdir: ../../.git/modules/vendor/lib\n',
    );
    await git(directory, ['diff-index', '--quiet', 'HEAD']);
    expect(await git(directory, ['status', '--porcelain'])).toBe('');
    const status = await git(directory, ['submodule', 'status', '--recursive']);
    expect(
      status
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith(' ')),
    ).toBe(true);
    expect(await git(directory, ['config', 'submodule.vendor/lib.url'])).toBe(`${server.url}/lib.git\n`);
  });

  it('are left out as asked', async () => {
    const none = await get({ checkout: { submodules: 'none' } });
    expect(await readdir(join(none, 'vendor/lib'))).toEqual([]);
    const some = await get({ checkout: { submodules: ['lib'], submoduleRecursive: false } });
    expect(await readdir(join(some, 'other'))).toEqual([]);
    expect(await readdir(join(some, 'vendor/lib/nested'))).toEqual([]);
    expect(await readFile(join(some, 'vendor/lib/lib'), 'utf8')).toBe('1');
  });

  it('are taken from the tip of their branch as asked', async () => {
    const directory = await get({ checkout: { submoduleRemote: true } });
    expect(await readFile(join(directory, 'vendor/lib/lib'), 'utf8')).toBe('2');
  });

  it('are as deep as their parent', async () => {
    const directory = await get({ checkout: { depth: 1, submodules: ['lib'] } });
    expect(await git(join(directory, 'vendor/lib'), ['rev-parse', 'HEAD'])).toBe(`${inner}\n`);
    expect(await git(join(directory, 'vendor/lib'), ['rev-parse', '--is-shallow-repository'])).toBe('true\n');
  });

  it('make the same bytes every time', async () => {
    const request = gitRequest(`${server.url}/app.git`);
    const first = await fetchBytes(source, request, surroundings.context);
    expect((await fetchBytes(source, request, surroundings.context)).equals(first)).toBe(true);
  });

  // git's own check of fetched objects stops the ones that it knows.
  const hostile: readonly [name: string, url: string, code: 'refused' | 'git'][] = [
    ['helper', 'ext::sh -c touch% /tmp/x', 'refused'],
    ['file', 'file:///etc', 'refused'],
    ['path', '/etc', 'refused'],
    ['scheme', 'ftp://example.com/x', 'refused'],
    ['option', '--upload-pack=x', 'git'],
    ['../../x', '../lib.git', 'git'],
  ];
  it.each(hostile)('named %j with the address %j are refused', async (name, url, code) => {
    const repository = `hostile-${name.replace(/\W/g, '')}.git`;
    await server.addRepository(repository, {
      files: { x: { commit: inner }, '.gitmodules': modules([name, 'x', url]) },
    });
    await expect(get({}, repository)).rejects.toMatchObject({ code });
  });

  it('get the credentials of their parent only from the same origin', async () => {
    const login = await startGitServer({ login: 'ada:s3cret-word' });
    const [commit = ''] = await login.addRepository('lib.git', { files: { lib: 'private' } });
    const [deep = ''] = await server.addRepository('public.git', { files: { lib: 'public' } });
    await login.addRepository('app.git', {
      files: {
        near: { commit },
        far: { commit: deep },
        '.gitmodules': modules(['near', 'near', '../lib.git'], ['far', 'far', `${server.url}/public.git`]),
      },
    });
    const before = server.headers.length;
    const context = { ...surroundings.context, credentials: { username: 'ada', password: 's3cret-word' } };
    const archive = await fetchBytes(source, gitRequest(`${login.url}/app.git`), context);
    const directory = await unpack(archive, context.temp);
    expect(await readFile(join(directory, 'near/lib'), 'utf8')).toBe('private');
    expect(await readFile(join(directory, 'far/lib'), 'utf8')).toBe('public');
    const seen = server.headers.slice(before);
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    await login.close();
  });
});
