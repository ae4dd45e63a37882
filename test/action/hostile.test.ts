import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Place, s3Target, startPlace } from './place.ts';
import { commandsIn, type Ended, type Event, liveLog } from './runner.ts';

/** What whoever opens a pull request may try with the repository's own files. */
vi.setConfig({ testTimeout: 60_000 });

const SECRET = 'content-of-another-file';
const CONFIG = '.offline-gen.yml';
/** The repository's own configuration counts, upstreams included. */
const OWN_CONFIG = { config: '' };

let place: Place;
let outside: string;

beforeEach(async () => {
  place = await startPlace();
  outside = join(place.world.temp, 'outside.yml');
});

afterEach(async () => {
  await place.close();
  expect(place.api.violations).toEqual([]);
});

const link = (to: string) => ({ text: to, mode: '120000' }) as const;

function task(image: string): string {
  const source = `{repository: ${JSON.stringify(image)}}`;
  return `platform: linux\nimage_resource: {type: registry-image, source: ${source}}\nrun: {path: "true"}\n`;
}

function pipelineWith(plan: string): string {
  const own = `- name: self\n  type: git\n  source: {uri: ${place.world.git.url}/example/sdn-gen, branch: master}\n`;
  return `resources:\n${own}jobs:\n- name: build\n  plan:\n  - get: self\n${plan}`;
}

/** Everything that a run shows anywhere. */
async function shownBy(ended: Ended): Promise<string> {
  const report = await readFile(ended.outputs['report-path'] ?? '', 'utf8').catch(() => '');
  return `${ended.stdout}${ended.summary}${report}${place.api.comments.map(({ body }) => body).join('\n')}`;
}

describe('a link out of the checkout', () => {
  it.each([
    ['vars file of the configuration', 'config', { [CONFIG]: 'vars_files: [x.yml]\n' }, OWN_CONFIG],
    ['vars file of an input', 'usage', {}, { 'vars-file': 'x.yml' }],
    ['pipeline of the configuration', 'pipeline', { [CONFIG]: 'sources: [x.yml]\n' }, OWN_CONFIG],
    ['pipeline of an input', 'pipeline', {}, { pipeline: 'x.yml' }],
    ['configuration of an input', 'config', {}, { config: 'x.yml' }],
  ])('is not read as a %s', async (_, __, files, inputs) => {
    await writeFile(outside, `${SECRET}: x\njobs: [{name: ${SECRET}, plan: [{get: ${SECRET}}]}]\n`);
    const event = await place.pullRequest({ ...files, 'x.yml': link(outside) });
    const ended = await place.run(event, { 'no-network': 'true', ...inputs });
    expect(ended.exitCode, ended.stdout).toBe(2);
    expect(ended.stdout).toMatch(/^::error::/m);
    expect(await shownBy(ended)).not.toContain(SECRET);
  });

  it('is not read as configuration, lock, task file or pipeline that nobody names', async () => {
    await writeFile(outside, task(SECRET));
    const files = {
      'ci/x.yml': link(outside),
      'ci/build.yml': pipelineWith('  - task: unit\n    file: self/ci/task.yml\n'),
      'ci/task.yml': link(outside),
      'offline.lock.yml': link(outside),
    };
    const event = await place.pullRequest(files);
    const ended = await place.run(event, { ...OWN_CONFIG, 'no-network': 'true' });
    expect(ended.stdout).toContain('ci/build.yml:9:5 error task-file-missing');
    expect(await shownBy(ended)).not.toContain(SECRET);
    const again = await place.pullRequest({ [CONFIG]: link(outside) });
    const refused = await place.run(again, { ...OWN_CONFIG, 'no-network': 'true' });
    expect(refused.exitCode).toBe(2);
    expect(refused.stdout).toContain('a link to a file outside the repository');
    expect(await shownBy(refused)).not.toContain(SECRET);
  });

  it('is not the repository', async () => {
    await mkdir(join(place.world.temp, 'elsewhere'));
    const event = await place.pullRequest({ pipelines2: link(join(place.world.temp, 'elsewhere')) });
    const ended = await place.run(event, { 'working-directory': 'pipelines2' });
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('leads outside the repository');
  });

  it.each(['../out', 'generated'])('is not written through (out: %s)', async (out) => {
    const event = await place.pullRequest({ [CONFIG]: `out: ${out}\n`, generated: link(place.world.temp) });
    const inputs = { ...OWN_CONFIG, mode: 'generate', preview: 'true', 'no-network': 'true' };
    const ended = await place.run(event, inputs);
    expect(ended.exitCode, ended.stdout).toBe(2);
  });
});

