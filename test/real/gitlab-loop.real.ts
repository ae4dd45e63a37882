import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startWorld, type World } from '../e2e/world.ts';
import { git } from '../servers/git.ts';
import { type GitLabApi, startGitLabApi } from '../servers/gitlab-api.ts';
import { buildImage } from '../servers/image-builder.ts';
import { artifactOf, BUNDLE, gitlabCi, PROJECT_ID, RUN } from './gitlab-ci.ts';
import { REPOSITORY_ROOT } from './tools.ts';

const TOKEN = 'glpat-tok3n';
const PIPELINE = 'pipelines/install.yml';
const NEW_WORKER = 'docker.io/example/sdn-worker:v2.2';

let world: World;
let api: GitLabApi;
let project: string;
let bare: string;
let store: string;

/** The fixture's repository with the component in it, on a server that writes push options down. */
beforeEach(async () => {
  world = await startWorld();
  api = await startGitLabApi({ project: PROJECT_ID, token: TOKEN });
  project = join(world.temp, 'project');
  store = join(world.temp, 'store');
  bare = join(world.git.root, 'example/sdn-gen.git');
  await git(bare, ['config', 'http.receivepack', 'true']);
  await git(bare, ['config', 'receive.advertisePushOptions', 'true']);
  await git(bare, ['symbolic-ref', 'HEAD', 'refs/heads/master']);
  await mkdir(join(bare, 'hooks'), { recursive: true });
  const hook = '#!/bin/sh\necho "$GIT_PUSH_OPTION_0" >> options\n';
  await writeFile(join(bare, 'hooks/pre-receive'), hook, { mode: 0o755 });
  await git(world.temp, ['clone', '--quiet', bare, project]);
  await cp(join(REPOSITORY_ROOT, 'gitlab/templates'), join(project, 'templates'), { recursive: true });
  const inputs = {
    script: BUNDLE,
    config: join(world.temp, 'config.yml'),
    var: `image_webserver=${world.files.url}`,
    store,
    'allow-host': '127.0.0.1',
  };
  const local = 'templates/offline-gen/template.yml';
  await writeFile(join(project, '.gitlab-ci.yml'), JSON.stringify({ include: [{ local, inputs }] }));
  await writeFile(join(project, '.gitignore'), '.gitlab-ci-local/\n');
  await git(project, ['add', '.']);
  await git(project, ['commit', '--quiet', '-m', 'Add the component']);
  await git(project, ['push', '--quiet', bare, 'HEAD:master']);
  await git(project, ['fetch', '--quiet']);
});

afterEach(async () => {
  await Promise.all([world.close(), api.close()]);
  expect(api.violations).toEqual([]);
});

const onServer = async (...args: string[]) => (await git(bare, args)).trim();
const inProject = async (...args: string[]) => (await git(project, args)).trim();

async function pipelineOf(variables: Readonly<Record<string, string>>) {
  return gitlabCi(project, world.temp, RUN, {
    CI_API_V4_URL: api.apiUrl,
    CI_PROJECT_URL: `${world.git.url}/example/sdn-gen`,
    CI_DEFAULT_BRANCH: 'master',
    OFFLINE_GEN_TOKEN: TOKEN,
    ...variables,
  });
}

/** A pipeline of the newest commit on the default branch. */
async function pushPipeline() {
  await inProject('fetch', '--quiet');
  await inProject('checkout', '--quiet', '--force', '-B', 'master', 'origin/master');
  return pipelineOf({ CI_PIPELINE_SOURCE: 'push' });
}

async function mergeRequestPipeline() {
  const text = await readFile(join(project, PIPELINE), 'utf8');
  await inProject('checkout', '--quiet', '-b', 'feature');
  await writeFile(join(project, PIPELINE), text.replace('tag: v2.1', 'tag: v2.2'));
  await inProject('commit', '--quiet', '--all', '-m', 'Take another worker');
  return pipelineOf({
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_COMMIT_BRANCH: '',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: PROJECT_ID,
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: PROJECT_ID,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'master',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: await inProject('rev-parse', 'HEAD~1'),
  });
}

function pushWorker(content: string): string {
  const image = buildImage({ layers: [[{ name: 'motd', content }]], config: {} });
  return world.registry.push('example/sdn-worker', 'v2.2', image);
}

async function storedFiles(): Promise<readonly string[]> {
  return (await readdir(store, { recursive: true }).catch(() => [])).sort();
}

it('goes from the note on a merge request to the blobstore, and back into the repository', async () => {
  const reported = pushWorker('reported');
  const report = await mergeRequestPipeline();
  expect(report.exitCode, report.output).toBe(0);
  expect(api.notes).toHaveLength(1);
  expect(api.notes[0]?.body).toContain(NEW_WORKER);
  expect(JSON.parse(await artifactOf(project, 'offline-gen-report.json'))).toMatchObject({
    summary: { ready: true },
  });
  expect(await storedFiles()).toEqual([]);

  const taken = pushWorker('merged');
  await inProject('push', '--quiet', bare, 'feature:master');
  const sha = await inProject('rev-parse', 'feature');
  api.merges.push({ iid: 7, sha, target: 'master', state: 'merged' });
  const merged = await pushPipeline();
  expect(merged.exitCode, merged.output).toBe(0);
  expect(merged.output).toContain(`${NEW_WORKER} moved from ${reported} (reported on !7) to ${taken}`);
  expect(await onServer('log', '-1', '--format=%an|%s|%b', 'master')).toBe(
    `offline-gen|Update the offline pipelines|Offline-Gen-Source: ${sha}`,
  );
  expect(await onServer('diff', '--name-only', 'master~1', 'master')).toBe(
    'offline.lock.yml\noffline/offline-install.yml',
  );
  expect(await onServer('show', 'master:offline.lock.yml')).toContain(taken);
  expect((await readFile(join(bare, 'options'), 'utf8')).trim().split('\n').at(-1)).toBe('ci.skip');
  expect((await storedFiles()).filter((name) => name.endsWith('manifest.json'))).toHaveLength(1);

  const [tip, stored] = [await onServer('rev-parse', 'master'), await storedFiles()];
  const again = await pushPipeline();
  expect(again.exitCode, again.output).toBe(0);
  expect(again.output).toContain('Nothing to do. This commit only updates the generated files.');
  expect(await onServer('rev-parse', 'master')).toBe(tip);
  expect(await storedFiles()).toEqual(stored);
});

it('keeps the set of a tag under its name', async () => {
  await inProject('tag', 'v1.0.0');
  const tag = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: 'v1.0.0', CI_COMMIT_BRANCH: '' };
  const ended = await pipelineOf(tag);
  expect(ended.exitCode, ended.output).toBe(0);
  expect(await storedFiles()).toContain('runs/v1.0.0/manifest.json');
  expect(await onServer('log', '-1', '--format=%s', 'master')).toBe('Add the component');
});

it('fails a merge request by its findings, and leaves the reports', async () => {
  const ended = await mergeRequestPipeline();
  expect(ended.exitCode).toBe(1);
  const quality = JSON.parse(await artifactOf(project, 'gl-code-quality-report.json'));
  expect(quality).toMatchObject([{ check_name: 'upstream-unreachable', location: { path: PIPELINE } }]);
  expect(await artifactOf(project, 'offline-gen-report.md')).toContain('Would break offline: 1 error');
});
