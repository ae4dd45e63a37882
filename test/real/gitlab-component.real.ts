import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { git } from '../servers/git.ts';
import { type GitLabApi, startGitLabApi } from '../servers/gitlab-api.ts';
import { artifactOf, BUNDLE, gitlabCi, PROJECT_ID, RUN } from './gitlab-ci.ts';
import { REPOSITORY_ROOT } from './tools.ts';

const TOKEN = 'glpat-tok3n';

let temp: string;
let project: string;
let api: GitLabApi;

/** A project whose root is the component's, so that it can include the component at its own commit. */
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'component-'));
  project = join(temp, 'project');
  api = await startGitLabApi({ project: PROJECT_ID, token: TOKEN });
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
  CI_MERGE_REQUEST_PROJECT_ID: PROJECT_ID,
};

function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  return gitlabCi(project, temp, args, { CI_API_V4_URL: api.apiUrl, ...variables });
}

async function jobs(variables: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { output } = await run(['--list-csv'], variables);
  return [...output.matchAll(/^(offline-gen:\w+);/gm)].map((match) => match[1] ?? '');
}

it('reports a merge request: a note, the reports, the code quality file', async () => {
  const { exitCode, output } = await run(RUN, { ...MERGE_REQUEST, OFFLINE_GEN_TOKEN: TOKEN });
  expect(output).toContain('busybox');
  expect(exitCode).toBe(0);
  expect(api.notes).toHaveLength(1);
  expect(api.notes[0]?.body).toMatch(/^<!-- offline-gen:report:key=default -->\n[\s\S]*busybox/);
  expect(JSON.parse(await artifactOf(project, 'offline-gen-report.json'))).toMatchObject({
    schemaVersion: 1,
  });
  expect(await artifactOf(project, 'offline-gen-report.md')).toContain('busybox');
  expect(Array.isArray(JSON.parse(await artifactOf(project, 'gl-code-quality-report.json')))).toBe(true);
});

it('gives one hint in the log when there is no token', async () => {
  const { exitCode, output } = await run(RUN, MERGE_REQUEST);
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
  const { exitCode, output } = await run(['--preview']);
  expect(exitCode).toBe(1);
  expect(output).toContain(`\`${name}\` input`);
});

it('does not run what an input says', async () => {
  const variable = '"; touch owned; $(touch owned) `touch owned`';
  await configure({ script: BUNDLE, 'no-network': true, store: variable, pipeline: variable });
  const { output } = await run(RUN, MERGE_REQUEST);
  expect(output).toContain('touch owned');
  expect((await readdir(temp, { recursive: true })).filter((path) => path.endsWith('owned'))).toEqual([]);
});
