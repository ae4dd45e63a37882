import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AutoHost, auto } from '../../src/commands/auto.ts';
import { parseInputs } from '../../src/commands/inputs.ts';
import type { CommandResult, Io } from '../../src/commands/io.ts';
import type { Options } from '../../src/commands/options.ts';
import { EMPTY_LOCK } from '../../src/model/lock.ts';
import { serializeLock } from '../../src/model/lock-file.ts';
import { finding } from '../../src/model/rules.ts';
import type { Annotation } from '../../src/platform/platform.ts';
import { type GitServer, git, startGitServer } from '../servers/git.ts';
import { type GitHubApi, startGitHubApi } from '../servers/github-api.ts';
import { type GitLabApi, startGitLabApi } from '../servers/gitlab-api.ts';

const TOKEN = 'tok-3n-v4lue';

let temp: string;
let checkout: string;
let server: GitServer;
let gitHub: GitHubApi;
let gitLab: GitLabApi;
let commits: readonly string[];

beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'auto-test-'));
  checkout = join(temp, 'checkout');
  server = await startGitServer();
  gitHub = await startGitHubApi({ repository: 'acme/pipelines', token: TOKEN });
  gitLab = await startGitLabApi({ project: '11', token: TOKEN });
  commits = await server.addRepository('acme/pipelines.git', { files: { 'ci/x.yml': 'jobs: []\n' } });
  const bare = join(server.root, 'acme/pipelines.git');
  await git(bare, ['config', 'http.receivepack', 'true']);
  await git(bare, ['config', 'receive.advertisePushOptions', 'true']);
  await git(temp, ['clone', '--quiet', bare, checkout]);
});

afterEach(async () => {
  await Promise.all([server.close(), gitHub.close(), gitLab.close()]);
  await rm(temp, { recursive: true, force: true });
  expect([...gitHub.violations, ...gitLab.violations]).toEqual([]);
});

interface Shown {
  readonly exitCode: number;
  readonly outputs: ReadonlyMap<string, string>;
  readonly annotations: readonly Annotation[];
  readonly summary: string;
  readonly stdout: string;
  readonly log: readonly string[];
  /** Options that the command was called with; undefined when none ran. */
  readonly called: Options | undefined;
}

/** Runs `auto` like the action; the command itself is played. */
async function act(
  env: Record<string, string>,
  inputs: Record<string, string> = {},
  result = analysis(),
): Promise<Shown> {
  const outputs = new Map<string, string>();
  const annotations: Annotation[] = [];
  const log: string[] = [];
  const said = { summary: '', stdout: '' };
  let called: Options | undefined;
  const io: Io = {
    env: { PATH: process.env['PATH'], ...env },
    stdout: (text) => {
      said.stdout += text;
    },
    log: {
      debug: () => undefined,
      info: (text) => log.push(text),
      warn: (text) => log.push(text),
      progress: () => undefined,
    },
    signal: new AbortController().signal,
    now: () => new Date(0),
  };
  const parsed = parseInputs((name) => inputs[name] ?? (name === 'github-token' ? TOKEN : ''), checkout);
  const host: AutoHost = {
    inputs: env['GITHUB_ACTIONS'] === undefined ? null : parsed,
    surface: {
      annotate: (list) => annotations.push(...list),
      summary: async (markdown) => {
        said.summary += markdown;
      },
      output: (name, value) => outputs.set(name, value),
    },
    runCommand: async (_, options) => {
      called = options;
      return result;
    },
  };
  const exitCode = await auto(parsed.options, io, host);
  return { exitCode, outputs, annotations, log, called, ...said };
}

function analysis(): CommandResult {
  const findings = [finding('put-outside', 'Puts outside.', { file: 'ci/x.yml', line: 1, column: 1 })];
  return {
    report: {
      tool: { name: 'offline-gen', version: '0' },
      inventory: { sources: [], artifacts: [], findings },
      tasks: [],
      lock: null,
      run: null,
      reproduce: 'offline-gen analyze',
      linkTo: null,
    },
    exitCode: 1,
  };
}

async function mirroring(): Promise<CommandResult> {
  await mkdir(join(checkout, 'offline'));
  await writeFile(join(checkout, 'offline/offline-x.yml'), 'jobs: []\n');
  const run = {
    runId: 'r1',
    manifestKey: 'runs/r1/manifest.json',
    storeUrl: 's3://bucket',
    artifacts: [],
    lockChanged: true,
    files: ['offline/offline-x.yml'],
  };
  const { report } = analysis();
  return { report: { ...report, inventory: { ...report.inventory, findings: [] }, run }, exitCode: 0 };
}

