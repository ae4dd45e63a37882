import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';
import { type S3Server, startS3Server } from '../servers/s3.ts';
import type { RunningBundle } from './bundle.ts';
import { S3_LOGIN } from './login.ts';
import { digestOf, digestsOf } from './tree.ts';
import { startWorld, type World } from './world.ts';

const MIB = 1024 * 1024;
/** In a bucket it takes three parts. */
const EDGE_SIZE = 20 * MIB;
const EDGE = '/edge-2.1.0.0.0.7395502.ova';

/** A moment of a run: `fire` is to be called when it has come. */
type Moment = (bundle: RunningBundle, fire: () => void) => void;

let world: World;
let s3: S3Server;
let onS3Request: ((request: string) => void) | null = null;
let onHalfOfEdge: (() => void) | null = null;
/** Resources of a run that nobody killed. */
let clean: Record<string, string>;

beforeAll(async () => {
  if (!hasBundle()) return;
  const fault = ({ method, key, query }: { method: string; key: string; query: URLSearchParams }) => {
    const part = query.has('partNumber') ? `?partNumber=${query.get('partNumber')}` : '';
    onS3Request?.(`${method} ${key}${part}`);
    return undefined;
  };
  [world, s3] = await Promise.all([startWorld(), startS3Server({ fault })]);
  world.files.files.set(EDGE, { body: { size: EDGE_SIZE, open: openEdge }, etag: '"edge"' });
  const store = join(world.temp, 'clean');
  expect(await world.run('run', ['--store', store])).toMatchObject({ status: 0 });
  clean = resourcesOf(await digestsOf(store));
});
afterAll(async () => {
  await Promise.all([world?.close(), s3?.close()]);
});
beforeEach(async () => {
  if (!hasBundle()) return;
  await rm(join(world.dir, 'offline'), { recursive: true, force: true });
  await rm(join(world.dir, 'offline.lock.yml'), { force: true });
});

/** Says when half of it was sent, and sends no more before that was heard. */
function openEdge(start: number): Readable {
  function* chunks() {
    for (let offset = start; offset < EDGE_SIZE; offset += MIB) {
      if (offset >= EDGE_SIZE / 2) onHalfOfEdge?.();
      yield Buffer.alloc(Math.min(MIB, EDGE_SIZE - offset), offset / MIB);
    }
  }
  return Readable.from(chunks());
}

function resourcesOf(digests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(digests).filter(([key]) => key.startsWith('resources/')));
}

const afterRequests =
  (count: number): Moment =>
  (_, fire) => {
    let seen = 0;
    world.onRequest(() => {
      seen += 1;
      if (seen === count) fire();
    });
  };
const whenItSays =
  (pattern: RegExp): Moment =>
  ({ child }, fire) => {
    child.stderr.on('data', (chunk: string) => {
      if (pattern.test(chunk)) fire();
    });
  };
const halfWayThroughAFile: Moment = (_, fire) => {
  onHalfOfEdge = fire;
};
const atS3Request =
  (pattern: RegExp): Moment =>
  (_, fire) => {
    onS3Request = (request) => {
      if (pattern.test(request)) fire();
    };
  };

/** Runs until the moment has come, and kills. */
async function killAt(moment: Moment, args: readonly string[]): Promise<void> {
  const bundle = world.start('run', args, S3_LOGIN);
  moment(bundle, () => bundle.child.kill('SIGKILL'));
  const { stderr } = await bundle.ended;
  world.onRequest(null);
  onHalfOfEdge = null;
  onS3Request = null;
  expect({ signal: bundle.child.signalCode, stderr }).toMatchObject({ signal: 'SIGKILL' });
}

/** Milliseconds: each test is several runs. */
const PATIENCE = 90_000;

// Each of the killed runs goes on where the one before was killed.
describe.skipIf(!hasBundle())('a run that is killed again and again', () => {
  test('leaves no half object in a directory, and ends well when it is left alone', {
    timeout: PATIENCE,
  }, async () => {
    const store = join(world.temp, 'store');
    const args = ['--store', store];
    const moments = [
      halfWayThroughAFile,
      afterRequests(22),
      whenItSays(/wrote offline\.lock\.yml/),
      whenItSays(/verified/),
    ];
    for (const moment of moments) {
      await killAt(moment, args);
      const objects = await digestsOf(store).catch(() => ({}));
      expect(clean).toMatchObject(resourcesOf(objects));
      expect(Object.keys(objects).filter((key) => key.endsWith('manifest.json'))).toEqual([]);
      const isHalf = moment === halfWayThroughAFile;
      if (isHalf) expect(await readdir(join(store, '.staging'))).not.toEqual([]);
    }
    expect(await world.run('run', args)).toMatchObject({ status: 0 });
    expect(resourcesOf(await digestsOf(store))).toEqual(clean);
    expect(await readdir(join(store, '.staging'))).toEqual([]);
    expect(await world.run('verify', args)).toMatchObject({ status: 0 });
  });

  test('leaves no half object in a bucket, and ends well when it is left alone', {
    timeout: PATIENCE,
  }, async () => {
    // One after another, so that each moment is still to come after the one before.
    const args = ['--store', 's3://test-bucket', '--s3-endpoint', s3.url, '--jobs', '1'];
    const moments = [
      atS3Request(/^PUT resources\/file\/edge.*partNumber=2/),
      atS3Request(/^POST resources\/file\/edge/),
      atS3Request(/^PUT resources\/image\//),
      atS3Request(/^PUT runs\/.*\/report\.json/),
    ];
    for (const moment of moments) {
      await killAt(moment, args);
      const objects = Object.fromEntries([...s3.objects].map(([key, bytes]) => [key, digestOf(bytes)]));
      expect(clean).toMatchObject(resourcesOf(objects));
    }
    expect(await world.run('run', args, S3_LOGIN)).toMatchObject({ status: 0 });
    const objects = Object.fromEntries([...s3.objects].map(([key, bytes]) => [key, digestOf(bytes)]));
    expect(resourcesOf(objects)).toEqual(clean);
    expect([...s3.uploads]).toEqual([]);
    expect(await world.run('verify', args, S3_LOGIN)).toMatchObject({ status: 0 });
  });
});
