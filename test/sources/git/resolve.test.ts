import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/simple-git.ts';
import { createGitSource } from '../../../src/sources/git/source.ts';
import type { SourceContext } from '../../../src/sources/source.ts';
import { type GitServer, git, startGitServer } from '../../servers/git.ts';
import { gitRequest, type RequestChanges, type TestContext, testContext } from './context.ts';

let server: GitServer;
let surroundings: TestContext;
/** Commits of `main`, oldest first. */
let ids: readonly string[];
const source = createGitSource({ git: createGit(process.env), allowLocal: false });

beforeAll(async () => {
  server = await startGitServer();
  surroundings = await testContext();
  ids = await server.addRepository(
    'many.git',
    { files: { 'docs/a': '1', 'src/a': '1' }, tag: 'v1.0.0' },
    { files: { 'src/a': '2' }, annotatedTag: 'v1.1.0' },
    { files: { 'docs/a': '2' }, tag: 'release/two' },
    { files: { 'src/a': '3' }, message: 'third [ci skip]\n', tag: 'v1.2.0' },
    { files: { 'docs/a': '3' }, message: 'x\n\n[skip ci]\n' },
    { branch: 'old', from: 'main', files: { o: '1' }, tag: 'v9.0.0', date: 1_500_000_000 },
  );
});

afterAll(async () => {
  await surroundings.close();
  await server.close();
});

function resolve(changes: RequestChanges, context: Partial<SourceContext> = {}) {
  return source.resolve(gitRequest(`${server.url}/many.git`, changes), {
    ...surroundings.context,
    ...context,
  });
}

describe('the newest version', () => {
  const cases: readonly [string, RequestChanges, number, string?][] = [
    ['skips commits marked for CI to skip', {}, 2],
    ['is the tip when marked commits count', { select: { includeCiSkipped: true } }, 4],
    ['of no branch is the default branch', { branch: null, select: { includeCiSkipped: true } }, 4],
    ['of another branch is its tip', { branch: 'old' }, 5],
    ['of a tag in place of a branch is the tagged commit', { branch: 'v1.1.0' }, 1],
    ['is the last one that touches the paths', { select: { paths: ['src'] } }, 1],
    ['is the last one that touches more than the ignored paths', { select: { ignorePaths: ['docs'] } }, 1],
    [
      'counts marked commits in paths when it is told to',
      { select: { paths: ['src/*'], includeCiSkipped: true } },
      3,
    ],
    ['is the newest tag that a glob matches', { select: { tagFilter: 'v1.*' } }, 1, 'v1.1.0'],
    [
      'is the newest tag by date, not by name',
      { branch: null, select: { tagFilter: 'v*', includeCiSkipped: true } },
      3,
      'v1.2.0',
    ],
    ['takes tags of the branch only', { branch: 'old', select: { tagFilter: 'v9*' } }, 5, 'v9.0.0'],
    [
      'is the newest tag that a whole expression matches',
      { select: { tagRegex: 'v1\\.[0-9]+\\.0' } },
      1,
      'v1.1.0',
    ],
    ['has a neutral label when the tag is no version text', { select: { tagRegex: 'rel.*' } }, 2, 'g'],
    ['is a pinned tag', { ref: 'v1.0.0' }, 0, 'v1.0.0'],
    ['is an annotated tag’s commit', { ref: 'v1.1.0' }, 1, 'v1.1.0'],
  ];
  it.each(cases)('%s', async (_name, changes, index, label = 'g') => {
    const commit = ids[index] ?? '';
    const expected = label === 'g' ? `g${commit.slice(0, 12)}` : label;
    expect(await resolve(changes)).toEqual({ version: commit, label: expected, digest: null, size: null });
  });

  it('is a pinned commit, without a request', async () => {
    const before = server.requests.length;
    const commit = ids[1] ?? '';
    expect((await resolve({ ref: commit })).version).toBe(commit);
    expect(server.requests.length).toBe(before);
  });

  it('is the commit that an abbreviation means', async () => {
    expect((await resolve({ ref: (ids[2] ?? '').slice(0, 9) })).version).toBe(ids[2]);
  });

  it('is found beyond the first steps into the history', async () => {
    const quiet = Array.from({ length: 60 }, (_, index) => ({ files: { other: `${index}` } }));
    const [first] = await server.addRepository('long.git', { files: { wanted: '1' } }, ...quiet);
    const request = gitRequest(`${server.url}/long.git`, { select: { paths: ['wanted'] } });
    expect((await source.resolve(request, surroundings.context)).version).toBe(first);
  });

  it('is missing when no commit and no tag counts', async () => {
    await expect(resolve({ select: { paths: ['nowhere'] } })).rejects.toMatchObject({ code: 'upstream' });
    await expect(resolve({ select: { tagFilter: 'w*' } })).rejects.toMatchObject({ code: 'upstream' });
  });

  it('says which branch, tag or repository is not there', async () => {
    await expect(resolve({ branch: 'nope' })).rejects.toThrow('many.git has no branch nope');
    await expect(resolve({ ref: 'v7' })).rejects.toThrow('many.git has no v7');
    const request = gitRequest(`${server.url}/none.git`);
    await expect(source.resolve(request, surroundings.context)).rejects.toMatchObject({
      code: 'git',
      details: { hint: expect.stringContaining('Check the address') },
    });
  });
});

