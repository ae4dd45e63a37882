import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOOL } from '../../src/version.ts';
import { BUNDLE, type Result, type RunningBundle, startBundle } from '../e2e/bundle.ts';
import { digestsOf } from '../e2e/tree.ts';
import { checkOut, configText, startWorld, WORKER, type World } from '../e2e/world.ts';
import {
  type DockerRegistry,
  skopeoCopy,
  startDockerRegistry,
  writeImageDirectory,
} from './docker-registry.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { realNodes } from './nodes.ts';
import { requireTool } from './tools.ts';

const BUCKET = 'real-bucket';
const PIPELINE = 'offline/offline-install.yml';
const NODES = realNodes([20, 22, 24]);

let world: World;
let registry: DockerRegistry;
let gateway: Gateway;

beforeAll(async () => {
  [world, gateway] = await Promise.all([startWorld(), startGateway(BUCKET)]);
  registry = await startDockerRegistry(join(world.temp, 'registry'));
  writeImageDirectory(WORKER, join(world.temp, 'image'));
  const target = `docker://${registry.host}/example/sdn-worker:v2.1`;
  skopeoCopy(`dir:${join(world.temp, 'image')}`, target, '--preserve-digests');
  await writeFile(join(world.temp, 'real.yml'), configText(world.git.url, `http://${registry.host}`));
});
afterAll(async () => {
  await registry?.stop();
  await Promise.all([world?.close(), gateway?.close()]);
});

/** A checkout of its own, with what runs the bundle over it. */
async function checkout(name: string, node = process.execPath) {
  const dir = join(world.temp, name);
  await checkOut('sdn-gen', dir, `${world.git.url}/example/sdn-gen.git`);
  const options = ['--config', join(world.temp, 'real.yml'), '--var', `image_webserver=${world.files.url}`];
  const start = (command: string, ...args: readonly string[]): RunningBundle =>
    startBundle(node, BUNDLE, [command, dir, ...options, ...args], {
      ...gateway.env,
      TMPDIR: join(world.temp, 'tmp'),
    });
  const run = (command: string, ...args: readonly string[]): Promise<Result> => start(command, ...args).ended;
  return { dir, start, run };
}

function resourcesOf(digests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(digests).filter(([key]) => key.startsWith('resources/')));
}

/** Throws with fly's own words. */
function validate(file: string): void {
  execFileSync(requireTool('fly'), ['validate-pipeline', '--strict', '--config', file], { stdio: 'pipe' });
}

describe.each(NODES)('the loop with real servers under Node $version', ({ path: node, version }) => {
  it('goes from analysis to a verified pipeline that fly accepts, and has nothing to do afterwards', async () => {
    const { dir, run } = await checkout(version, node);
    expect(execFileSync(node, [BUNDLE, '--version'], { encoding: 'utf8' })).toBe(`${TOOL.version}\n`);
    const place = ['--store', `s3://${BUCKET}/${version}`];
    const first = await run('run', ...place);
    expect(first).toMatchObject({ status: 0, stdout: expect.stringContaining('7 artifacts copied') });
    validate(join(dir, PIPELINE));
    expect(await run('verify', ...place)).toMatchObject({ status: 0 });
    const before = await digestsOf(gateway.directory);
    const second = await run('run', ...place);
    expect(second).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing changed') });
    expect(await digestsOf(gateway.directory)).toEqual(before);
  });

  it('makes the same bytes in a directory', async () => {
    const { run } = await checkout(`${version}-directory`, node);
    const store = join(world.temp, `store-${version}`);
    expect(await run('run', '--store', store)).toMatchObject({ status: 0 });
    const inBucket = resourcesOf(await digestsOf(join(gateway.directory, version)));
    expect(resourcesOf(await digestsOf(store))).toEqual(inBucket);
    expect(Object.keys(inBucket)).toHaveLength(7);
  });
});

describe('fly accepts', () => {
  it.each([
    ['sdn-gen', 'pipelines/install.yml', 'offline-install.yml'],
    ['private', 'pipeline.yml', 'offline-pipeline.yml'],
    ['product', 'ci/pipeline.yml', 'offline-pipeline.yml'],
  ])('the preview of %s', async (fixture, pipeline, generated) => {
    const dir = join(world.temp, `preview-${fixture}`);
    await checkOut(fixture, dir, `https://github.com/example/${fixture}`);
    await rm(join(dir, '.offline-gen.yml'), { force: true });
    const args = ['generate', dir, '-p', pipeline, '--preview', '--no-network', '--fail-on', 'never'];
    const { status, stdout, stderr } = await startBundle(process.execPath, BUNDLE, args).ended;
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    validate(join(dir, 'offline', generated));
  });
});

describe('a run that is killed', () => {
  let clean: Record<string, string>;
  let requests = 0;

  beforeAll(async () => {
    const { run } = await checkout('clean');
    world.onRequest(() => {
      requests += 1;
    });
    expect(await run('run', '--store', `s3://${BUCKET}/clean`)).toMatchObject({ status: 0 });
    world.onRequest(null);
    clean = resourcesOf(await digestsOf(join(gateway.directory, 'clean')));
    expect(requests).toBeGreaterThan(15);
  });

  it.each(['s3', 'directory'])(
    'at any request leaves whole objects in %s, and the rerun completes',
    async (kind) => {
      for (let moment = 1; moment <= requests; moment += 5) {
        const name = `killed-${kind}-${moment}`;
        const { start, run } = await checkout(name);
        const directory = kind === 's3' ? join(gateway.directory, name) : join(world.temp, `${name}-store`);
        const place = ['--store', kind === 's3' ? `s3://${BUCKET}/${name}` : directory];
        const { child, ended } = start('run', ...place);
        let seen = 0;
        world.onRequest(() => {
          seen += 1;
          if (seen === moment) child.kill('SIGKILL');
        });
        await ended;
        world.onRequest(null);
        expect({ moment, signal: child.signalCode }).toEqual({ moment, signal: 'SIGKILL' });
        await mkdir(directory, { recursive: true });
        expect(clean).toMatchObject(resourcesOf(await digestsOf(directory)));
        expect(await run('run', ...place)).toMatchObject({ status: 0 });
        expect(resourcesOf(await digestsOf(directory))).toEqual(clean);
      }
    },
  );
});

it('starts quickly', () => {
  const empty = median(['-e', '0']);
  const bundle = median([BUNDLE, '--version']);
  console.log(`--version takes ${Math.round(bundle)} ms, an empty program ${Math.round(empty)} ms`);
});

/** Milliseconds that Node needs for these arguments. */
function median(args: readonly string[]): number {
  const times = Array.from({ length: 7 }, () => {
    const start = process.hrtime.bigint();
    execFileSync(process.execPath, args);
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return times.sort((a, b) => a - b)[3] ?? 0;
}
