import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AutoHost, auto } from '../../src/commands/auto.ts';
import { parseInputs } from '../../src/commands/inputs.ts';
import type { CommandResult, Io } from '../../src/commands/io.ts';
import type { Options } from '../../src/commands/options.ts';
import { finding } from '../../src/model/rules.ts';
import type { Annotation } from '../../src/platform/platform.ts';
import { type GitServer, git, startGitServer } from '../servers/git.ts';
import { type GitHubApi, startGitHubApi } from '../servers/github-api.ts';
import { type GitLabApi, startGitLabApi } from '../servers/gitlab-api.ts';

export const TOKEN = 'tok-3n-v4lue';

export type Variables = Readonly<Record<string, string>>;

/** A checkout of `acme/pipelines`, its server, and the services around it. */
export interface CiJob {
  readonly temp: string;
  readonly checkout: string;
  readonly server: GitServer;
  /** The repository on the server. */
  readonly bare: string;
  readonly gitHub: GitHubApi;
  readonly gitLab: GitLabApi;
  /** The commit that is checked out. */
  readonly sha: string;
  /** Runs `auto` like the action; the command itself is played and gives `result`. */
  readonly act: (env: Variables, inputs?: Variables, result?: CommandResult) => Promise<Shown>;
  /** Variables of a job for an event of GitHub. */
  readonly gitHubEvent: (name: string, ref: string, payload: object) => Promise<Variables>;
  readonly pullRequest: (baseSha?: string) => Promise<Variables>;
  /** Variables of a job in a merge request's pipeline of GitLab. */
  readonly mergeRequest: () => Variables;
  /** The result of a run, whose generated file lies in the checkout. */
  readonly mirroring: () => Promise<CommandResult>;
  readonly close: () => Promise<void>;
  /** What the services have against the requests they got. */
  readonly violations: () => readonly string[];
}

export interface Shown {
  readonly exitCode: number;
  readonly outputs: ReadonlyMap<string, string>;
  readonly annotations: readonly Annotation[];
  readonly summary: string;
  readonly stdout: string;
  readonly log: readonly string[];
  /** Options that the command was called with; undefined when none ran. */
  readonly called: Options | undefined;
}

export async function startCiJob(): Promise<CiJob> {
  const temp = await mkdtemp(join(tmpdir(), 'ci-job-'));
  const checkout = join(temp, 'checkout');
  const server = await startGitServer();
  const gitHub = await startGitHubApi({ repository: 'acme/pipelines', token: TOKEN });
  const gitLab = await startGitLabApi({ project: '11', token: TOKEN });
  const [sha = ''] = await server.addRepository('acme/pipelines.git', {
    files: { 'ci/x.yml': 'jobs: []\n' },
  });
  const bare = join(server.root, 'acme/pipelines.git');
  await git(bare, ['config', 'http.receivepack', 'true']);
  await git(bare, ['config', 'receive.advertisePushOptions', 'true']);
  await git(temp, ['clone', '--quiet', bare, checkout]);
  const gitHubEvent: CiJob['gitHubEvent'] = async (name, ref, payload) => {
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
      GITHUB_SHA: sha,
      RUNNER_TEMP: temp,
    };
  };
  return {
    ...{ temp, checkout, server, bare, gitHub, gitLab, sha, gitHubEvent },
    act: (env, inputs = {}, result = analysis()) => act(checkout, env, inputs, result),
    pullRequest: (baseSha = sha) => {
      const head = { sha, repo: { id: 1 } };
      const base = { sha: baseSha, ref: 'main', repo: { id: 1 } };
      return gitHubEvent('pull_request', 'refs/pull/7/merge', { pull_request: { number: 7, head, base } });
    },
    mergeRequest: () => ({
      CI_API_V4_URL: gitLab.apiUrl,
      CI_PROJECT_ID: '11',
      CI_PROJECT_URL: `${server.url}/acme/pipelines`,
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_IID: '7',
      CI_MERGE_REQUEST_PROJECT_ID: '11',
      CI_COMMIT_SHA: sha,
    }),
    mirroring: () => mirroring(checkout),
    close: async () => {
      await Promise.all([server.close(), gitHub.close(), gitLab.close()]);
      await rm(temp, { recursive: true, force: true });
    },
    violations: () => [...gitHub.violations, ...gitLab.violations],
  };
}

async function act(
  checkout: string,
  env: Variables,
  inputs: Variables,
  result: CommandResult,
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

/** The result of an analysis with one error. */
export function analysis(): CommandResult {
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

async function mirroring(checkout: string): Promise<CommandResult> {
  await mkdir(join(checkout, 'offline'), { recursive: true });
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