describe('the repository of the pipelines', () => {
  it('stays at the locked commit while only generated files change', async () => {
    const [first] = await server.addRepository(
      'own.git',
      { files: { 'ci/p.yml': '1' } },
      { files: { 'offline/p.yml': '1', 'offline.lock.yml': '1' } },
    );
    const context = { lockedVersion: first ?? null, generatedPaths: ['offline/', 'offline.lock.yml'] };
    const request = gitRequest(`${server.url}/own.git`, { ownRepository: true });
    const now = () => source.resolve(request, { ...surroundings.context, ...context });
    expect((await now()).version).toBe(first);
    const [changed] = await server.addRepository('own.git', { files: { 'offline-notes': '1' } });
    expect((await now()).version).toBe(changed);
  });

  it('moves on when the locked commit is gone', async () => {
    const [only] = await server.addRepository('moved.git', { files: { a: '1' } });
    const request = gitRequest(`${server.url}/moved.git`, { ownRepository: true });
    const context = { ...surroundings.context, lockedVersion: 'f'.repeat(40) };
    expect((await source.resolve(request, context)).version).toBe(only);
  });
});

describe('addresses', () => {
  const hostile = [
    '--upload-pack=touch /tmp/x',
    'ext::sh -c touch% /tmp/x',
    'fd::17',
    'file:///etc',
    '/etc',
    '../sibling',
    'ftp://example.com/x.git',
    'ssh://-oProxyCommand=touch/x',
    '-oProxyCommand=x:y',
    'git@-host:x',
    'https://example.com/a\nb',
    '',
  ];
  it.each(hostile)('refuses %j before git sees it', async (uri) => {
    const request = gitRequest(uri);
    await expect(source.resolve(request, surroundings.context)).rejects.toMatchObject({ code: 'refused' });
  });

  const values: readonly RequestChanges[] = [
    { branch: '--upload-pack=x' },
    { branch: 'a:b' },
    { branch: 'a..b' },
    { ref: '-x' },
    { ref: 'HEAD~1' },
    { select: { paths: ['--output=x'] } },
    { select: { tagFilter: '-d' } },
    { checkout: { fetch: ['+refs/*:refs/*'] } },
    { checkout: { gitConfig: [{ name: 'a\n[core]', value: 'x' }] } },
    { checkout: { sparsePaths: ['a\nb'] } },
  ];
  it.each(values)('refuses %j', async (changes) => {
    await expect(resolve(changes)).rejects.toMatchObject({ code: 'refused' });
  });

  it('are redirected by the configuration', async () => {
    const redirect = (url: string) => url.replace('https://git.example/', `${server.url}/`);
    const request = gitRequest('https://git.example/many.git', { branch: 'old' });
    const resolution = await source.resolve(request, { ...surroundings.context, redirect });
    expect(resolution.version).toBe(ids[5]);
  });

  it('may be local when the caller allows it', async () => {
    const local = createGitSource({ git: createGit(process.env), allowLocal: true });
    const request = gitRequest(`${server.root}/many.git`, { branch: 'old' });
    expect((await local.resolve(request, surroundings.context)).version).toBe(ids[5]);
    await expect(git(server.root, ['rev-parse', '--git-dir'])).rejects.toThrow();
  });
});

describe('credentials', () => {
  it('go to the origin of the resource, also after a redirect within it', async () => {
    const login = await startGitServer({
      login: 'ada:s3cret-word',
      intercept: (request, response) => {
        if (!request.url?.startsWith('/old/')) return false;
        response.writeHead(301, { location: request.url.replace('/old/', '/') }).end();
        return true;
      },
    });
    const [commit] = await login.addRepository('private.git', { files: { a: '1' } });
    const context = { ...surroundings.context, credentials: { username: 'ada', password: 's3cret-word' } };
    const request = gitRequest(`${login.url}/old/private.git`);
    expect((await source.resolve(request, context)).version).toBe(commit);
    await login.close();
  });

  it('never go to where a server redirects to', async () => {
    const other = await startGitServer();
    await other.addRepository('public.git', { files: { a: '1' } });
    const first = await startGitServer({
      intercept: (request, response) => {
        response.writeHead(302, { location: `${other.url}${request.url}` }).end();
        return true;
      },
    });
    const context = { ...surroundings.context, credentials: { username: 'ada', password: 's3cret-word' } };
    await source.resolve(gitRequest(`${first.url}/public.git`), context);
    expect(first.headers[0]?.authorization).toBeDefined();
    expect(other.headers.length).toBeGreaterThan(1);
    expect(other.headers.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    await first.close();
    await other.close();
  });

  it('never go to where the configuration redirects to', async () => {
    const redirect = (url: string) => url.replace('https://git.example/', `${server.url}/`);
    const before = server.headers.length;
    const context = { ...surroundings.context, redirect, credentials: { username: 'a', password: 'b' } };
    await source.resolve(gitRequest('https://git.example/many.git', { branch: 'old' }), context);
    const seen = server.headers.slice(before);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it('that are missing are what the error is about', async () => {
    const login = await startGitServer({ login: 'ada:s3cret-word' });
    await login.addRepository('private.git', { files: { a: '1' } });
    const request = gitRequest(`${login.url}/private.git`);
    await expect(source.resolve(request, surroundings.context)).rejects.toMatchObject({
      code: 'git',
      details: { hint: expect.stringContaining('Check the credentials') },
    });
    await login.close();
  });
});