async function gitHubEvent(name: string, ref: string, payload: object): Promise<Record<string, string>> {
  const path = join(temp, 'event.json');
  await writeFile(path, JSON.stringify({ repository: { default_branch: 'main' }, ...payload }));
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: gitHub.apiUrl,
    GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    GITHUB_SERVER_URL: server.url,
    GITHUB_REPOSITORY: 'acme/pipelines',
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: path,
    GITHUB_REF: ref,
    GITHUB_SHA: commits[0] ?? '',
    RUNNER_TEMP: temp,
  };
}

function pullRequest(baseSha = commits[0]): Promise<Record<string, string>> {
  const head = { sha: commits[0], repo: { id: 1 } };
  const base = { sha: baseSha, ref: 'main', repo: { id: 1 } };
  return gitHubEvent('pull_request', 'refs/pull/7/merge', { pull_request: { number: 7, head, base } });
}

it('reports a pull request everywhere, and treats it as untrusted', async () => {
  const shown = await act(await pullRequest());
  expect(shown.exitCode).toBe(1);
  expect(shown.called).toMatchObject({ command: 'analyze', untrusted: true });
  expect(gitHub.comments).toHaveLength(1);
  expect(gitHub.comments[0]?.body).toContain(`/blob/${commits[0]}/ci/x.yml#L1`);
  expect(shown.annotations).toMatchObject([{ level: 'error', file: 'ci/x.yml', title: 'put-outside' }]);
  expect(shown.summary).toContain('Puts outside');
  expect(shown.stdout).toContain('Puts outside');
  expect(Object.fromEntries(shown.outputs)).toMatchObject({
    ready: 'false',
    changed: 'false',
    'comment-id': '1000',
  });
  const report = JSON.parse(await readFile(shown.outputs.get('report-path') ?? '', 'utf8'));
  expect(report).toMatchObject({ schemaVersion: 1 });
});

it('posts no comment when it shall not', async () => {
  await act(await pullRequest(), { comment: 'false' });
  await act(await pullRequest(), { 'dry-run': 'true' });
  expect(gitHub.calls).toEqual([]);
});

it.each(['run', 'mirror'])('refuses to %s on a pull request before anything runs', async (mode) => {
  await expect(act(await pullRequest(), { mode })).rejects.toMatchObject({ code: 'refused' });
});

it('runs on a push to a trigger branch and commits what was generated', async () => {
  const shown = await act(await gitHubEvent('push', 'refs/heads/main', {}), {}, await mirroring());
  expect(shown.exitCode).toBe(0);
  expect(shown.called).toMatchObject({ command: 'run', untrusted: false, runId: null });
  const bare = join(server.root, 'acme/pipelines.git');
  expect((await git(bare, ['rev-parse', 'main'])).trim()).toBe(shown.outputs.get('commit-sha'));
  expect(await git(bare, ['show', 'main:offline/offline-x.yml'])).toBe('jobs: []\n');
  expect(Object.fromEntries(shown.outputs)).toMatchObject({ changed: 'true', 'run-id': 'r1' });
  expect(gitHub.calls).toEqual([]);
});

it('opens a pull request with the files when the configuration asks for one', async () => {
  await writeFile(join(checkout, '.offline-gen.yml'), 'commit: { mode: pull-request }\n');
  const shown = await act(await gitHubEvent('push', 'refs/heads/main', {}), {}, await mirroring());
  expect(gitHub.pulls).toMatchObject([{ head: 'offline-gen/main', base: 'main' }]);
  expect(shown.outputs.get('pull-request-url')).toBe('https://github.example/pull/40');
  const bare = join(server.root, 'acme/pipelines.git');
  expect((await git(bare, ['rev-parse', 'main'])).trim()).toBe(commits[0]);
});

it('commits nothing from a run that did not succeed', async () => {
  const result = await mirroring();
  const event = await gitHubEvent('push', 'refs/heads/main', {});
  const shown = await act(event, {}, { ...result, exitCode: 3 });
  expect(shown.exitCode).toBe(3);
  expect(shown.log).toContain('Nothing is committed: the run did not succeed.');
  expect(shown.outputs.has('commit-sha')).toBe(false);
});

