import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import type { S3Request } from '../../../src/model/request.ts';
import type { Http } from '../../../src/net/http.ts';
import { s3Source } from '../../../src/sources/s3/s3.ts';
import { type FileServer, startFileServer } from '../../servers/files.ts';
import { failure, testContext, testHttp } from '../context.ts';

const CREDENTIALS = { access_key_id: 'robot', secret_access_key: 'robot-secret' };
const TEXT = 'first half, second half';

let server: FileServer;
let http: Http;

beforeEach(async () => {
  server = await startFileServer({
    files: {
      '/bucket/': listing(['rel/x-1.9.0.tgz', 'rel/x-1.10.0.tgz']),
      '/bucket/rel/x-1.10.0.tgz': { body: TEXT, etag: '"tag-1"' },
      '/bucket/file.bin': { body: TEXT, headers: { 'x-amz-version-id': 'v7' } },
    },
  });
  http = testHttp();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await http.close();
  await server.close();
});

/** The one page that the server gives for every listing. */
function listing(keys: readonly string[]): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
}

function request(given: Partial<S3Request> = {}): S3Request {
  return {
    kind: 's3',
    endpoint: server.url,
    region: 'us-east-1',
    bucket: 'bucket',
    regexp: 'rel/x-(.*)\\.tgz',
    versionedFile: null,
    pinned: null,
    pathStyle: true,
    ...given,
  };
}

function authorizations(): unknown[] {
  return server.requests.map(({ headers }) => headers['authorization']);
}

describe('resolving an s3 resource', () => {
  it('lists, takes the newest and asks for its head', async () => {
    expect(await s3Source.resolve(request(), testContext(http))).toEqual({
      version: 'rel/x-1.10.0.tgz@"tag-1"',
      label: '1.10.0',
      digest: null,
      size: TEXT.length,
    });
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /bucket/?list-type=2&prefix=rel%2F&delimiter=%2F',
      'HEAD /bucket/rel/x-1.10.0.tgz',
    ]);
  });

  it('names a versioned file by its version id', async () => {
    const file = request({ regexp: null, versionedFile: 'file.bin' });
    expect(await s3Source.resolve(file, testContext(http))).toMatchObject({
      version: 'file.bin@v7',
      label: 'v7',
    });
  });

  it('refuses a store that names no state of the object', async () => {
    server.files.set('/bucket/file.bin', { body: TEXT, etag: null });
    const file = request({ regexp: null, versionedFile: 'file.bin' });
    const text = describeError(await failure(s3Source.resolve(file, testContext(http))));
    expect(text).toContain('no entity tag for s3://bucket/file.bin');
  });

  it('asks only for the head of a pinned path', async () => {
    const file = request({ pinned: 'rel/x-1.10.0.tgz' });
    expect(await s3Source.resolve(file, testContext(http))).toMatchObject({ label: '1.10.0' });
    expect(server.requests).toHaveLength(1);
  });

  it('asks for a pinned version id', async () => {
    const file = request({ regexp: null, versionedFile: 'file.bin', pinned: 'v7' });
    await s3Source.resolve(file, testContext(http));
    expect(server.requests[0]?.path).toBe('/bucket/file.bin?versionId=v7');
  });

  it('refuses a pinned path that the regexp does not match', async () => {
    const error = await failure(s3Source.resolve(request({ pinned: 'other.tgz' }), testContext(http)));
    expect(error).toMatchObject({ code: 'pipeline' });
  });

  it('signs with the keys of the resource', async () => {
    await s3Source.resolve(request(), testContext(http, { credentials: CREDENTIALS }));
    const signed = expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=robot\/\d+\/us-east-1\/s3\//);
    expect(authorizations()).toEqual([signed, signed]);
  });

  it('is anonymous without keys, whatever keys and endpoint the blobstore has in the environment', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'store-key');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'store-secret');
    vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:9');
    const seen: string[] = [];
    const redirect = (url: string): string => {
      seen.push(url);
      return server.url;
    };
    const file = request({ endpoint: null, region: 'eu-west-1', pathStyle: false });
    expect(await s3Source.resolve(file, testContext(http, { redirect }))).toMatchObject({ label: '1.10.0' });
    expect(authorizations()).toEqual([undefined, undefined]);
    expect(seen).toEqual(['https://s3.eu-west-1.amazonaws.com']);
  });

  it('says that the bucket cannot be reached, without repeating what the HTTP client repeats', async () => {
    await server.close();
    const error = await failure(s3Source.resolve(request(), testContext(http)));
    expect(error).toMatchObject({ code: 'network' });
    server = await startFileServer();
  });

  it('says which keys the resource may set when access is refused', async () => {
    server.faults.headStatus = 403;
    const text = describeError(await failure(s3Source.resolve(request(), testContext(http))));
    expect(text).toContain('s3://bucket/rel/x-1.10.0.tgz refused access (status 403)');
    expect(text).toContain('The resource may set `access_key_id`');
  });
});

