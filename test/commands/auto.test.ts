import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EMPTY_LOCK } from '../../src/model/lock.ts';
import { serializeLock } from '../../src/model/lock-file.ts';
import { git } from '../servers/git.ts';
import { type CiJob, startCiJob, TOKEN } from './ci-job.ts';

let job: CiJob;

beforeEach(async () => {
  job = await startCiJob();
});

afterEach(async () => {
  await job.close();
  expect(job.violations()).toEqual([]);
});

it('reports a pull request everywhere, and treats it as untrusted', async () => {
  const shown = await job.act(await job.pullRequest());
  expect(shown.exitCode).toBe(1);
  expect(shown.called).toMatchObject({ command: 'analyze', untrusted: true });
  expect(job.gitHub.comments).toHaveLength(1);
  expect(job.gitHub.comments[0]?.body).toContain(`/blob/${job.sha}/ci/x.yml#L1`);
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
  await job.act(await job.pullRequest(), { comment: 'false' });
  await job.act(await job.pullRequest(), { 'dry-run': 'true' });
  expect(job.gitHub.calls).toEqual([]);
});

it.each(['run', 'mirror'])('refuses to %s on a pull request before anything runs', async (mode) => {
  await expect(job.act(await job.pullRequest(), { mode })).rejects.toMatchObject({ code: 'refused' });
});

it('runs on a push to a trigger branch and commits what was generated', async () => {
  const shown = await job.act(
    await job.gitHubEvent('push', 'refs/heads/main', {}),
    {},
    await job.mirroring(),
  );
  expect(shown.exitCode).toBe(0);
  expect(shown.called).toMatchObject({ command: 'run', untrusted: false, runId: null });
  expect((await git(job.bare, ['rev-parse', 'main'])).trim()).toBe(shown.outputs.get('commit-sha'));
  expect(await git(job.bare, ['show', 'main:offline/offline-x.yml'])).toBe('jobs: []\n');
  expect(Object.fromEntries(shown.outputs)).toMatchObject({ changed: 'true', 'run-id': 'r1' });
  expect(job.gitHub.calls).toEqual([`GET /repos/acme/pipelines/commits/${job.sha}/pulls`]);
});

it('opens a pull request with the files when the configuration asks for one', async () => {
  await writeFile(join(job.checkout, '.offline-gen.yml'), 'commit: { mode: pull-request }\n');
  const shown = await job.act(
    await job.gitHubEvent('push', 'refs/heads/main', {}),
    {},
    await job.mirroring(),
  );
  expect(job.gitHub.pulls).toMatchObject([{ head: 'offline-gen/main', base: 'main' }]);
  expect(shown.outputs.get('pull-request-url')).toBe('https://github.example/pull/40');
  expect((await git(job.bare, ['rev-parse', 'main'])).trim()).toBe(job.sha);
});

it('commits nothing from a run that did not succeed', async () => {
  const result = await job.mirroring();
  const event = await job.gitHubEvent('push', 'refs/heads/main', {});
  const shown = await job.act(event, {}, { ...result, exitCode: 3 });
  expect(shown.exitCode).toBe(3);
  expect(shown.log).toContain('Nothing is committed: the run did not succeed.');
  expect(shown.outputs.has('commit-sha')).toBe(false);
});

it('runs a tag under its name and commits nothing', async () => {
  const shown = await job.act(await job.gitHubEvent('push', 'refs/tags/v1.0', {}), {}, await job.mirroring());
  expect(shown.called).toMatchObject({ command: 'run', runId: 'v1.0' });
  expect(shown.outputs.has('commit-sha')).toBe(false);
  expect(shown.log.join('\n')).toContain('no branch gets them');
});

it('does nothing about its own commit', async () => {
  const message = `Update the offline pipelines\n\nOffline-Gen-Source: ${job.sha}\n`;
  await git(job.checkout, ['commit', '--quiet', '--allow-empty', '-m', message]);
  const shown = await job.act(await job.gitHubEvent('push', 'refs/heads/main', {}));
  expect(shown.called).toBeUndefined();
  expect(shown.exitCode).toBe(0);
  expect(shown.summary).toContain('nothing to do');
});

it('does what a person asks for on its own commit', async () => {
  const message = `Update the offline pipelines\n\nOffline-Gen-Source: ${job.sha}\n`;
  await git(job.checkout, ['commit', '--quiet', '--allow-empty', '-m', message]);
  const event = await job.gitHubEvent('workflow_dispatch', 'refs/heads/main', {});
  const shown = await job.act(event, { 'dry-run': 'true' }, await job.mirroring());
  expect(shown.called).toMatchObject({ command: 'run' });
});

