import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, readlink, stat, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/simple-git.ts';
import { createGitSource } from '../../../src/sources/git/source.ts';
import type { SourceContext } from '../../../src/sources/source.ts';
import { FIRST_DATE, type GitServer, git, startGitServer } from '../../servers/git.ts';
import { gitRequest, type RequestChanges, type TestContext, testContext } from './context.ts';
import { fetchBytes, unpack } from './unpack.ts';

let server: GitServer;
let surroundings: TestContext;
/** Commits of `app.git`: three of `main`, one of `side`. */
let ids: readonly string[];
const source = createGitSource({ git: createGit(process.env), allowLocal: false });

const SCRIPT = { text: '#!/bin/sh\n', mode: '100755' } as const;
const LINK = { text: 'README', mode: '120000' } as const;

beforeAll(async () => {
  server = await startGitServer();
  surroundings = await testContext();
  ids = await server.addRepository(
    'app.git',
    { files: { README: 'one\n', 'ci/run.sh': SCRIPT, latest: LINK }, tag: 'v1.0.0' },
    {
      files: { README: 'two\n', 'dir/ä b': 'x' },
      message: 'Second\n\nwith a body\n',
      author: 'Grace "G" Höpper <grace@example.com>',
      committer: 'Ada <ada@example.com>',
    },
    { files: { empty: '' }, annotatedTag: 'v2.0.0', message: 'Third' },
    { branch: 'side', from: 'main', files: { side: '1' }, tag: 'v3.0.0-side' },
  );
});

afterAll(async () => {
  await surroundings.close();
  await server.close();
});

async function get(name: string, changes: RequestChanges = {}, context: Partial<SourceContext> = {}) {
  const request = gitRequest(`${server.url}/${name}`, changes);
  const full = { ...surroundings.context, ...context };
  return unpack(await fetchBytes(source, request, full), surroundings.context.temp);
}

function info(directory: string, name: string): Promise<string> {
  return readFile(join(directory, '.git', name), 'utf8');
}

async function refsOf(directory: string): Promise<readonly string[]> {
  return (await git(directory, ['for-each-ref', '--format=%(refname)'])).trimEnd().split('\n');
}