it('runs a tag under its name and commits nothing', async () => {
  const shown = await act(await gitHubEvent('push', 'refs/tags/v1.0', {}), {}, await mirroring());
  expect(shown.called).toMatchObject({ command: 'run', runId: 'v1.0' });
  expect(shown.outputs.has('commit-sha')).toBe(false);
  expect(shown.log.join('\n')).toContain('no branch gets them');
});

it('does nothing about its own commit', async () => {
  const message = `Update the offline pipelines\n\nOffline-Gen-Source: ${commits[0]}\n`;
  await git(checkout, ['commit', '--quiet', '--allow-empty', '-m', message]);
  const shown = await act(await gitHubEvent('push', 'refs/heads/main', {}));
  expect(shown.called).toBeUndefined();
  expect(shown.exitCode).toBe(0);
  expect(shown.summary).toContain('nothing to do');
});

it('compares with the lock of the base branch, not with the one in the checkout', async () => {
  await writeFile(join(checkout, 'offline.lock.yml'), serializeLock(EMPTY_LOCK));
  await git(checkout, ['add', '.']);
  await git(checkout, ['commit', '--quiet', '-m', 'lock']);
  const base = (await git(checkout, ['rev-parse', 'HEAD'])).trim();
  await writeFile(join(checkout, 'offline.lock.yml'), 'not a lock');
  const shown = await act(await pullRequest(base));
  expect(shown.summary).toContain(`main at ${base.slice(0, 7)}`);
});

const mergeRequest = () => ({
  CI_API_V4_URL: gitLab.apiUrl,
  CI_PROJECT_ID: '11',
  CI_PROJECT_URL: `${server.url}/acme/pipelines`,
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '11',
  CI_COMMIT_SHA: commits[0] ?? '',
});

it('writes the files that GitLab shows, and a note when there is a token', async () => {
  await act({ ...mergeRequest(), OFFLINE_GEN_TOKEN: TOKEN });
  expect(gitLab.notes).toHaveLength(1);
  const quality = JSON.parse(await readFile(join(checkout, 'gl-code-quality-report.json'), 'utf8'));
  expect(quality).toMatchObject([{ check_name: 'put-outside', location: { path: 'ci/x.yml' } }]);
  expect(await readFile(join(checkout, 'offline-gen-report.md'), 'utf8')).toContain('Puts outside');
  expect(JSON.parse(await readFile(join(checkout, 'offline-gen-report.json'), 'utf8'))).toHaveProperty(
    'summary',
  );
});

it('writes those files at the root of the repository when the pipelines are further down', async () => {
  await act({ ...mergeRequest(), OFFLINE_GEN_WORKING_DIRECTORY: 'ci' });
  const quality = JSON.parse(await readFile(join(checkout, 'gl-code-quality-report.json'), 'utf8'));
  expect(quality).toMatchObject([{ location: { path: 'ci/ci/x.yml' } }]);
});

it('gives one hint instead of the note when GitLab has no token for it', async () => {
  const shown = await act(mergeRequest());
  expect(shown.log.filter((line) => line.includes('OFFLINE_GEN_TOKEN'))).toHaveLength(1);
  expect(gitLab.calls).toEqual([]);
});

it('commits on the default branch of GitLab, so that no pipeline follows', async () => {
  const hook = join(server.root, 'acme/pipelines.git/hooks/pre-receive');
  await mkdir(join(hook, '..'), { recursive: true });
  await writeFile(hook, '#!/bin/sh\necho "$GIT_PUSH_OPTION_0" > options\n', { mode: 0o755 });
  const env = {
    ...mergeRequest(),
    CI_MERGE_REQUEST_IID: '',
    CI_PIPELINE_SOURCE: 'push',
    CI_COMMIT_BRANCH: 'main',
  };
  const shown = await act({ ...env, CI_JOB_TOKEN: 'job-t0ken' }, {}, await mirroring());
  expect(shown.outputs.get('commit-sha')).toMatch(/^[0-9a-f]{40}$/);
  expect(await readFile(join(server.root, 'acme/pipelines.git/options'), 'utf8')).toBe('ci.skip\n');
  const basic = `Basic ${Buffer.from('gitlab-ci-token:job-t0ken').toString('base64')}`;
  expect(server.headers.some(({ authorization }) => authorization === basic)).toBe(true);
});

it('says that it belongs into a CI', async () => {
  await expect(act({})).rejects.toThrow(/this is no CI job/);
});