it('compares with the lock of the base branch, not with the one in the checkout', async () => {
  await writeFile(join(job.checkout, 'offline.lock.yml'), serializeLock(EMPTY_LOCK));
  await git(job.checkout, ['add', '.']);
  await git(job.checkout, ['commit', '--quiet', '-m', 'lock']);
  const base = (await git(job.checkout, ['rev-parse', 'HEAD'])).trim();
  await writeFile(join(job.checkout, 'offline.lock.yml'), 'not a lock');
  const shown = await job.act(await job.pullRequest(base));
  expect(shown.summary).toContain(`main at ${base.slice(0, 7)}`);
});

it('writes the files that GitLab shows, and a note when there is a token', async () => {
  await job.act({ ...job.mergeRequest(), OFFLINE_GEN_TOKEN: TOKEN });
  expect(job.gitLab.notes).toHaveLength(1);
  const quality = JSON.parse(await readFile(join(job.checkout, 'gl-code-quality-report.json'), 'utf8'));
  expect(quality).toMatchObject([{ check_name: 'put-outside', location: { path: 'ci/x.yml' } }]);
  expect(await readFile(join(job.checkout, 'offline-gen-report.md'), 'utf8')).toContain('Puts outside');
  expect(JSON.parse(await readFile(join(job.checkout, 'offline-gen-report.json'), 'utf8'))).toHaveProperty(
    'summary',
  );
});

it('writes those files at the root of the repository when the pipelines are further down', async () => {
  await job.act({ ...job.mergeRequest(), OFFLINE_GEN_WORKING_DIRECTORY: 'ci' });
  const quality = JSON.parse(await readFile(join(job.checkout, 'gl-code-quality-report.json'), 'utf8'));
  expect(quality).toMatchObject([{ location: { path: 'ci/ci/x.yml' } }]);
});

it('gives one hint instead of the note when GitLab has no token for it', async () => {
  const shown = await job.act(job.mergeRequest());
  expect(shown.log.filter((line) => line.includes('OFFLINE_GEN_TOKEN'))).toHaveLength(1);
  expect(job.gitLab.calls).toEqual([]);
});

it('commits on the default branch of GitLab, so that no pipeline follows', async () => {
  const hook = join(job.bare, 'hooks/pre-receive');
  await mkdir(join(hook, '..'), { recursive: true });
  await writeFile(hook, '#!/bin/sh\necho "$GIT_PUSH_OPTION_0" > options\n', { mode: 0o755 });
  const env = {
    ...job.mergeRequest(),
    CI_MERGE_REQUEST_IID: '',
    CI_PIPELINE_SOURCE: 'push',
    CI_COMMIT_BRANCH: 'main',
  };
  const shown = await job.act({ ...env, CI_JOB_TOKEN: 'job-t0ken' }, {}, await job.mirroring());
  expect(shown.outputs.get('commit-sha')).toMatch(/^[0-9a-f]{40}$/);
  expect(await readFile(join(job.bare, 'options'), 'utf8')).toBe('ci.skip\n');
  const basic = `Basic ${Buffer.from('gitlab-ci-token:job-t0ken').toString('base64')}`;
  expect(job.server.headers.some(({ authorization }) => authorization === basic)).toBe(true);
});

it('says that it belongs into a CI', async () => {
  await expect(job.act({})).rejects.toThrow(/this is no CI job/);
});

it('follows no link that lies where it writes its reports', async () => {
  const victim = join(job.temp, 'victim');
  await writeFile(victim, 'mine');
  await symlink(victim, join(job.checkout, 'offline-gen-report.json'));
  await expect(job.act(job.mergeRequest())).rejects.toThrow(/leads outside/);
  await rm(join(job.checkout, 'offline-gen-report.json'));
  await symlink(job.temp, join(job.checkout, 'reports'));
  const output = { ...job.mergeRequest(), OFFLINE_GEN_OUTPUT: 'reports/victim' };
  await expect(job.act(output)).rejects.toThrow(/leads outside/);
  expect(await readFile(victim, 'utf8')).toBe('mine');
});

it('takes no directory for the repository that a link of the repository leads to', async () => {
  await symlink(tmpdir(), join(job.checkout, 'pipelines'));
  const gitHubJob = { ...(await job.pullRequest()), GITHUB_WORKSPACE: job.checkout };
  await expect(job.act(gitHubJob, { 'working-directory': 'pipelines' })).rejects.toThrow(/leads outside/);
  const gitLabJob = {
    ...job.mergeRequest(),
    CI_PROJECT_DIR: job.checkout,
    OFFLINE_GEN_WORKING_DIRECTORY: 'pipelines',
  };
  await expect(job.act(gitLabJob)).rejects.toThrow(/leads outside/);
});
