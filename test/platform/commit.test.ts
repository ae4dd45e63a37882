import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGit } from '../../src/git/simple-git.ts';
import { checkoutGit } from '../../src/platform/checkout.ts';
import { type CommitRequest, commitToBranch, commitToOwnBranch } from '../../src/platform/commit.ts';
import { commitMessage } from '../../src/platform/own-commit.ts';
import { type GitServer, git, startGitServer } from '../servers/git.ts';

const LOGIN = 'x-access-token:tok-3n-v4lue';
const BASIC = Buffer.from(LOGIN).toString('base64');
const FILES = ['offline/offline-ci.yml', 'offline.lock.yml'];

let server: GitServer;
let temp: string;
let checkout: string;
let bare: string;

beforeEach(async () => {
  server = await startGitServer({ login: LOGIN });
  await server.addRepository('pipelines.git', {
    files: { 'ci/ci.yml': 'jobs: []\n', 'README.md': 'Hello\n' },
  });
  bare = join(server.root, 'pipelines.git');
  await git(bare, ['config', 'http.receivepack', 'true']);
  temp = await mkdtemp(join(tmpdir(), 'commit-test-'));
  checkout = join(temp, 'checkout');
  await git(temp, ['clone', '--quiet', bare, checkout]);
  // What the CI's checkout step leaves behind: a header for the same server, with another token.
  const stale = `AUTHORIZATION: basic ${Buffer.from('x-access-token:stale').toString('base64')}`;
  await git(checkout, ['config', `http.${server.url}/.extraheader`, stale]);
});

afterEach(async () => {
  await server.close();
  await rm(temp, { recursive: true, force: true });
});

async function generate(text: string): Promise<void> {
  await mkdir(join(checkout, 'offline'), { recursive: true });
  await writeFile(join(checkout, 'offline/offline-ci.yml'), text);
  await writeFile(join(checkout, 'offline.lock.yml'), `# ${text}`);
}

function request(env: Readonly<Record<string, string | undefined>> = process.env): CommitRequest {
  return {
    git: checkoutGit(createGit(env)),
    dir: checkout,
    files: FILES,
    target: {
      url: `${server.url}/pipelines.git`,
      header: `Authorization: Basic ${BASIC}`,
      author: { name: 'github-actions[bot]', email: 'bot@example.com' },
      pushOptions: [],
      permissionHint: 'Give the job the permission contents: write.',
    },
    signal: new AbortController().signal,
  };
}

/** Refuses every push like a server with a protected branch. */
async function protectBranches(words: string): Promise<void> {
  const hook = join(bare, 'hooks', 'pre-receive');
  await mkdir(join(bare, 'hooks'), { recursive: true });
  await writeFile(hook, `#!/bin/sh\necho "error: ${words}" >&2\nexit 1\n`);
  await chmod(hook, 0o755);
}

/** Somebody pushes right before each of our pushes arrives, `times` times. */
async function raceEachPush(
  times: number,
  file: string,
  message = (index: number) => `rival ${index}`,
): Promise<void> {
  const rival = join(temp, 'rival');
  await git(temp, ['clone', '--quiet', bare, rival]);
  await mkdir(join(rival, 'offline'), { recursive: true });
  const commits: string[] = [];
  for (let index = 0; index < times; index++) {
    await writeFile(join(rival, file), `rival ${index}\n`);
    await git(rival, ['add', '.']);
    await git(rival, ['commit', '--quiet', '-m', message(index)]);
    commits.push((await git(rival, ['rev-parse', 'HEAD'])).trim());
  }
  await git(rival, ['push', '--quiet', bare, 'HEAD:refs/heads/rival']);
  await writeFile(join(bare, 'rivals'), `${commits.join('\n')}\n`);
  // The ref moves inside the push, after the server offered the old one: the push is refused for that.
  const hook = join(bare, 'hooks', 'pre-receive');
  const script = [
    '#!/bin/sh',
    'unset GIT_QUARANTINE_PATH',
    'next=$(head -n 1 rivals)',
    '[ -z "$next" ] && exit 0',
    'sed -i 1d rivals',
    'git update-ref refs/heads/main "$next"',
  ];
  await mkdir(join(bare, 'hooks'), { recursive: true });
  await writeFile(hook, `${script.join('\n')}\n`);
  await chmod(hook, 0o755);
}

