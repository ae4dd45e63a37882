import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../src/model/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { createS3 } from '../../src/store/s3-client.ts';
import type { Store } from '../../src/store/store.ts';
import { bytesOf } from '../store/bytes.ts';
import { describeStore } from '../store/store.contract.ts';
import { type Gateway, startGateway } from './gateway.ts';
import { type RunningProcess, startProcess } from './tools.ts';

const MB = 1_000_000;
const MIB = 1024 * 1024;
const BUCKET = 'real-bucket';
const DEFAULTS = { endpoint: null, region: null, pathStyle: null };

async function unfinishedUploads(env: Gateway['env']): Promise<number> {
  const s3 = await createS3({ bucket: BUCKET, prefix: '', ...DEFAULTS, env });
  const found = await s3.client.send(new s3.sdk.ListMultipartUploadsCommand({ Bucket: BUCKET }));
  s3.close();
  return found.Uploads?.length ?? 0;
}

function startPut(
  url: string,
  env: Gateway['env'],
  key: string,
  size: number,
  stopAfter = 0,
): Promise<RunningProcess> {
  const script = fileURLToPath(new URL('put.ts', import.meta.url));
  return startProcess(process.execPath, {
    args: [script, url, key, String(size), String(stopAfter)],
    env: { ...process.env, ...env },
    ready: { output: stopAfter > 0 ? /half-way/ : /done/ },
    timeout: 240_000,
  });
}

async function keysOf(store: Store): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

describeStore('versitygw', async () => {
  const gateway = await startGateway(BUCKET);
  const store = await openStore(`s3://${BUCKET}/some/prefix`, { s3: DEFAULTS, env: gateway.env });
  const close = async () => {
    await store.close();
    await gateway.close();
  };
  return { store, leftovers: () => unfinishedUploads(gateway.env), close };
});

describe.each(['s3', 'directory'])('a store in %s', (kind) => {
  let gateway: Gateway;
  let directory: string;
  let url: string;
  let store: Store;
  beforeAll(async () => {
    gateway = await startGateway(BUCKET);
    directory = await mkdtemp(join(tmpdir(), 'offline-gen-store-'));
    url = kind === 's3' ? `s3://${BUCKET}/p` : directory;
    store = await openStore(url, { s3: DEFAULTS, env: gateway.env });
  });
  afterAll(async () => {
    await store.close();
    await gateway.close();
    await rm(directory, { recursive: true });
  });

  const leftovers = async () =>
    kind === 's3' ? unfinishedUploads(gateway.env) : (await readdir(join(directory, '.staging'))).length;

  it('shows nothing of a put that was killed, and the rerun completes it and tidies up', async () => {
    const key = 'resources/file/large/0a/large.bin';
    const put = await startPut(url, gateway.env, key, 100 * MB, 60 * MB);
    await put.stop('SIGKILL');
    expect(await put.ended).toBe('SIGKILL');
    expect(await store.head(key)).toBeUndefined();
    expect(await keysOf(store)).toEqual([]);
    expect(await leftovers()).toBe(1);
    const result = await store.put(key, Readable.from(bytesOf(key, 100 * MB), { objectMode: false }));
    expect(await store.head(key)).toEqual({ key, size: 100 * MB });
    expect(result.size).toBe(100 * MB);
    expect(await leftovers()).toBe(0);
  });

  it('takes a stream of 1 GiB with flat memory', async () => {
    const put = await startPut(url, gateway.env, 'memory/1g', 1024 * MIB);
    expect(await put.ended).toBe(0);
    const growth = Number(/growth=(\d+)/.exec(put.output())?.[1]);
    console.log(`${kind}: memory grew by ${Math.round(growth / MIB)} MiB over a put of 1024 MiB`);
    expect(growth).toBeLessThan(200 * MIB);
  });
});

describe('the complaints about a real server', () => {
  let gateway: Gateway;
  beforeAll(async () => {
    gateway = await startGateway(BUCKET);
  });
  afterAll(() => gateway.close());

  it.each([
    ['nowhere', {}, /the bucket nowhere does not exist/],
    [BUCKET, { AWS_REGION: 'eu-west-1' }, /wrong region: the server expects us-east-1/],
    [BUCKET, { AWS_ACCESS_KEY_ID: 'someone' }, /access key is not known/],
    [BUCKET, { AWS_SECRET_ACCESS_KEY: 'wrong' }, /secret key does not fit/],
  ])('about the bucket %s with %j', async (bucket, change, expected) => {
    const store = await openStore(`s3://${bucket}`, { s3: DEFAULTS, env: { ...gateway.env, ...change } });
    const error = await store.check().catch((reason: unknown) => reason);
    expect(describeError(error)).toMatch(expected);
    await store.close();
  });
});