describe('the configuration of a pull request', () => {
  it('leads to no address inside the network', async () => {
    const { world } = place;
    const config = `upstreams:\n  docker.io: ${world.registry.url}\n  https://github.com/: ${world.git.url}/\nvars: {image_webserver: "${world.files.url}"}\nvars_files: [params/params.yml]\n`;
    const event = await place.pullRequest({ [CONFIG]: config });
    const before = world.git.requests.length;
    const ended = await place.run(event, { ...OWN_CONFIG, var: '', 'allow-host': '' });
    expect(ended.exitCode).toBe(1);
    expect(ended.stdout.match(/127\.0\.0\.1 is not contacted/g)?.length).toBeGreaterThan(4);
    expect(world.registry.requests).toEqual([]);
    expect(world.files.requests).toEqual([]);
    expect(world.git.requests.slice(before)).toEqual([]);
  });

  it('chooses no blobstore for the credentials of the job', async () => {
    const { s3 } = place;
    const store = `store: s3://${s3.bucket}/x\ns3: {endpoint: "${s3.url}", path_style: true}\n`;
    const event = await place.pullRequest({ [CONFIG]: store });
    const ended = await place.run(event, { ...OWN_CONFIG, mode: 'verify' });
    expect(ended.exitCode).toBe(2);
    expect(ended.stdout).toContain('a pull or merge request does not choose the blobstore');
    const endpoint = { store: s3Target(place).inputs['store'] ?? '', mode: 'verify' };
    // The endpoint of the configuration does not count either: this address is refused at once.
    await place.run(event, { ...OWN_CONFIG, ...endpoint }, { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(s3.requests).toEqual([]);
  });

  it('reads no files, keys or logins of the runner', async () => {
    const { world } = place;
    const docker = join(world.temp, 'docker');
    await mkdir(docker);
    const auth = Buffer.from('robot:secret-of-docker').toString('base64');
    const auths = { [world.registry.host]: { auth }, 'https://index.docker.io/v1/': { auth } };
    await writeFile(join(docker, 'config.json'), JSON.stringify({ auths }));
    const event = await place.pullRequest({ 'README.md': 'Hello\n' });
    const ended = await place.run(event, {}, { DOCKER_CONFIG: docker });
    expect(ended.exitCode, ended.stdout).toBe(0);
    expect(world.registry.requests.length).toBeGreaterThan(0);
    expect(world.registry.requests.filter(({ headers }) => headers['authorization'])).toEqual([]);
  });
});

/** Text that means something to the runner, a terminal, Markdown, or GitHub. */
const BAIT = [
  '::set-output name=ready::owned',
  '\r::error::owned',
  '\u0085::add-mask::a',
  '##[error]owned',
  '\x1b[2J\x1b]0;owned\x07',
  '@acme/everyone',
  'fixes #1',
  '-->',
  '<img src=x>',
  '[x](javascript:alert(1))',
].join(' \n');

describe('text of a pull request', () => {
  async function report(files: Record<string, string>, inputs = {}): Promise<[Ended, Event]> {
    const event = await place.pullRequest(files);
    return [await place.run(event, { ...OWN_CONFIG, 'no-network': 'true', ...inputs }), event];
  }

  it('gives the runner no command and moves no cursor', async () => {
    const name = JSON.stringify(BAIT);
    const unknown = `- name: ${name}\n  type: ${name}\n  source: {}\njobs:`;
    const plan = `  - task: ${name}\n    config:\n      platform: linux\n      image_resource: {type: registry-image, source: {repository: ${name}}}\n      run: {path: x}\n  - put: ${name}\n`;
    const pipeline = pipelineWith(plan).replace('jobs:', unknown);
    const [ended] = await report({
      'ci/::error::file.yml': pipeline,
      'ci/broken.yml': `${pipeline}\n::error::x: [`,
    });
    expect(ended.exitCode).toBe(1);
    expect(commandsIn(ended.stdout)).toEqual(['add-mask', 'error', 'notice', 'warning']);
    expect(liveLog(ended.stdout)).not.toMatch(/^[\s\u0085]*::(error|add-mask)::(owned|a$)/m);
    expect(ended.stdout).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(ended.outputs['ready']).toBe('false');
  });

  it.each([
    ['input', { pipeline: 'ci/::error::owned.yml' }],
    ['parser', { pipeline: 'ci/broken.yml' }],
  ])('gives the runner no command in an error of the %s', async (_, inputs) => {
    const [ended] = await report(
      { 'ci/broken.yml': `"\\r::error::owned": &::error::owned\n::error::owned\n##[error]owned: [` },
      inputs,
    );
    expect(ended.exitCode).toBe(2);
    expect(commandsIn(ended.stdout)).toEqual(['add-mask', 'debug', 'error']);
    expect(ended.stdout.match(/^::error::/gm)).toHaveLength(1);
  });

  it('calls nobody and ends no hidden line in the comment', async () => {
    const plan = `  - put: ${JSON.stringify(BAIT)}\n`;
    await report({ 'ci/@acme/everyone.yml': pipelineWith(plan) });
    const body = place.api.comments[0]?.body ?? '';
    const [marker = '', remembered = '', ...rest] = body.split('\n');
    for (const line of [marker, remembered]) expect(line).toMatch(/^<!-- (?:(?!--|>).)* -->$/);
    const plain = rest
      .join('\n')
      .replace(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, '')
      .replace(/<code>.*?<\/code>/g, '')
      .replace(/\]\(https?:[^)]*\)/g, ']');
    expect(rest.join('\n')).toContain('acme/everyone');
    expect(plain).not.toMatch(/@|#1|<img|javascript:|-->/);
  });
});
