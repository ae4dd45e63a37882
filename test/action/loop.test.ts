import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findLockEntry, type LockEntry } from '../../src/model/lock.ts';
import { parseLock } from '../../src/model/lock-file.ts';
import { buildImage } from '../servers/image-builder.ts';
import { AWS, directoryTarget, type Place, REPOSITORY, s3Target, startPlace } from './place.ts';
import { pushEvent, TOKEN } from './runner.ts';

const PIPELINE = 'pipelines/install.yml';
const NEW_WORKER = 'docker.io/example/sdn-worker:v2.2';

let place: Place;

beforeEach(async () => {
  place = await startPlace();
});

afterEach(async () => {
  await place.close();
  expect(place.api.violations).toEqual([]);
});

async function pipeline(): Promise<string> {
  return readFile(join(place.workspace, PIPELINE), 'utf8');
}

/** The pipeline with another worker image. */
async function withNewWorker(): Promise<Readonly<Record<string, string>>> {
  return { [PIPELINE]: (await pipeline()).replace('tag: v2.1', 'tag: v2.2') };
}

function pushWorker(content: string): string {
  const image = buildImage({ layers: [[{ name: 'motd', content }]], config: {} });
  return place.world.registry.push('example/sdn-worker', 'v2.2', image);
}

async function lockedOnServer(id: string): Promise<LockEntry | undefined> {
  return findLockEntry(parseLock(await place.onServer('show', 'master:offline.lock.yml'), 'lock'), id);
}

it.each([
  ['a directory', directoryTarget],
  ['S3', s3Target],
])('goes from the report on a pull request to %s, and back into the repository', async (_, targetOf) => {
  const target = targetOf(place);
  const reported = pushWorker('reported');
  const report = await place.run(await place.pullRequest(await withNewWorker()), target.inputs);
  expect(report.exitCode, report.stdout).toBe(0);
  expect(await target.keys()).toEqual([]);
  expect(place.api.comments[0]?.body).toContain(NEW_WORKER);

  const taken = pushWorker('merged');
  const merge = await place.merge();
  const run = await place.run(merge, target.inputs);
  expect(run.exitCode, run.stdout).toBe(0);
  expect(run.outputs).toMatchObject({ failed: '0', changed: 'true', ready: 'true' });
  expect(run.stdout).toContain(`${NEW_WORKER} moved from ${reported} (reported on #12) to ${taken}`);
  expect(run.summary).toContain('version-moved');
  const worker = await lockedOnServer(`image:${NEW_WORKER}`);
  expect(worker?.version).toBe(taken);
  expect(await target.keys()).toContain(worker?.key);
  const offline = await place.onServer('show', 'master:offline/offline-install.yml');
  expect(offline).toContain(worker?.key.split('/')[3]);

  const [tip, keys] = [await place.onServer('rev-parse', 'master'), await target.keys()];
  const again = await place.run(await place.repeat(merge), target.inputs);
  expect(again.exitCode, again.stdout).toBe(0);
  expect(again.outputs).toMatchObject({ mirrored: '0' });
  expect(await place.onServer('rev-parse', 'master')).toBe(tip);
  expect(await target.keys()).toEqual(keys);
});

it('commits as the bot, with the source in a trailer, nothing but what it generated, and then rests', async () => {
  const { inputs } = directoryTarget(place);
  const event = await place.push();
  const run = await place.run(event, inputs);
  expect(run.exitCode, run.stdout).toBe(0);
  expect(await place.onServer('log', '-1', '--format=%an|%ae|%s|%b', 'master')).toBe(
    `github-actions[bot]|41898282+github-actions[bot]@users.noreply.github.com|Update the offline pipelines|Offline-Gen-Source: ${event.sha}`,
  );
  expect(await place.onServer('diff', '--name-only', 'master~1', 'master')).toBe(
    'offline.lock.yml\noffline/offline-install.yml',
  );
  expect(run.outputs['commit-sha']).toBe(await place.onServer('rev-parse', 'master'));

  const own = await place.run(await place.push(), inputs);
  expect(own.stdout).toContain('Nothing to do. This commit only updates the generated files.');
  expect(own.outputs).toEqual({ changed: 'false' });
});

