import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { describeError } from '../../src/model/errors.ts';
import { openS3Store } from '../../src/store/s3.ts';
import type { S3Options } from '../../src/store/s3-client.ts';
import type { Store } from '../../src/store/store.ts';
import { freePort } from '../real/tools.ts';
import { startProxy } from '../servers/proxy.ts';
import { type S3Server, type S3ServerOptions, startS3Server } from '../servers/s3.ts';
import { bytesOf } from './bytes.ts';
import { bodyOf, describeStore, digestOf } from './store.contract.ts';

const ENV = { AWS_ACCESS_KEY_ID: 'test-access', AWS_SECRET_ACCESS_KEY: 'test-secret' };
const MIB = 1024 * 1024;

async function openOn(server: S3Server, options: Partial<S3Options> = {}): Promise<Store> {
  return openS3Store({
    bucket: server.bucket,
    prefix: '',
    endpoint: server.url,
    region: null,
    pathStyle: null,
    env: ENV,
    ...options,
  });
}

for (const prefix of ['', 'some/prefix']) {
  describeStore(`S3 with the prefix "${prefix}"`, async () => {
    const server = await startS3Server({ pageSize: 2 });
    const store = await openOn(server, { prefix });
    const close = async () => {
      await store.close();
      await server.close();
    };
    return { store, leftovers: async () => server.uploads.size, close };
  });
}

const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

async function start(options: S3ServerOptions = {}, client: Partial<S3Options> = {}) {
  const server = await startS3Server(options);
  open.push(server);
  const store = await openOn(server, client);
  open.push(store);
  return { server, store };
}

const large = (seed: string, size = 20 * MIB) => Readable.from(bytesOf(seed, size), { objectMode: false });

describe('an S3 store', () => {
  it('puts keys below its prefix and says its address', async () => {
    const { server, store } = await start({}, { prefix: 'a/b' });
    await store.put('c/d', bodyOf('x'), { contentType: 'text/plain' });
    expect([...server.objects.keys()]).toEqual(['a/b/c/d']);
    expect(server.contentTypes.get('a/b/c/d')).toBe('text/plain');
    expect(store.url).toBe('s3://test-bucket/a/b');
    expect(store.prefix).toBe('a/b');
  });

  it('needs two requests for a small object', async () => {
    const { server, store } = await start();
    await store.put('k', bodyOf('x'));
    expect(server.requests).toEqual(['HEAD k', 'PUT k']);
  });

  it('sends parts of 5 MiB, at most three at a time, and completes them in order', async () => {
    let now = 0;
    let most = 0;
    let release: () => void = () => undefined;
    const three = new Promise<void>((resolve) => {
      release = resolve;
    });
    const fault: S3ServerOptions['fault'] = async ({ query }) => {
      if (!query.has('partNumber')) return undefined;
      most = Math.max(most, ++now);
      if (now === 3) release();
      await three;
      now--;
      return undefined;
    };
    const { server, store } = await start({ fault });
    await store.put('k', large('p', 40 * MIB));
    expect(server.requests.filter((name) => name.startsWith('PUT')).sort()).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `PUT k?partNumber=${number}`),
    );
    expect(server.requests.at(-1)).toBe('POST k');
    expect(most).toBe(3);
  });

  it('repeats a part that the server refuses with SlowDown or cuts', async () => {
    let faults = 2;
    const { server, store } = await start({
      fault: ({ query }) => {
        if (query.get('partNumber') !== '2' || faults === 0) return undefined;
        return faults-- === 2 ? { status: 503, code: 'SlowDown' } : 'cut';
      },
    });
    const result = await store.put('k', large('p'));
    expect(result.digest).toBe(digestOf(server.objects.get('k') ?? Buffer.alloc(0)));
    expect(server.requests.filter((name) => name === 'PUT k?partNumber=2')).toHaveLength(3);
  });

  it('aborts the upload, the other parts and the body when a part fails for good', async () => {
    let release: () => void = () => undefined;
    const aborted = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { server, store } = await start({
      fault: async ({ method, query }) => {
        if (query.get('partNumber') === '2') return { status: 403, code: 'AccessDenied' };
        if (method === 'DELETE') release();
        else if (query.has('partNumber')) await aborted;
        return undefined;
      },
    });
    const body = large('p', 400 * MIB);
    await expect(store.put('k', body)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining('access denied'),
    });
    expect(body.destroyed).toBe(true);
    expect(server.uploads.size).toBe(0);
    expect(server.objects.size).toBe(0);
    expect(server.requests.filter((name) => name.startsWith('PUT')).length).toBeLessThanOrEqual(4);
  });

  it('aborts what a killed run left of the same key only', async () => {
    const { server, store } = await start();
    server.uploads.set('old', { key: 'k', parts: new Map() });
    server.uploads.set('other', { key: 'k2', parts: new Map() });
    await store.put('k', large('p'));
    expect([...server.uploads.keys()]).toEqual(['other']);
  });

  it('aborts an unfinished upload again that a late part brought back', async () => {
    const old = { key: 'k', parts: new Map<number, Buffer>() };
    const { server, store } = await start({
      fault: ({ query }) => {
        if (query.get('partNumber') === '1') server.uploads.set('old', old);
        return undefined;
      },
    });
    server.uploads.set('old', old);
    await store.put('k', large('p', 20 * MIB));
    expect(server.uploads.size).toBe(0);
  });

  it.each(['small', 'large'])('writes a %s body to a server without conditional writes', async (kind) => {
    const { server, store } = await start({
      fault: ({ headers }) =>
        headers['if-none-match'] === undefined ? undefined : { status: 501, code: 'NotImplemented' },
    });
    const body = () => (kind === 'small' ? bodyOf('x') : large('p'));
    const first = await store.put('k', body());
    expect(first.digest).toBe(digestOf(server.objects.get('k') ?? Buffer.alloc(0)));
    const before = server.requests.length;
    await store.put('k2', kind === 'small' ? bodyOf('x') : bodyOf('y'));
    expect(server.requests.slice(before)).toEqual(['HEAD k2', 'PUT k2']);
  });

  it('writes to a server that can not list uploads', async () => {
    const { server, store } = await start({
      fault: ({ method, query }) =>
        method === 'GET' && query.has('uploads') ? { status: 501, code: 'NotImplemented' } : undefined,
    });
    await store.put('k', large('p'));
    expect(server.objects.get('k')).toHaveLength(20 * MIB);
  });

  it.each(['small', 'large'])('keeps an object that another writer put in between (%s)', async (kind) => {
    const { server, store } = await start({
      fault: ({ method, headers }) => {
        if (method !== 'HEAD' && headers['if-none-match'] === '*')
          server.objects.set('k', Buffer.from('theirs'));
        return undefined;
      },
    });
    const result = await store.put('k', kind === 'small' ? bodyOf('ours') : large('p'));
    expect(result).toEqual({ digest: digestOf(Buffer.from('theirs')), size: 6 });
    expect(server.objects.get('k')?.toString()).toBe('theirs');
    expect(server.uploads.size).toBe(0);
  });

  it('sends no checksum that many stores refuse', async () => {
    const names = new Set<string>();
    const { store } = await start({
      fault: ({ headers }) => {
        for (const name of Object.keys(headers)) names.add(name);
        return undefined;
      },
    });
    await store.put('k', bodyOf('x'));
    await store.put('l', large('p'));
    await buffer(await store.get('k'));
    expect([...names].filter((name) => /checksum|trailer/.test(name))).toEqual([]);
  });

  it('goes through the proxy of the environment it was given', async () => {
    const proxy = await startProxy();
    open.push(proxy);
    const { server, store } = await start({}, { env: { ...ENV, http_proxy: proxy.url } });
    await store.put('k', bodyOf('x'));
    expect(proxy.requests).toHaveLength(2);
    expect(server.requests).toEqual(['HEAD k', 'PUT k']);
  });

  it('fails when the connection is cut in the middle of an object', async () => {
    const { server, store } = await start();
    server.objects.set('k', Buffer.alloc(64 * MIB));
    const body = await store.get('k');
    body.once('data', () => void server.close().then(() => open.splice(open.indexOf(server), 1)));
    await expect(buffer(body)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringContaining('s3://'),
    });
  });
});

