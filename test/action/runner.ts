import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INPUTS } from '../../src/commands/inputs.ts';
import type { GitHubApi } from '../servers/github-api.ts';

/** The action as GitHub starts it: the committed bundle, in a process of its own. */
const BUNDLE = fileURLToPath(new URL('../../dist/index.js', import.meta.url));
export const TOKEN = 'tok-3n-v4lue';

/** What a runner knows besides the event. */
export interface Runner {
  /** Directory for the runner's own files. */
  readonly temp: string;
  readonly workspace: string;
  readonly api: GitHubApi;
  /** Address that `repository` can be pushed below. */
  readonly serverUrl: string;
  /** `owner/name` */
  readonly repository: string;
  /** The job's own variables. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Event {
  readonly name: string;
  readonly ref: string;
  readonly sha: string;
  /** Target branch of a pull request, else empty. */
  readonly base: string;
  readonly payload: object;
}

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Starts the bundle with the files and variables that a runner provides. */
export async function act(
  runner: Runner,
  event: Event,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const files = {
    event: join(runner.temp, 'event.json'),
    output: join(runner.temp, 'output'),
    summary: join(runner.temp, 'summary'),
  };
  await writeFile(files.event, JSON.stringify(event.payload));
  await Promise.all([writeFile(files.output, ''), writeFile(files.summary, '')]);
  const given: Readonly<Record<string, string>> = { 'github-token': TOKEN, ...inputs };
  const env = {
    PATH: process.env['PATH'],
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    // Every input of the action is there; one that is not given is empty.
    ...Object.fromEntries(INPUTS.map((name) => [`INPUT_${name.toUpperCase()}`, given[name] ?? ''])),
    ...serviceVariables(runner, event),
    GITHUB_EVENT_PATH: files.event,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    ...runner.env,
  };
  const { exitCode, stdout } = await start(runner.workspace, env);
  const outputs = parseOutputs(await readFile(files.output, 'utf8'));
  return { exitCode, stdout, summary: await readFile(files.summary, 'utf8'), outputs };
}

function serviceVariables(runner: Runner, { name, ref, sha, base }: Event): Readonly<Record<string, string>> {
  const { api, serverUrl, repository, temp, workspace } = runner;
  return {
    GITHUB_API_URL: api.apiUrl,
    GITHUB_GRAPHQL_URL: api.graphqlUrl,
    GITHUB_SERVER_URL: serverUrl,
    GITHUB_REPOSITORY: repository,
    GITHUB_RUN_ID: '99',
    GITHUB_EVENT_NAME: name,
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    GITHUB_BASE_REF: base,
    GITHUB_HEAD_REF: base === '' ? '' : 'feature',
    GITHUB_SHA: sha,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
  };
}

function start(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  return new Promise((done) => {
    const child = execFile(process.execPath, [BUNDLE], { cwd, env }, (_, stdout, stderr) =>
      done({ exitCode: child.exitCode ?? -1, stdout: stdout + stderr }),
    );
  });
}

/** `name<<delimiter`, the value, the delimiter. */
function parseOutputs(text: string): Readonly<Record<string, string>> {
  const entries = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n?\2$/gm);
  return Object.fromEntries([...entries].map(([, name, , value]) => [name, value]));
}

/** The log without what stands where the runner obeys no command. */
export function liveLog(stdout: string): string {
  return stdout.replace(/^::stop-commands::(.*)\n[\s\S]*?^::\1::$/gm, '');
}

/** Commands that a runner finds in a log: `::name …` first on a line, whatever .NET trims; else `##[name]` anywhere. */
export function commandsIn(stdout: string): readonly string[] {
  const found = liveLog(stdout)
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      const [, name] = /^[\s\u0085]*::([a-z-]+)/.exec(line) ?? [];
      return name === undefined ? (line.match(/##\[[^\]]*\]/g) ?? []) : [name];
    });
  return [...new Set(found)].sort();
}

interface PullRequestPlace {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha: string;
  /** Branch that it goes to; default `main`. */
  readonly base?: string;
  /** The head lies in a repository of somebody else. */
  readonly fork?: boolean;
  readonly repository: string;
}

/** Payload of the event `pull_request`, as far as an action may read it (docs.github.com, "Webhook events and payloads"). */
export function pullRequestEvent(sha: string, place: PullRequestPlace): Event {
  const { number, headSha, baseSha, base = 'main', fork = false, repository } = place;
  const own = repositoryJson(1, repository, base);
  const headRepository = fork ? repositoryJson(2, repository.replace(/^[^/]+/, 'mallory'), base) : own;
  const payload = {
    action: 'synchronize',
    number,
    before: '0'.repeat(40),
    after: headSha,
    pull_request: {
      id: 1_000_000 + number,
      number,
      state: 'open',
      draft: false,
      merged: false,
      title: 'Change the pipeline',
      html_url: `https://github.example/${repository}/pull/${number}`,
      user: { login: fork ? 'mallory' : 'ada', id: 7, type: 'User' },
      head: { label: 'ada:feature', ref: 'feature', sha: headSha, repo: headRepository },
      base: { label: `ada:${base}`, ref: base, sha: baseSha, repo: own },
      merge_commit_sha: sha,
    },
    repository: own,
    sender: { login: 'ada', id: 7, type: 'User' },
  };
  return { name: 'pull_request', ref: `refs/pull/${number}/merge`, sha, base, payload };
}

/** Payload of the event `push`. */
export function pushEvent(ref: string, sha: string, repository: string, branch = 'main'): Event {
  const payload = {
    ref,
    before: '0'.repeat(40),
    after: sha,
    created: false,
    deleted: false,
    forced: false,
    head_commit: { id: sha, message: 'Change the pipeline' },
    commits: [{ id: sha, message: 'Change the pipeline' }],
    pusher: { name: 'ada', email: 'ada@example.com' },
    repository: repositoryJson(1, repository, branch),
    sender: { login: 'ada', id: 7, type: 'User' },
  };
  return { name: 'push', ref, sha, base: '', payload };
}

function repositoryJson(id: number, full_name: string, default_branch: string): object {
  const [login = '', name = ''] = full_name.split('/');
  return { id, name, full_name, private: false, fork: id !== 1, owner: { login }, default_branch };
}