const onServer = async (...args: string[]) => (await git(bare, args)).trim();

it('commits the generated files on top of the branch, as the bot and with the source in a trailer', async () => {
  await generate('one');
  await writeFile(join(checkout, 'scratch.txt'), 'not ours');
  const source = (await git(checkout, ['rev-parse', 'HEAD'])).trim();
  const outcome = await commitToBranch(request(), 'main');
  expect(outcome).toEqual({ kind: 'pushed', sha: await onServer('rev-parse', 'main') });
  expect(await onServer('log', '-1', '--format=%an|%ae|%s|%b', 'main')).toBe(
    `github-actions[bot]|bot@example.com|Update the offline pipelines|Offline-Gen-Source: ${source}`,
  );
  expect(await onServer('diff', '--name-only', 'main~1', 'main')).toBe(
    'offline.lock.yml\noffline/offline-ci.yml',
  );
  expect(await git(checkout, ['status', '--porcelain', '-uno'])).toBe('');
});

it('commits nothing when the branch has the same files already', async () => {
  await generate('one');
  await commitToBranch(request(), 'main');
  await git(checkout, ['fetch', '--quiet', bare, 'main']);
  await git(checkout, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  await generate('one');
  expect(await commitToBranch(request(), 'main')).toEqual({ kind: 'unchanged' });
  expect(
    server.requests.filter((each) => each.startsWith('POST /pipelines.git/git-receive-pack')),
  ).toHaveLength(1);
});

it('deletes a generated file that is gone', async () => {
  await generate('one');
  await commitToBranch(request(), 'main');
  await git(checkout, ['fetch', '--quiet', bare, 'main']);
  await git(checkout, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  await rm(join(checkout, 'offline/offline-ci.yml'));
  await commitToBranch(request(), 'main');
  expect(await onServer('ls-tree', '-r', '--name-only', 'main')).toBe(
    'README.md\nci/ci.yml\noffline.lock.yml',
  );
});

it('works from a subdirectory of the repository', async () => {
  await mkdir(join(checkout, 'ci/offline'));
  await writeFile(join(checkout, 'ci/offline/x.yml'), 'x');
  await commitToBranch({ ...request(), dir: join(checkout, 'ci'), files: ['offline/x.yml'] }, 'main');
  expect(await onServer('diff', '--name-only', 'main~1', 'main')).toBe('ci/offline/x.yml');
});

it('keeps the token out of arguments, addresses and configuration, and wins over a header left there', async () => {
  const log = join(temp, 'argv');
  const real = (await git(temp, ['--exec-path'])).trim();
  await mkdir(join(temp, 'bin'));
  await writeFile(
    join(temp, 'bin/git'),
    `#!/bin/sh\nprintf '%s\\n' "$@" >> '${log}'\nexec '${real}/git' "$@"\n`,
  );
  await chmod(join(temp, 'bin/git'), 0o755);
  await generate('one');
  await commitToBranch(request({ PATH: `${join(temp, 'bin')}:${process.env['PATH']}` }), 'main');
  const written = `${await readFile(log, 'utf8')}${await readFile(join(checkout, '.git/config'), 'utf8')}`;
  expect(written).toContain('push');
  expect(`${written}${server.requests.join('\n')}`).not.toMatch(new RegExp(`tok-3n-v4lue|${BASIC}`));
  expect(
    server.headers.filter(({ authorization }) => authorization === `Basic ${BASIC}`).length,
  ).toBeGreaterThan(0);
});

it('makes its commit again on top of what was pushed meanwhile', async () => {
  await raceEachPush(1, 'README.md');
  await generate('one');
  const outcome = await commitToBranch(request(), 'main');
  expect(outcome).toEqual({ kind: 'pushed', sha: await onServer('rev-parse', 'main') });
  expect(await onServer('log', '--format=%s', '-2', 'main')).toBe('Update the offline pipelines\nrival 0');
  expect(await onServer('show', 'main:README.md')).toBe('rival 0');
});

it('gives up with advice when it is overtaken twice', async () => {
  await raceEachPush(2, 'README.md');
  await generate('one');
  await expect(commitToBranch(request(), 'main')).rejects.toMatchObject({
    code: 'platform',
    details: { hint: expect.stringContaining('commit.mode: pull-request') },
  });
  expect(await onServer('log', '-1', '--format=%s', 'main')).toBe('rival 1');
});

it('replaces what the run of an older commit pushed meanwhile', async () => {
  const older = 'a'.repeat(40);
  await raceEachPush(1, 'offline/offline-ci.yml', () => commitMessage(older));
  await generate('one');
  const outcome = await commitToBranch(request(), 'main');
  expect(outcome).toEqual({ kind: 'pushed', sha: await onServer('rev-parse', 'main') });
  expect(await onServer('show', 'main:offline/offline-ci.yml')).toBe('one');
  expect(await onServer('log', '-1', '--skip=1', '--format=%b', 'main')).toContain(older);
});

it('leaves what the run of a newer commit pushed meanwhile', async () => {
  const [newer = ''] = await server.addRepository('pipelines.git', {
    files: { 'ci/ci.yml': 'jobs: [] # newer\n' },
  });
  await server.addRepository('pipelines.git', {
    message: commitMessage(newer),
    files: { 'offline/offline-ci.yml': 'newer' },
  });
  await generate('one');
  expect(await commitToBranch(request(), 'main')).toEqual({ kind: 'overtaken' });
  expect(await onServer('show', 'main:offline/offline-ci.yml')).toBe('newer');
});

it('puts nothing on a branch that was moved away from its commit', async () => {
  await git(bare, ['update-ref', '-d', 'refs/heads/main']);
  await server.addRepository('pipelines.git', { files: { 'ci/other.yml': 'jobs: []\n' } });
  await generate('one');
  expect(await commitToBranch(request(), 'main')).toEqual({ kind: 'overtaken' });
  expect(await onServer('ls-tree', '-r', '--name-only', 'main')).toBe('ci/other.yml');
});

it('commits on top of what was pushed meanwhile from a checkout without history', async () => {
  await server.addRepository('pipelines.git', { files: { 'README.md': 'More\n' } });
  await rm(checkout, { recursive: true });
  await git(temp, ['clone', '--quiet', '--depth=1', `file://${bare}`, checkout]);
  await raceEachPush(1, 'offline/offline-ci.yml', () => commitMessage('b'.repeat(40)));
  await generate('one');
  expect(await commitToBranch(request(), 'main')).toMatchObject({ kind: 'pushed' });
  expect(await onServer('show', 'main:offline/offline-ci.yml')).toBe('one');
  expect(await onServer('rev-list', '--count', 'main')).toBe('4');
});

it.each([
  'GH006: Protected branch update failed',
  'GH013: Repository rule violations found',
  'GitLab: You are not allowed to push code to protected branches on this project.',
])('explains both ways out of: %s', async (words) => {
  await protectBranches(words);
  await generate('one');
  await expect(commitToBranch(request(), 'main')).rejects.toMatchObject({
    code: 'platform',
    message: 'main is protected and did not take the commit',
    details: { hint: expect.stringMatching(/commit\.mode: pull-request.*token of|token that may bypass/) },
  });
});

it('names the permission when the token may not push', async () => {
  await generate('one');
  const bad = request();
  const target = { ...bad.target, header: 'Authorization: Basic d3Jvbmc6d3Jvbmc=' };
  const pushing = commitToBranch({ ...bad, target }, 'main');
  await expect(pushing).rejects.toMatchObject({
    details: { hint: 'Give the job the permission contents: write.' },
  });
});

it('moves its own branch for a pull request, once for the same files', async () => {
  await generate('one');
  const first = await commitToOwnBranch(request(), 'offline-gen/main');
  expect(await commitToOwnBranch(request(), 'offline-gen/main')).toEqual(first);
  await generate('two');
  const second = await commitToOwnBranch(request(), 'offline-gen/main');
  expect(second).toEqual({ kind: 'pushed', sha: await onServer('rev-parse', 'offline-gen/main') });
  expect(await onServer('rev-list', '--count', 'main..offline-gen/main')).toBe('1');
  const pushes = server.requests.filter((each) => each.startsWith('POST /pipelines.git/git-receive-pack'));
  expect(pushes).toHaveLength(2);
});
