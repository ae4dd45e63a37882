import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { git } from '../servers/git.ts';
import { type GitLabApi, startGitLabApi } from '../servers/gitlab-api.ts';
import { REPOSITORY_ROOT, requireTool, startProcess } from './tools.ts';

const TOKEN = 'glpat-tok3n';
const LOCAL = join(REPOSITORY_ROOT, 'node_modules/gitlab-ci-local/dist/index.js');
const BUNDLE = join(REPOSITORY_ROOT, 'dist/index.js');

let temp: string;
let project: string;
let api: GitLabApi;

/** A project whose root is the component's, so that it can include the component at its own commit. */
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'component-'));
  project = join(temp, 'project');
  api = await startGitLabApi({ project: '1217', token: TOKEN });
  await cp(join(REPOSITORY_ROOT, 'gitlab'), project, { recursive: true });
  await configure({ script: BUNDLE, 'no-network': true });
  await writeFile(join(project, '.gitignore'), '.gitlab-ci-local/\n');
  await writeFile(
    join(project, 'pipeline.yml'),
    'jobs:\n- name: build\n  plan:\n  - task: unit\n    config:\n      platform: linux\n      image_resource: {type: registry-image, source: {repository: busybox}}\n      run: {path: "true"}\n',
  );
  await git(temp, ['init', '--quiet', '--initial-branch=main', project]);
  await git(project, ['remote', 'add', 'origin', 'https://gitlab.example/acme/pipelines.git']);
  await git(project, ['add', '.']);
  await git(project, ['commit', '--quiet', '-m', 'start']);
  await git(project, ['update-ref', 'refs/remotes/origin/main', 'HEAD']);
  await git(project, ['symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main']);
});

afterEach(async () => {
  await api.close();
  await rm(temp, { recursive: true, force: true });
  expect(api.violations).toEqual([]);
});

async function configure(inputs: Readonly<Record<string, unknown>>): Promise<void> {
  const component = '$CI_SERVER_FQDN/$CI_PROJECT_PATH/offline-gen@$CI_COMMIT_SHA';
  await writeFile(join(project, '.gitlab-ci.yml'), JSON.stringify({ include: [{ component, inputs }] }));
}

const MERGE_REQUEST = {
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '1217',
};

async function gitlabCi(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  requireTool('rsync');
  const set = { CI_API_V4_URL: api.apiUrl, ...variables };
  const flags = Object.entries(set).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const ignored = ['--ignore-predefined-vars', Object.keys(set).join(',')];
  const env = {
    PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`,
    HOME: temp,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const running = await startProcess(process.execPath, {
    args: [LOCAL, '--timestamps=false', ...args, ...flags, ...ignored],
    cwd: project,
    env,
  });
  return { exitCode: await running.ended, output: running.output() };
}

const RUN = ['--force-shell-executor', '--shell-isolation', '--no-artifacts-to-source'];

async function jobs(variables: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { output } = await gitlabCi(['--list-csv'], variables);
  return [...output.matchAll(/^(offline-gen:\w+);/gm)].map((match) => match[1] ?? '');
}

/** The files that the one job left as artifacts. */
async function artifact(name: string): Promise<string> {
  const state = join(project, '.gitlab-ci-local/artifacts');
  const found = (await readdir(state, { recursive: true })).find((path) => path.endsWith(name));
  return readFile(join(state, found ?? name), 'utf8');
}

it('reports a merge request: a note, the reports, the code quality file', async () => {
  const { exitCode, output } = await gitlabCi(RUN, { ...MERGE_REQUEST, OFFLINE_GEN_TOKEN: TOKEN });
  expect(output).toContain('busybox');
  expect(exitCode).toBe(0);
  expect(api.notes).toHaveLength(1);
  expect(api.notes[0]?.body).toMatch(/^<!-- offline-gen:report:key=default -->\n[\s\S]*busybox/);
  expect(JSON.parse(await artifact('offline-gen-report.json'))).toMatchObject({ schemaVersion: 1 });
  expect(await artifact('offline-gen-report.md')).toContain('busybox');
  expect(Array.isArray(JSON.parse(await artifact('gl-code-quality-report.json')))).toBe(true);
});

it('gives one hint in the log when there is no token', async () => {
  const { exitCode, output } = await gitlabCi(RUN, MERGE_REQUEST);
  expect(exitCode).toBe(0);
  expect(output.match(/the variable OFFLINE_GEN_TOKEN is not set/g)).toHaveLength(1);
  expect(api.calls).toEqual([]);
});

it('runs exactly one job for a merge request, the default branch and a tag, and none elsewhere', async () => {
  expect(await jobs(MERGE_REQUEST)).toEqual(['offline-gen:report']);
  expect(await jobs({ CI_PIPELINE_SOURCE: 'push' })).toEqual(['offline-gen:publish']);
  expect(await jobs({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: 'v1', CI_COMMIT_BRANCH: '' })).toEqual([
    'offline-gen:release',
  ]);
  expect(await jobs({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'feature' })).toEqual([]);
});

it.each([
  ['mode', 'mirorr'],
  ['token-variable', 'a b'],
  ['jobs', 'many'],
])('refuses input %s: %s before anything runs', async (name, value) => {
  await configure({ script: BUNDLE, [name]: value });
  const { exitCode, output } = await gitlabCi(['--preview']);
  expect(exitCode).toBe(1);
  expect(output).toContain(`\`${name}\` input`);
});

it('does not run what an input says', async () => {
  const variable = '"; touch owned; $(touch owned) `touch owned`';
  await configure({ script: BUNDLE, 'no-network': true, store: variable, pipeline: variable });
  const { output } = await gitlabCi(RUN, MERGE_REQUEST);
  expect(output).toContain('touch owned');
  expect((await readdir(temp, { recursive: true })).filter((path) => path.endsWith('owned'))).toEqual([]);
});
