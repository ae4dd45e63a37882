import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type GitServer, git, startGitServer } from '../servers/git.ts';
import { type GitHubApi, type GitHubApiOptions, startGitHubApi } from '../servers/github-api.ts';

/** The action as GitHub starts it: the committed bundle, in a process of its own. */
const BUNDLE = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
const TOKEN = 'tok-3n-v4lue';
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

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts the bundle with the files and variables that the runner provides. */
async function act(
  event: { readonly name: string; readonly ref: string; readonly payload: object },
  inputs: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const files = {
    event: join(temp, 'event.json'),
    output: join(temp, 'output'),
    summary: join(temp, 'summary'),
  };
  await writeFile(files.event, JSON.stringify({ repository: { default_branch: 'main' }, ...event.payload }));
  await Promise.all([writeFile(files.output, ''), writeFile(files.summary, '')]);
  const given = Object.entries({ 'github-token': TOKEN, ...inputs });
  const env = {
    PATH: process.env['PATH'],
    ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: api.apiUrl,
    GITHUB_GRAPHQL_URL: api.graphqlUrl,
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: 'acme/pipelines',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: files.event,
    GITHUB_REF: event.ref,
    GITHUB_SHA: commits[0],
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: temp,
  };
  const { exitCode, stdout } = await new Promise<{ exitCode: number; stdout: string }>((done) => {
    const child = execFile(process.execPath, [BUNDLE], { cwd: workspace, env }, (_, stdout, stderr) =>
      done({ exitCode: child.exitCode ?? -1, stdout: stdout + stderr }),
    );
  });
  const outputs = parseOutputs(await readFile(files.output, 'utf8'));
  return { exitCode, stdout, summary: await readFile(files.summary, 'utf8'), outputs };
}

/** `name<<delimiter`, the value, the delimiter. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const entries = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]));
}

function pullRequest(fork = false) {
  const head = { ref: 'feature', sha: commits[0], repo: { id: fork ? 2 : 1 } };
  const base = { ref: 'main', sha: commits[0], repo: { id: 1 } };
  const payload = { action: 'opened', number: 7, pull_request: { number: 7, head, base } };
  return { name: 'pull_request', ref: 'refs/pull/7/merge', payload };
}

const PUSH = { name: 'push', ref: 'refs/heads/main', payload: {} };
const NO_NETWORK = { 'no-network': 'true' };

it('reports a pull request in comment, summary, outputs and annotations', async () => {
  const put = '  - put: elsewhere\n';
  const elsewhere = `- name: elsewhere\n  type: some-unknown-type\n  source: {uri: "https://example.com"}\njobs:`;
  await writeFile(join(workspace, 'ci/build.yml'), pipeline(put).replace('jobs:', elsewhere));
  const ended = await act(pullRequest(), NO_NETWORK);
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
  await act(pullRequest(), NO_NETWORK);
  await act(pullRequest(), NO_NETWORK);
  expect(api.comments).toHaveLength(1);
  expect(api.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

it('leaves a fork without a comment, with one warning, and does not fail for that', async () => {
  await api.close();
  await startApi({ readOnly: true });
  const ended = await act(pullRequest(true), NO_NETWORK);
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.match(/^::warning::/gm)).toHaveLength(1);
  expect(ended.stdout).toContain('pull-requests: write');
  expect(ended.summary).not.toBe('');
});

it('obeys no workflow command that a pull request smuggles into the report', async () => {
  const file = 'ci/::error::owned.yml';
  await writeFile(join(workspace, file), '::add-mask::x\n##[error]owned\njobs: [');
  const ended = await act(pullRequest(), { ...NO_NETWORK, pipeline: file });
  const live = ended.stdout.replace(/^::stop-commands::(.*)\n[\s\S]*?^::\1::$/gm, '');
  expect(live).not.toMatch(/^\s*::(error::owned|add-mask::x)|##\[error\]/m);
});

it('mirrors on a push, commits the offline pipeline, and finds nothing to do the second time', async () => {
  const store = { store: join(temp, 'store') };
  const first = await act(PUSH, store);
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
  const own = await act(PUSH, store);
  expect(own.stdout).toContain('This commit only updates the generated files.');
  await server.addRepository('acme/pipelines.git', { files: { 'README.md': 'Hello\n' } });
  await git(workspace, ['fetch', '--quiet', bare, 'main']);
  await git(workspace, ['reset', '--quiet', '--hard', 'FETCH_HEAD']);
  const again = await act(PUSH, store);
  expect(again.exitCode).toBe(0);
  expect(again.outputs).toMatchObject({ mirrored: '0', changed: 'false' });
});

it('runs a tag under its name', async () => {
  const store = join(temp, 'store');
  const ended = await act({ name: 'push', ref: 'refs/tags/v1.0.0', payload: {} }, { store });
  expect(ended.exitCode).toBe(0);
  expect(ended.outputs).toMatchObject({ 'run-id': 'v1.0.0' });
  expect(await readFile(join(store, 'runs/v1.0.0/manifest.json'), 'utf8')).toContain('"v1.0.0"');
});

it.each(['run', 'mirror'])('refuses to %s on a pull request', async (mode) => {
  await mkdir(join(temp, 'store'));
  const ended = await act(pullRequest(), { mode, store: join(temp, 'store') });
  expect(ended.exitCode).toBe(2);
  expect(ended.stdout).toMatch(/^::error::Mirroring is refused on the event pull_request/m);
});

it('says in one line what is wrong with an input, and writes the summary all the same', async () => {
  const ended = await act(PUSH, { mode: 'mirorr' });
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
  const ended = await act(pullRequest(), NO_NETWORK);
  const [first, second, ...rest] = ended.stdout.split('\n');
  expect(first).toBe(`::add-mask::${TOKEN}`);
  expect(second).toBe(`::add-mask::${Buffer.from(LOGIN).toString('base64')}`);
  expect(rest.join('\n')).not.toContain(TOKEN);
});
