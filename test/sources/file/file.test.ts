import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import type { FileRequest } from '../../../src/model/request.ts';
import type { Http } from '../../../src/net/http.ts';
import { fileSource } from '../../../src/sources/file/file.ts';
import type { SourceContext } from '../../../src/sources/source.ts';
import { type FileServer, startFileServer } from '../../servers/files.ts';
import { failure, testContext, testHttp } from '../context.ts';

const TEXT = 'first half, second half';
let server: FileServer;
let http: Http;

beforeEach(async () => {
  server = await startFileServer({ files: { '/tool-4.2.0-77-lin.bin': TEXT } });
  http = testHttp();
});

afterEach(async () => {
  await http.close();
  await server.close();
});

function request(given: Partial<FileRequest> = {}): FileRequest {
  const url = `${server.url}/tool-4.2.0-77-lin.bin`;
  return { kind: 'file', url, filename: 'tool-4.2.0-77-lin.bin', layout: 'file', ...given };
}

async function download(file: FileRequest, context: SourceContext): Promise<string> {
  const payload = await fileSource.fetch(file, await fileSource.resolve(file, context), context);
  try {
    return (await buffer(payload.stream)).toString();
  } finally {
    await payload.dispose();
  }
}

function methods(): string[] {
  return server.requests.map(({ method }) => method);
}

describe('resolving a file', () => {
  it('asks only for the head and takes the strong entity tag as the version', async () => {
    server.files.set('/a-1.2.zip', { body: TEXT, etag: '"abc"' });
    const file = request({ url: `${server.url}/a-1.2.zip`, filename: 'a-1.2.zip' });
    expect(await fileSource.resolve(file, testContext(http))).toEqual({
      version: 'etag:"abc"',
      label: '1.2',
      digest: null,
      size: TEXT.length,
    });
    expect(methods()).toEqual(['HEAD']);
  });

  it.each([403, 405, 501])('reads the first byte where HEAD is refused with %i', async (status) => {
    server.faults.headStatus = status;
    const { version, size } = await fileSource.resolve(request(), testContext(http));
    expect([typeof version, size]).toEqual(['string', TEXT.length]);
    expect(server.requests.map(({ headers }) => headers['range'])).toEqual([undefined, 'bytes=0-0']);
  });

  it('drops the body where HEAD is refused and ranges are ignored', async () => {
    server.faults.headStatus = 405;
    server.faults.ignoreRanges = true;
    expect((await fileSource.resolve(request(), testContext(http))).size).toBe(TEXT.length);
  });

  it('resolves an empty file where HEAD is refused', async () => {
    server.faults.headStatus = 405;
    server.files.set('/empty', '');
    const file = request({ url: `${server.url}/empty` });
    expect((await fileSource.resolve(file, testContext(http))).size).toBe(0);
  });

  it('has no version when the server names none', async () => {
    server.files.set('/plain', { body: TEXT, etag: null, lastModified: null });
    const file = request({ url: `${server.url}/plain`, filename: 'plain' });
    expect(await fileSource.resolve(file, testContext(http))).toEqual({
      version: null,
      label: '',
      digest: null,
      size: TEXT.length,
    });
  });

  it('names the address without its secrets when the file is missing', async () => {
    const file = request({ url: `${server.url}/gone?token=s3cret` });
    const text = describeError(await failure(fileSource.resolve(file, testContext(http))));
    expect(text).toContain(`${server.url}/gone?token=redacted does not exist (status 404)`);
  });

  it('goes where the configuration redirects it', async () => {
    const context = testContext(http, {
      redirect: (url) => url.replace('https://files.example.com', server.url),
    });
    const file = request({ url: 'https://files.example.com/tool-4.2.0-77-lin.bin' });
    expect((await fileSource.resolve(file, context)).size).toBe(TEXT.length);
  });
});