describe('a listing that fails', () => {
  it.each<[number, string, string]>([
    [301, '<Error><Code>PermanentRedirect</Code></Error>', 'bucket bucket is in another region'],
    [400, '<Error><Code>AuthorizationHeaderMalformed</Code></Error>', 'bucket bucket is in another region'],
    [400, '<Error><Code>InvalidRequest</Code></Error>', "can't be read: status 400, InvalidRequest"],
    [403, '<Error><Code>InvalidAccessKeyId</Code></Error>', 'refused access (InvalidAccessKeyId)'],
    [404, '<Error><Code>NoSuchBucket</Code></Error>', 'bucket bucket does not exist'],
    [404, '<html>no store here</html>', 'bucket bucket does not exist'],
  ])('with %i %s is explained in one line', async (status, body, text) => {
    server.files.set('/bucket/', { body, status });
    const message = describeError(await failure(s3Source.resolve(request(), testContext(http))));
    expect(message).toContain(text);
    expect(message).not.toContain('\n');
  });

  it('says so when no store answers', async () => {
    server.files.set('/bucket/', '<html>welcome\n</html>');
    const error = await failure(s3Source.resolve(request(), testContext(http)));
    expect(error).toMatchObject({ code: 'upstream' });
  });
});

describe('fetching an s3 object', () => {
  async function download(): Promise<string> {
    const context = testContext(http);
    const payload = await s3Source.fetch(request(), await s3Source.resolve(request(), context), context);
    try {
      expect([payload.fileName, payload.size]).toEqual(['x-1.10.0.tgz', TEXT.length]);
      return (await buffer(payload.stream)).toString();
    } finally {
      await payload.dispose();
    }
  }

  it('gives the object under its own name', async () => {
    expect(await download()).toBe(TEXT);
  });

  it('continues a cut transfer of the same state of the object', async () => {
    server.faults.cuts = [Number.POSITIVE_INFINITY, 5, 3];
    expect(await download()).toBe(TEXT);
    expect(server.requests.slice(3).map(({ headers }) => [headers['range'], headers['if-match']])).toEqual([
      ['bytes=5-', '"tag-1"'],
      ['bytes=8-', '"tag-1"'],
    ]);
  });

  it('does not mix two states of the object', async () => {
    server.faults.cuts = [Number.POSITIVE_INFINITY, 5];
    server.faults.before = ({ headers }) => {
      if (headers['range'] !== undefined)
        server.files.set('/bucket/rel/x-1.10.0.tgz', 'FIRST HALF, SECOND HALF');
    };
    const error = await failure(download());
    expect(describeError(error)).toContain('changed between analysis and transfer');
  });

  it('fails when a server ignores the range', async () => {
    server.faults.cuts = [Number.POSITIVE_INFINITY, 5];
    server.faults.ignoreRanges = true;
    expect(await failure(download())).toMatchObject({ code: 'upstream' });
  });
});