describe('what get leaves', () => {
  it('has the files of the commit, and a repository that is clean wherever it is unpacked', async () => {
    const directory = await get('app.git');
    expect((await readdir(directory)).sort()).toEqual(['.git', 'README', 'ci', 'dir', 'empty', 'latest']);
    expect(await readFile(join(directory, 'README'), 'utf8')).toBe('two\n');
    expect(await readlink(join(directory, 'latest'))).toBe('README');
    expect((await stat(join(directory, 'ci/run.sh'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(directory, 'README'))).mode & 0o777).toBe(0o644);
    // Before anything refreshes the index.
    await git(directory, ['diff-index', '--quiet', 'HEAD']);
    await git(directory, ['diff-files', '--quiet']);
    expect(await git(directory, ['status', '--porcelain'])).toBe('');
    expect(await git(directory, ['fsck', '--strict'])).toBe('');
    expect(await git(directory, ['log', '--format=%H'])).toBe(`${ids[2]}\n${ids[1]}\n${ids[0]}\n`);
    expect(await git(directory, ['rev-parse', '--abbrev-ref', 'HEAD'])).toBe('HEAD\n');
    expect(await git(directory, ['remote', 'get-url', 'origin'])).toBe(`${server.url}/app.git\n`);
  });

  it('has the refs of a single-branch clone', async () => {
    const directory = await get('app.git');
    expect(await refsOf(directory)).toEqual([
      'refs/heads/main',
      'refs/remotes/origin/HEAD',
      'refs/remotes/origin/main',
      'refs/tags/v1.0.0',
      'refs/tags/v2.0.0',
    ]);
    expect(await git(directory, ['cat-file', '-t', 'v2.0.0'])).toBe('tag\n');
  });

  it('has the resource’s files about the commit', async () => {
    const directory = await get('app.git', { ref: ids[1] ?? '' });
    const date = '2020-01-01 00:01:00 +0000';
    const id = ids[1] ?? '';
    const files: Readonly<Record<string, string>> = {
      ref: `${id}\n`,
      short_ref: id.slice(0, 7),
      committer: 'grace@example.com',
      committer_name: 'Grace "G" Höpper',
      commit_message: 'Second\n\nwith a body\n',
      commit_timestamp: `${date}\n`,
      describe_ref: `${id.slice(0, 7)}\n`,
      commit: `${id}\n`,
      author: 'Grace "G" Höpper\n',
      author_date: `${date}\n`,
      branch: 'main\n',
      tags: '',
      committer_date: '',
      url: '',
    };
    for (const [name, content] of Object.entries(files))
      expect([name, await info(directory, name)]).toEqual([name, content]);
    expect(JSON.parse(await info(directory, 'metadata.json'))).toEqual([
      { name: 'commit', value: id },
      { name: 'author', value: 'Grace "G" Höpper' },
      { name: 'author_date', value: date, type: 'time' },
      { name: 'branch', value: 'main' },
      { name: 'message', value: 'Second\n\nwith a body\n', type: 'message' },
    ]);
  });

  it('names the tag that was resolved', async () => {
    const directory = await get('app.git', {
      branch: null,
      select: { tagFilter: 'v*', includeCiSkipped: true },
    });
    expect(await info(directory, 'ref')).toBe('v3.0.0-side\n');
    expect(await info(directory, 'short_ref')).toBe('v3.0.0-');
    expect(await info(directory, 'commit')).toBe(`${ids[3]}\n`);
    expect(await info(directory, 'tags')).toBe('v3.0.0-side\n');
    expect(await info(directory, 'committer_date')).toBe('2020-01-01 00:03:00 +0000\n');
  });

  it('formats names and dates as asked', async () => {
    const directory = await get('app.git', {
      checkout: {
        shortRefFormat: 'dev-%s',
        timestampFormat: 'format:%Y%m%d',
        describeRefOptions: '--tags --long --abbrev=8',
      },
    });
    expect(await info(directory, 'short_ref')).toBe(`dev-${ids[2]?.slice(0, 7)}`);
    expect(await info(directory, 'commit_timestamp')).toBe('20200101\n');
    expect(await info(directory, 'describe_ref')).toBe(`v2.0.0-0-g${ids[2]?.slice(0, 8)}\n`);
  });

  it('is as deep as asked', async () => {
    const directory = await get('app.git', { checkout: { depth: 2 } });
    expect(await git(directory, ['rev-list', '--count', 'HEAD'])).toBe('2\n');
    expect(await info(directory, 'shallow')).toBe(`${ids[1]}\n`);
    expect(await git(directory, ['fsck'])).toBe('');
  });

  it('has tags as asked', async () => {
    const tags = async (changes: RequestChanges) =>
      (await refsOf(await get('app.git', changes))).filter((name) => name.startsWith('refs/tags/'));
    expect(await tags({ checkout: { fetchTags: false } })).toEqual([]);
    expect(await tags({ checkout: { cleanTags: true } })).toEqual([]);
    expect(await tags({ checkout: { fetchTags: true } })).toHaveLength(3);
  });

  it('has further branches as asked', async () => {
    const more = await get('app.git', { checkout: { fetch: ['side'] } });
    expect(await git(more, ['rev-parse', 'refs/heads/side'])).toBe(`${ids[3]}\n`);
    expect(await refsOf(more)).not.toContain('refs/tags/v3.0.0-side');
    const all = await get('app.git', { checkout: { allBranches: true } });
    expect(await git(all, ['rev-parse', 'refs/remotes/origin/side'])).toBe(`${ids[3]}\n`);
    expect(await git(all, ['config', 'remote.origin.fetch'])).toBe('+refs/heads/*:refs/remotes/origin/*\n');
  });

  it('has only the sparse paths', async () => {
    const directory = await get('app.git', { checkout: { sparsePaths: ['ci'] } });
    expect((await readdir(directory)).sort()).toEqual(['.git', 'ci']);
    expect(await git(directory, ['config', 'core.sparseCheckout'])).toBe('true\n');
    expect(await git(directory, ['status', '--porcelain'])).toBe('');
    await git(directory, ['diff-index', '--quiet', 'HEAD']);
  });

  it('has the configuration of the resource, which never takes effect while it is made', async () => {
    const proof = join(surroundings.context.temp, 'proof');
    const command = `touch ${proof}`;
    const gitConfig = [
      { name: 'core.fsmonitor', value: command },
      { name: 'core.hooksPath', value: '/tmp; x "y"' },
      { name: 'user.name', value: 'Robot' },
      { name: 'url.https://x y/.insteadOf', value: 'a' },
    ];
    const directory = await get('app.git', { checkout: { gitConfig } });
    const config = join(directory, '.git/config');
    for (const { name, value } of gitConfig) {
      expect(await git('/', ['config', '--file', config, name])).toBe(`${value}\n`);
    }
    await expect(stat(proof)).rejects.toThrow();
  });

  it('lets the three files of the s3 resource pass as ignored', async () => {
    const directory = await get('app.git');
    expect(await info(directory, 'info/exclude')).toBe('/version\n/url\n/s3_uri\n');
  });

  it('has one time for everything, and nothing of git’s leftovers', async () => {
    const directory = await get('app.git');
    for (const name of ['README', 'latest', 'dir', '.git/index', '.git/HEAD']) {
      expect((await lstat(join(directory, name))).mtimeMs).toBe((FIRST_DATE + 120) * 1000);
    }
    const names = await readdir(join(directory, '.git'));
    expect(
      names.filter((name) => /^([A-Z]+_HEAD|logs|branches|offline-gen.*|tag-names)$/.test(name)),
    ).toEqual([]);
    expect(await readdir(join(directory, '.git/objects'))).toEqual(['info', 'pack']);
    expect(await readdir(join(directory, '.git/objects/pack'))).toHaveLength(2);
  });

  it.each(['version', 'url', 's3_uri'])('is refused when the tree has %s at its root', async (name) => {
    const repository = `collides-${name}.git`;
    await server.addRepository(repository, { files: { [`${name}/x`]: '1' } });
    const before = await readdir(surroundings.context.temp);
    await expect(get(repository)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining(`has an entry "${name}" at its root`),
    });
    expect(await readdir(surroundings.context.temp)).toEqual(before);
  });

  it('has pointers in place of large files when they are not wanted, else needs git-lfs', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\n';
    await server.addRepository('large.git', {
      files: { '.gitattributes': '*.bin filter=lfs -text\n', 'a.bin': pointer },
    });
    const directory = await get('large.git', { checkout: { disableGitLfs: true } });
    expect(await readFile(join(directory, 'a.bin'), 'utf8')).toBe(pointer);
    const bin = join(surroundings.context.temp, 'bin');
    await mkdir(bin);
    const whereGitIs = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'git'));
    await symlink(whereGitIs.find((file) => existsSync(file)) ?? '', join(bin, 'git'));
    const bare = createGitSource({ git: createGit({ PATH: bin }), allowLocal: false });
    const fetching = fetchBytes(bare, gitRequest(`${server.url}/large.git`), surroundings.context);
    await expect(fetching).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('git-lfs is not installed'),
    });
  });
});