it('reports a pull request everywhere, once, without a secret, and without a look at the blobstore', async () => {
  const { inputs } = s3Target(place);
  await place.run(await place.push(), inputs);
  const { world, s3, api } = place;
  pushWorker('reported');
  const event = await place.pullRequest(await withNewWorker());
  const [atGit, atFiles, atRegistry, atStore] = [
    world.git.headers.length,
    world.files.requests.length,
    world.registry.requests.length,
    s3.requests.length,
  ];
  const ended = await place.run(event, inputs);
  expect(ended.exitCode, ended.stdout).toBe(0);
  const body = api.comments[0]?.body ?? '';
  const headSha = await place.onServer('rev-parse', 'feature');
  const base = (await place.onServer('rev-parse', 'master')).slice(0, 7);
  expect(body).toMatch(
    /^<!-- offline-gen:report:key=\S+ -->\n<!-- offline-gen:reported \{.*\} -->\n## ✅ Offline-ready: \d+ artifacts\n/,
  );
  expect(body).toContain(`\`offline.lock.yml\` of \`master at ${base}\`: `);
  expect(body).toContain(`| new | \`image\` \`${NEW_WORKER}\``);
  expect(body).toContain(`${world.git.url}/${REPOSITORY}/blob/${headSha}/${PIPELINE}#L`);
  expect(ended.summary).toContain(body.slice(body.indexOf('## ')).split('\n', 1)[0]);
  expect(ended.outputs).toMatchObject({ ready: 'true', mirrored: '0', 'run-id': '', 'comment-id': '1000' });
  const json = await readFile(ended.outputs['report-path'] ?? '', 'utf8');
  expect(ended.outputs['artifacts']).toBe(String(JSON.parse(json).summary.mirror));

  const asked = [
    ...world.git.headers.slice(atGit),
    ...world.files.requests.slice(atFiles).map(({ headers }) => headers),
    ...world.registry.requests.slice(atRegistry).map(({ headers }) => headers),
  ];
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((headers) => headers['authorization'] !== undefined)).toEqual([]);
  expect(s3.requests.slice(atStore)).toEqual([]);
  const shown = `${ended.stdout.replace(/^::add-mask::.*$/gm, '')}${body}${ended.summary}${json}`;
  for (const secret of [TOKEN, AWS.AWS_SECRET_ACCESS_KEY]) expect(shown).not.toContain(secret);

  await place.run(await place.repeat(event), inputs);
  expect(api.comments).toHaveLength(1);
  expect(api.calls.filter((call) => call.startsWith('PATCH'))).toEqual([]);
});

it('says on the line and in the exit code what would break offline, also where it may not comment', async () => {
  await place.close();
  place = await startPlace({ readOnly: true });
  const pager = '- name: pager\n  type: pagerduty\n  source: {}\n\njobs:\n- name: install';
  const text = (await pipeline())
    .replace('jobs:\n- name: install', pager)
    .replace('  - task: uninstall', '  - put: pager\n  - task: uninstall');
  const ended = await place.run(await place.pullRequest({ [PIPELINE]: text }, true));
  const line = text.split('\n').indexOf('- name: pager') + 1;
  expect(ended.exitCode).toBe(1);
  expect(ended.stdout).toMatch(
    new RegExp(`^::error title=unsupported-resource-type,file=${PIPELINE},line=${line},col=\\d+::`, 'm'),
  );
  expect(ended.stdout).toContain('::error::There are findings at or above the level of fail-on');
  const warnings = ended.stdout.match(/^::warning::.*$/gm);
  expect(warnings).toEqual([expect.stringMatching(/pull-requests: write .* from forks never get it/)]);
  expect(ended.summary).toContain('pagerduty');
  expect(ended.outputs).toMatchObject({ ready: 'false' });
});

it('keeps the complete set of a tag under its name, and commits nothing', async () => {
  const target = directoryTarget(place);
  await place.run(await place.push(), target.inputs);
  const { sha } = await place.push();
  const ended = await place.run(pushEvent('refs/tags/v1.0.0', sha, REPOSITORY, 'master'), target.inputs);
  expect(ended.exitCode, ended.stdout).toBe(0);
  expect(ended.outputs).toMatchObject({ 'run-id': 'v1.0.0', failed: '0', mirrored: '0' });
  const kept = (await target.keys()).filter((key) => key.startsWith('runs/v1.0.0/'));
  const names = ['SHA256SUMS', 'manifest.json', 'offline-install.yml', 'offline.lock.yml', 'report.json'];
  expect(kept.map((key) => key.slice('runs/v1.0.0/'.length))).toEqual([...names, 'report.md']);
  expect(await place.onServer('rev-parse', 'master')).toBe(sha);
});