describe('checking an S3 store', () => {
  async function complaint(options: S3ServerOptions, client: Partial<S3Options> = {}): Promise<string> {
    const { store } = await start(options, client);
    return store.check().then(
      () => 'fine',
      (error: unknown) => describeError(error),
    );
  }
  const answering = (status: number, code: string, extra = '') => ({
    fault: () => ({ status, code, extra }),
  });

  it.each([
    ['a bucket that is missing', {}, { bucket: 'nowhere' }, /the bucket nowhere does not exist\. Create it/],
    ['the wrong region', { region: 'eu-west-1' }, {}, /wrong region: .*eu-west-1\. Set AWS_REGION=eu-west-1/],
    ['an unknown access key', { accessKey: 'other' }, {}, /access key is not known/],
    ['a wrong secret', answering(403, 'SignatureDoesNotMatch'), {}, /secret key does not fit/],
    ['missing rights', answering(403, 'AccessDenied'), {}, /access denied\. The credentials need ListBucket/],
    ['an expired session', answering(400, 'ExpiredToken'), {}, /session token is expired/],
    ['a bucket elsewhere', answering(301, 'PermanentRedirect'), {}, /another region/],
    ['a wrong clock', answering(403, 'RequestTimeTooSkewed'), {}, /clock/],
    ['another failure', answering(400, 'Odd'), {}, /answered 400 Odd/],
  ])('explains %s', async (_name, server, client, expected) => {
    const text = await complaint(server, client);
    expect(text).toMatch(expected);
    expect(text).not.toContain('\n');
    expect(text).not.toContain('test-secret');
  });

  it('explains a server that can not be reached', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const text = await complaint({}, { endpoint });
    expect(text).toMatch(/connection refused\. Check the endpoint/);
    expect(text).toContain(endpoint);
  });

  it('explains that there are no credentials', async () => {
    const saved = { ...process.env };
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      delete process.env[name];
    try {
      expect(await complaint({}, { env: {} })).toMatch(/no credentials found\. Set AWS_ACCESS_KEY_ID/);
    } finally {
      process.env = saved;
    }
  });

  it('explains a web server that is no S3 server', async () => {
    const { store } = await start({ fault: () => ({ status: 404, code: '</Code><html>' }) });
    await expect(store.check()).rejects.toMatchObject({ code: 'store' });
  });
});