describe('the archive', () => {
  it('is the same bytes every time, from differently packed servers, and after the branch moved on', async () => {
    const request = (url: string) => gitRequest(`${url}/app.git`, { ref: ids[2] ?? '' });
    const redirect = (to: GitServer) => (url: string) => url.replace(server.url, to.url);
    const first = await fetchBytes(source, request(server.url), surroundings.context);
    const second = await fetchBytes(source, request(server.url), surroundings.context);
    expect(second.equals(first)).toBe(true);

    const other = await startGitServer();
    await git(other.root, ['clone', '--quiet', '--mirror', join(server.root, 'app.git'), 'app.git']);
    await git(join(other.root, 'app.git'), [
      '-c',
      'pack.compression=0',
      'repack',
      '-adF',
      '--depth=1',
      '--window=1',
    ]);
    await other.addRepository('app.git', { files: { later: '1' }, date: FIRST_DATE + 999 });
    const elsewhere = { ...surroundings.context, redirect: redirect(other) };
    const third = await fetchBytes(source, request(server.url), elsewhere);
    expect(third.equals(first)).toBe(true);
    await other.close();
  });

  it('is the same from a server that gives out whole branches only', async () => {
    const old = await startGitServer({ old: true });
    await git(old.root, ['clone', '--quiet', '--mirror', join(server.root, 'app.git'), 'app.git']);
    const request = gitRequest(`${server.url}/app.git`, { ref: ids[1] ?? '' });
    const redirect = (url: string) => url.replace(server.url, old.url);
    const first = await fetchBytes(source, request, surroundings.context);
    const second = await fetchBytes(source, request, { ...surroundings.context, redirect });
    const lists = await Promise.all(
      [first, second].map(async (archive) => {
        const directory = await unpack(archive, surroundings.context.temp);
        return git(directory, ['rev-list', '--objects', '--all']);
      }),
    );
    expect(lists[1]).toBe(lists[0]);
    await old.close();
  });

  it('leaves nothing behind', async () => {
    const { context, close } = await testContext();
    await fetchBytes(source, gitRequest(`${server.url}/app.git`), context);
    expect(await readdir(context.temp)).toEqual([]);
    await close();
  });
});