describe('access to a file', () => {
  beforeEach(async () => {
    await server.close();
    const auth = { username: 'robot', password: 'pass:wörd' };
    server = await startFileServer({ files: { '/tool-4.2.0-77-lin.bin': TEXT }, auth });
  });

  it('logs in with the username and password of the resource', async () => {
    const context = testContext(http, { credentials: { username: 'robot', password: 'pass:wörd' } });
    expect(await download(request(), context)).toBe(TEXT);
  });

  it('sends the headers that the resource names', async () => {
    const login = Buffer.from('robot:pass:wörd').toString('base64');
    const context = testContext(http, { credentials: { 'headers.Authorization': `Basic ${login}` } });
    expect(await download(request(), context)).toBe(TEXT);
  });

  it('says which keys the resource may set', async () => {
    const text = describeError(await failure(fileSource.resolve(request(), testContext(http))));
    expect(text).toContain('refused access (status 401)');
    expect(text).toContain('`username` and `password`');
  });

  it('does not show a wrong password', async () => {
    const context = testContext(http, { credentials: { username: 'robot', password: 'wrong-pass' } });
    const text = describeError(await failure(fileSource.resolve(request(), context)));
    expect(text).toContain('Check the `username`');
    expect(text).not.toContain('wrong-pass');
  });
});

