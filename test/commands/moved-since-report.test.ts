import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { CommandResult } from '../../src/commands/io.ts';
import type { Artifact } from '../../src/model/artifact.ts';
import { gitRequest } from '../sources/git/context.ts';
import { analysis, type CiJob, startCiJob, TOKEN } from './ci-job.ts';

let job: CiJob;

beforeEach(async () => {
  job = await startCiJob();
});

afterEach(async () => {
  await job.close();
  expect(job.violations()).toEqual([]);
});

const REFERENCE = {
  file: 'ci/x.yml',
  line: 1,
  column: 1,
  path: 'image_resource',
  role: 'task-image',
} as const;

function image(version: string, tag = '1'): Artifact {
  const id = `image:docker.io/library/busybox:${tag}`;
  const [locator, resolved] = ['docker.io/library/busybox:1', { version, digest: null, size: 1 }];
  const named = { id, kind: 'image', name: 'busybox', locator, disposition: 'mirror' } as const;
  return { ...named, reason: null, references: [REFERENCE], resolved, request: null };
}

/** A command's result with these artifacts, as they were resolved and, in a run, mirrored. */
function withArtifacts({ report, exitCode }: CommandResult, artifacts: readonly Artifact[]): CommandResult {
  const outcomes = artifacts.map(({ id, kind, name, locator, resolved }) => {
    const stored = { key: 'resources/image/busybox/0/x-v1.tgz', versionText: 'v1', digest: '', size: 1 };
    const entry = { id, kind, name, locator, version: resolved?.version ?? '', unpack: true, ...stored };
    return { id, kind, name, outcome: 'mirrored', entry, error: null } as const;
  });
  const run = report.run === null ? null : { ...report.run, artifacts: outcomes };
  return { report: { ...report, inventory: { ...report.inventory, artifacts }, run }, exitCode };
}

function reported(version: string): CommandResult {
  return withArtifacts(analysis(), [image(version)]);
}

async function mirrored(version: string): Promise<CommandResult> {
  return withArtifacts(await job.mirroring(), [image(version)]);
}

const DRY = { 'dry-run': 'true' };

it('tells after the merge what moved since the report', async () => {
  await job.act(await job.pullRequest(), {}, reported('sha256:aaa'));
  job.gitHub.merges.push({ number: 7, sha: job.sha, base: 'main' });
  const push = await job.gitHubEvent('push', 'refs/heads/main', {});
  const shown = await job.act(push, {}, await mirrored('sha256:bbb'));
  const words = 'docker.io/library/busybox:1 moved from sha256:aaa (reported on #7) to sha256:bbb';
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toContain(`ci/x.yml:1:1 note version-moved ${words}`);
  expect(shown.annotations).toMatchObject([{ level: 'notice', title: 'version-moved', file: 'ci/x.yml' }]);
  expect(shown.summary).toContain('(reported on');
  const report = JSON.parse(await readFile(shown.outputs.get('report-path') ?? '', 'utf8'));
  expect(report.findings).toMatchObject([{ rule: 'version-moved', level: 'note', message: words }]);
});

it('tells nothing after the merge when nothing moved, or nothing was reported', async () => {
  const push = () => job.gitHubEvent('push', 'refs/heads/main', {});
  job.gitHub.merges.push({ number: 7, sha: job.sha, base: 'main' });
  const unreported = await job.act(await push(), DRY, await mirrored('sha256:aaa'));
  expect(unreported.annotations).toEqual([]);
  await job.act(await job.pullRequest(), {}, reported('sha256:aaa'));
  const same = await job.act(await push(), DRY, await mirrored('sha256:aaa'));
  expect(same.annotations).toEqual([]);
  expect(same.log.join('\n')).not.toContain('compared');
});

it('does not tell that a merge moved the branch that it went to', async () => {
  const own = (version: string): Artifact => {
    const request = { ...gitRequest('https://github.com/acme/pipelines'), ownRepository: true };
    return { ...image(version), id: 'git:own', kind: 'git', request };
  };
  await job.act(await job.pullRequest(), {}, withArtifacts(analysis(), [own('1'), image('sha256:aaa')]));
  expect(job.gitHub.comments[0]?.body).toContain('[["image:docker.io/library/busybox:1","sha256:aaa"]]');
});

it('goes on when the comparison with the report is not possible', async () => {
  const push = await job.gitHubEvent('push', 'refs/heads/main', {});
  const nowhere = { ...push, GITHUB_API_URL: 'http://169.254.1.1' };
  const shown = await job.act(nowhere, DRY, await mirrored('sha256:aaa'));
  expect(shown.exitCode).toBe(0);
  expect(shown.log.join('\n')).toContain('Not compared with the report on the pull request');
});

it('says in comment and log when a report is too long to be remembered', async () => {
  const artifacts = Array.from({ length: 400 }, (_, index) =>
    image('sha256:aaa', `${index}`.padEnd(50, '0')),
  );
  const long = withArtifacts(analysis(), artifacts);
  const shown = await job.act(await job.pullRequest(), {}, long);
  expect(shown.log).toContain('Too many artifacts to keep their versions in the comment.');
  expect(job.gitHub.comments[0]?.body).toMatch(
    /what moves before the merge will not be told after it\.<\/sub>\n$/,
  );
  job.gitHub.merges.push({ number: 7, sha: job.sha, base: 'main' });
  const push = await job.gitHubEvent('push', 'refs/heads/main', {});
  const after = await job.act(push, DRY, await mirrored('sha256:bbb'));
  expect(after.log.join('\n')).toContain('The report on #7 was too long to keep versions');
});

it('tells on GitLab what moved since the report', async () => {
  const env = { ...job.mergeRequest(), OFFLINE_GEN_TOKEN: TOKEN };
  await job.act(env, {}, reported('sha256:aaa'));
  job.gitLab.merges.push({ iid: 7, sha: job.sha, target: 'main', state: 'merged' });
  const push = { ...env, CI_MERGE_REQUEST_IID: '', CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' };
  const dry = { ...push, OFFLINE_GEN_DRY_RUN: 'true' };
  const shown = await job.act(dry, {}, await mirrored('sha256:bbb'));
  expect(shown.stdout).toContain('moved from sha256:aaa (reported on !7) to sha256:bbb');
});
