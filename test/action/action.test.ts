import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GitServer, git, startGitServer } from '../servers/git.ts';
import { type GitHubApi, type GitHubApiOptions, startGitHubApi } from '../servers/github-api.ts';
import { act, type Ended, type Event, pullRequestEvent, pushEvent, TOKEN } from './runner.ts';

const LOGIN = `x-access-token:${TOKEN}`;

let temp: string;
let workspace: string;
let server: GitServer;
let api: GitHubApi;
let commits: readonly string[];

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'action-test-'));
  workspace = join(temp, 'workspace');
  server = await startGitServer();
  await server.addRepository('acme/code.git', { files: { 'main.sh': 'echo hello\n' } });
  commits = await server.addRepository('acme/pipelines.git', { files: { 'ci/build.yml': pipeline() } });
  const bare = join(server.root, 'acme/pipelines.git');
  await git(bare, ['config', 'http.receivepack', 'true']);
  await git(temp, ['clone', '--quiet', bare, workspace]);
  await startApi({});
});

afterEach(async () => {
  await Promise.all([server.close(), api.close()]);
  await rm(temp, { recursive: true, force: true });
  expect(api.violations).toEqual([]);
});

async function startApi(options: Partial<GitHubApiOptions>): Promise<void> {
  api = await startGitHubApi({ repository: 'acme/pipelines', token: TOKEN, ...options });
}

function pipeline(extra = ''): string {
  return `resources:
- name: code
  type: git
  source: {uri: ${server.url}/acme/code.git, branch: main}
jobs:
- name: build
  plan:
  - get: code
${extra}`;
}

const NO_NETWORK = { 'no-network': 'true' };
const REPOSITORY = 'acme/pipelines';

function run(event: Event, inputs: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const runner = { temp, workspace, api, serverUrl: server.url, repository: REPOSITORY };
  return act(runner, event, inputs);
}

function pullRequest(fork = false): Event {
  const [sha = ''] = commits;
  return pullRequestEvent(sha, { number: 7, headSha: sha, baseSha: sha, repository: REPOSITORY, fork });
}

function push(ref = 'refs/heads/main'): Event {
  return pushEvent(ref, commits[0] ?? '', REPOSITORY);
}

it('reports a pull request in comment, summary, outputs and annotations', async () => {
  const put = '  - put: elsewhere\n';
  const elsewhere = `- name: elsewhere\n  type: some-unknown-type\n  source: {uri: "https://example.com"}\njobs:`;
  await writeFile(join(workspace, 'ci/build.yml'), pipeline(put).replace('jobs:', elsewhere));
  const ended = await run(pullRequest(), NO_NETWORK);
  expect(ended.exitCode).toBe(1);
  expect(api.comments).toHaveLength(1);
  expect(api.comments[0]?.body).toMatch(/^<!-- offline-gen:report:key=default -->\n/);
  expect(ended.summary).toContain('elsewhere');
  expect(ended.stdout).toMatch(/^::error title=[a-z-]+,file=ci\/build\.yml,line=\d+,col=\d+/m);
  expect(ended.outputs).toMatchObject({ ready: 'false', 'comment-id': '1000' });
  expect(JSON.parse(await readFile(ended.outputs['report-path'] ?? '', 'utf8'))).toMatchObject({
    schemaVersion: 1,
  });
});

it('edits nothing when it runs again on the same commit', async () => {
  await run(pullRequest(), NO_NETWORK);
  await run(pullRequest(), NO_NETWORK);
  expect(api.comments).toHaveLength(1);
  expect(api.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

it('leaves a fork without a comment, with one warning, and does not fail for that', async () => {
  await api.close();
  await startApi({ readOnly: true });
  const ended = await run(pullRequest(true), NO_NETWORK);
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.match(/^::warning::/gm)).toHaveLength(1);
  expect(ended.stdout).toContain('pull-requests: write');
  expect(ended.summary).not.toBe('');
});

it('mirrors on a push, commits the offline pipeline, and finds nothing to do the second time', async () => {
  const store = { store: join(temp, 'store') };
  const first = await run(push(), store);
  expect(first.stdout).toContain('has the generated files');
  expect(first.exitCode).toBe(0);
  expect(first.outputs).toMatchObject({ mirrored: '1', failed: '0', changed: 'true' });
  const bare = join(server.root, 'acme/pipelines.git');
  expect((await git(bare, ['rev-parse', 'main'])).trim()).toBe(first.outputs['commit-sha']);
  expect(await git(bare, ['show', 'main:offline/offline-build.yml'])).toContain('type: s3');
  const authorized = server.headers.filter(
    ({ authorization }) => authorization === `Basic ${Buffer.from(LOGIN).toString('base64')}`,
  );
  expect(authorized.length).toBeGreaterThan(0);

  await git(workspace, ['fetch', '--quiet', bare, 'main']);
  await git(workspace, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  const own = await run(push(), store);
  expect(own.stdout).toContain('This commit only updates the generated files.');
  await server.addRepository('acme/pipelines.git', { files: { 'README.md': 'Hello\n' } });
  await git(workspace, ['fetch', '--quiet', bare, 'main']);
  await git(workspace, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  const again = await run(push(), store);
  expect(again.exitCode).toBe(0);
  expect(again.outputs).toMatchObject({ mirrored: '0', changed: 'false' });
});

it('runs a tag under its name', async () => {
  const store = join(temp, 'store');
  const ended = await run(push('refs/tags/v1.0.0'), { store });
  expect(ended.exitCode).toBe(0);
  expect(ended.outputs).toMatchObject({ 'run-id': 'v1.0.0' });
  expect(await readFile(join(store, 'runs/v1.0.0/manifest.json'), 'utf8')).toContain('"v1.0.0"');
});

it.each(['run', 'mirror'])('refuses to %s on a pull request', async (mode) => {
  await mkdir(join(temp, 'store'));
  const ended = await run(pullRequest(), { mode, store: join(temp, 'store') });
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toMatch(/^::error::Mirroring is refused on the event pull_request/m);
});

it('says in one line what is wrong with an input, and writes the summary all the same', async () => {
  const ended = await run(push(), { mode: 'mirorr' });
  expect(ended.exitCode).toBe(2);
  const [error, ...more] = ended.stdout.split('\n').filter((line) => line.startsWith('::error::'));
  expect(error).toBe(
    '::error::Input mode: "mirorr" is not possible. Use analyze, mirror, generate, verify, run, auto.',
  );
  expect(more).toEqual([]);
  expect(ended.stdout).not.toMatch(/^\s+at /m);
  expect(ended.summary).toContain('mirorr');
});

it('masks the token before it says anything else', async () => {
  const ended = await run(pullRequest(), NO_NETWORK);
  const [first, second, ...rest] = ended.stdout.split('\n');
  expect(first).toBe(`::add-mask::${TOKEN}`);
  expect(second).toBe(`::add-mask::${Buffer.from(LOGIN).toString('base64')}`);
  expect(rest.join('\n')).not.toContain(TOKEN);
});