describe('fetching a file', () => {
  it('gives the file under the name that the resource gives it', async () => {
    const context = testContext(http);
    const file = request({ filename: 'tool.bin' });
    const payload = await fileSource.fetch(file, await fileSource.resolve(file, context), context);
    expect([payload.fileName, payload.size]).toEqual(['tool.bin', TEXT.length]);
    expect((await buffer(payload.stream)).toString()).toBe(TEXT);
    await payload.dispose();
    expect(server.requests.at(-1)?.headers['accept-encoding']).toBe('identity');
  });

  it('refuses a file that changed since it was resolved', async () => {
    const context = testContext(http);
    const resolution = await fileSource.resolve(request(), context);
    server.files.set('/tool-4.2.0-77-lin.bin', 'other content');
    const error = await failure(fileSource.fetch(request(), resolution, context));
    expect(error).toMatchObject({ code: 'upstream' });
    expect(describeError(error)).toContain('changed between analysis and transfer');
  });

  it('continues after each cut where the connection ended', async () => {
    server.faults.cuts = [5, 1, 7];
    expect(await download(request(), testContext(http))).toBe(TEXT);
    expect(server.requests.slice(2).map(({ headers }) => headers['range'])).toEqual([
      'bytes=5-',
      'bytes=6-',
      'bytes=13-',
    ]);
    expect(server.requests.at(-1)?.headers['if-range']).toMatch(/^"/);
  });

  it('continues by date where there is no entity tag', async () => {
    server.files.set('/dated', { body: TEXT, etag: null });
    server.faults.cuts = [5];
    expect(await download(request({ url: `${server.url}/dated` }), testContext(http))).toBe(TEXT);
    expect(server.requests.at(-1)?.headers['if-range']).toMatch(/GMT$/);
  });

  it('reads again from the start where the server ignores ranges, and appends only the rest', async () => {
    server.faults.cuts = [5];
    server.faults.ignoreRanges = true;
    expect(await download(request(), testContext(http))).toBe(TEXT);
  });

  it('does not append the rest of another version', async () => {
    server.faults.cuts = [5];
    server.faults.before = ({ headers }) => {
      if (headers['range'] === 'bytes=5-')
        server.files.set('/tool-4.2.0-77-lin.bin', 'FIRST HALF, SECOND HALF');
    };
    const error = await failure(download(request(), testContext(http)));
    expect(describeError(error)).toContain('changed between analysis and transfer');
  });

  it('gives up after a few cuts without progress and says how far it came', async () => {
    server.faults.cuts = [5, 0, 0, 0, 0, 0, 0, 0];
    const error = await failure(download(request(), testContext(http)));
    expect(error).toMatchObject({ code: 'network' });
    expect(describeError(error)).toContain(`ended after 5 of ${TEXT.length} bytes`);
  });

  it('fails at a cut when nothing proves that the rest belongs to it', async () => {
    server.files.set('/plain', { body: TEXT, etag: null, lastModified: null });
    // The first GET only looks.
    server.faults.cuts = [Number.POSITIVE_INFINITY, 5];
    const error = await failure(download(request({ url: `${server.url}/plain` }), testContext(http)));
    expect(describeError(error)).toContain(`ended after 5 of ${TEXT.length} bytes`);
  });

  it('notices a short file even where the transfer has no length', async () => {
    server.files.set('/dated', { body: TEXT, etag: null });
    const context = testContext(http);
    const file = request({ url: `${server.url}/dated` });
    const resolution = await fileSource.resolve(file, context);
    server.files.set('/dated', { body: TEXT.slice(0, 9), etag: null });
    server.faults.chunked = true;
    const payload = await fileSource.fetch(file, resolution, context);
    await expect(buffer(payload.stream)).rejects.toThrow();
    await payload.dispose();
  });

  it('stores an encoded answer as it came', async () => {
    server.files.set('/encoded', { body: 'not really gzip', headers: { 'content-encoding': 'gzip' } });
    const file = request({ url: `${server.url}/encoded` });
    expect((await fileSource.resolve(file, testContext(http))).size).toBeNull();
    expect(await download(file, testContext(http))).toBe('not really gzip');
  });

  it('stops when the run is interrupted', async () => {
    const controller = new AbortController();
    const context = testContext(http, { signal: controller.signal });
    const payload = await fileSource.fetch(request(), await fileSource.resolve(request(), context), context);
    controller.abort();
    await expect(buffer(payload.stream)).rejects.toMatchObject({ code: 'interrupted' });
    await payload.dispose();
  });

  it('closes the connection when nobody reads on', async () => {
    const endless = { size: 1e12, open: () => endlessZeros() };
    server.files.set('/endless', { body: endless });
    const context = testContext(http);
    const file = request({ url: `${server.url}/endless` });
    const payload = await fileSource.fetch(file, await fileSource.resolve(file, context), context);
    const first = await payload.stream[Symbol.asyncIterator]().next();
    expect(first.value.length).toBeGreaterThan(0);
    await payload.dispose();
    expect(payload.stream.destroyed).toBe(true);
  });
});

describe('an http resource', () => {
  let temp: string;

  beforeEach(async () => {
    temp = await mkdtemp(join(tmpdir(), 'http-resource-test-'));
  });

  afterEach(async () => {
    await rm(temp, { recursive: true });
  });

  it('becomes an archive of body and headers, the same bytes each time', async () => {
    const context = testContext(http, { temp });
    const file = request({ layout: 'http-resource', filename: 'body' });
    const resolution = await fileSource.resolve(file, context);
    const archives: Buffer[] = [];
    for (const _ of [1, 2]) {
      const payload = await fileSource.fetch(file, resolution, context);
      expect(payload.fileName).toBeNull();
      archives.push(await buffer(payload.stream));
      await payload.dispose();
    }
    const tar = gunzipSync(archives[0] ?? Buffer.alloc(0)).toString('latin1');
    expect(tar).toContain(TEXT);
    expect(tar).toMatch(
      /HTTP\/1\.1 200 OK\r\ncontent-length: 23\r\netag: "\w+"\r\nlast-modified: .* GMT\r\n\r\n/,
    );
    expect(archives[1]).toEqual(archives[0]);
    expect(await readdir(temp)).toEqual([]);
  });

  it('leaves no temporary file when the transfer fails', async () => {
    server.files.set('/plain', { body: TEXT, etag: null, lastModified: null });
    // The first GET only looks.
    server.faults.cuts = [Number.POSITIVE_INFINITY, 5];
    const context = testContext(http, { temp });
    const file = request({ layout: 'http-resource', url: `${server.url}/plain` });
    await failure(download(file, context));
    expect(await readdir(temp)).toEqual([]);
  });
});

describe('names of files', () => {
  it.each(['version', 'url', 's3_uri'])('refuses %s, which the s3 resource overwrites', async (filename) => {
    const error = await failure(fileSource.resolve(request({ filename }), testContext(http)));
    expect(error).toMatchObject({ code: 'unsupported' });
  });

  it.each(['', '.', '..', '../x', 'a/b', 'a\\b', 'a\nb'])(
    'refuses %j, which is no plain name',
    async (filename) => {
      const error = await failure(fileSource.resolve(request({ filename }), testContext(http)));
      expect(error).toMatchObject({ code: 'pipeline' });
      expect(server.requests).toEqual([]);
    },
  );
});

async function* zeros(): AsyncGenerator<Buffer> {
  for (;;) yield Buffer.alloc(65_536);
}

function endlessZeros(): Readable {
  return Readable.from(zeros(), { objectMode: false });
}
