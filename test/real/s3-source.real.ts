import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  CreateBucketCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../src/model/errors.ts';
import type { S3Request } from '../../src/model/request.ts';
import type { Http } from '../../src/net/http.ts';
import { s3Source } from '../../src/sources/s3/s3.ts';
import { failure, testContext, testHttp } from '../sources/context.ts';
import { freePort, type RunningProcess, requireTool, startProcess } from './tools.ts';

const CREDENTIALS = { access_key_id: 'robot', secret_access_key: 'robot-secret' };

let directory: string;
let server: RunningProcess;
let client: S3Client;
let http: Http;
let endpoint: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3-source-'));
  await Promise.all(['data', 'versions'].map((name) => mkdir(join(directory, name))));
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  const login = ['--access', CREDENTIALS.access_key_id, '--secret', CREDENTIALS.secret_access_key];
  const backend = ['posix', '--versioning-dir', join(directory, 'versions'), join(directory, 'data')];
  server = await startProcess(requireTool('versitygw'), {
    args: ['--port', `127.0.0.1:${port}`, ...login, ...backend],
    ready: { port },
  });
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = CREDENTIALS;
  client = new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  http = testHttp();
  await Promise.all(
    ['plain', 'versioned', 'public'].map((Bucket) => client.send(new CreateBucketCommand({ Bucket }))),
  );
  const VersioningConfiguration = { Status: 'Enabled' } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket: 'versioned', VersioningConfiguration }));
});

afterAll(async () => {
  client.destroy();
  await http.close();
  await server.stop();
  await rm(directory, { recursive: true });
});

async function put(Bucket: string, Key: string, Body: string): Promise<void> {
  await client.send(new PutObjectCommand({ Bucket, Key, Body }));
}

function request(given: Partial<S3Request>): S3Request {
  return {
    kind: 's3',
    endpoint,
    region: 'us-east-1',
    bucket: 'plain',
    regexp: null,
    versionedFile: null,
    pinned: null,
    pathStyle: true,
    ...given,
  };
}

describe('an s3 resource at versitygw', () => {
  it('takes the newest object by version', async () => {
    for (const version of ['1.9.0', '1.10.0', '1.10.0-rc.1'])
      await put('plain', `rel/x+y ${version}.tgz`, version);
    const context = testContext(http, { credentials: CREDENTIALS });
    const file = request({ regexp: 'rel/x\\+y (.*)\\.tgz' });
    const resolution = await s3Source.resolve(file, context);
    expect(resolution).toMatchObject({ label: '1.10.0', size: 6 });
    expect(resolution.version).toMatch(/^rel\/x\+y 1\.10\.0\.tgz@"[0-9a-f]{32}"$/);
    const payload = await s3Source.fetch(file, resolution, context);
    expect([payload.fileName, (await buffer(payload.stream)).toString()]).toEqual([
      'x+y 1.10.0.tgz',
      '1.10.0',
    ]);
    await payload.dispose();
  });

  it('takes the version of a versioned file that was resolved, whatever came after', async () => {
    await put('versioned', 'dir/file.bin', 'one');
    const context = testContext(http, { credentials: CREDENTIALS });
    const file = request({ bucket: 'versioned', versionedFile: 'dir/file.bin' });
    const resolution = await s3Source.resolve(file, context);
    await put('versioned', 'dir/file.bin', 'two');
    const payload = await s3Source.fetch(file, resolution, context);
    expect((await buffer(payload.stream)).toString()).toBe('one');
    await payload.dispose();
    const pinned = await s3Source.resolve({ ...file, pinned: resolution.label }, context);
    expect(pinned.version).toBe(resolution.version);
  });

  it('refuses an object that was replaced since it was resolved', async () => {
    await put('plain', 'dir/file.bin', 'one');
    const context = testContext(http, { credentials: CREDENTIALS });
    const file = request({ versionedFile: 'dir/file.bin' });
    const resolution = await s3Source.resolve(file, context);
    await put('plain', 'dir/file.bin', 'two');
    const error = await failure(s3Source.fetch(file, resolution, context));
    expect(describeError(error)).toContain('s3://plain/dir/file.bin changed between analysis and transfer');
  });

  it('reads a public bucket without keys', async () => {
    await put('public', 'x-1.0.txt', 'free');
    const Statement = ['s3:GetObject', 's3:ListBucket'].map((Action, index) => ({
      Effect: 'Allow',
      Principal: '*',
      Action,
      Resource: index === 0 ? 'arn:aws:s3:::public/*' : 'arn:aws:s3:::public',
    }));
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await client.send(new PutBucketPolicyCommand({ Bucket: 'public', Policy }));
    const file = request({ bucket: 'public', regexp: 'x-(.*).txt' });
    expect(await s3Source.resolve(file, testContext(http))).toMatchObject({ label: '1.0', size: 4 });
  });

  it('says what is wrong', async () => {
    const context = testContext(http, { credentials: CREDENTIALS });
    const say = async (given: Partial<S3Request>, used = context): Promise<string> =>
      describeError(await failure(s3Source.resolve(request(given), used)));
    expect(await say({ bucket: 'nowhere', regexp: 'x-(.*)' })).toContain('bucket nowhere does not exist');
    expect(await say({ regexp: 'nothing-(.*)' })).toContain('no object of bucket plain matches regexp');
    expect(await say({ versionedFile: 'gone' })).toContain('s3://plain/gone does not exist');
    expect(await say({ regexp: 'x-(.*)' }, testContext(http))).toContain(
      'The resource may set `access_key_id`',
    );
    const wrong = { ...CREDENTIALS, secret_access_key: 'not-the-secret' };
    const refused = await say({ regexp: 'x-(.*)' }, testContext(http, { credentials: wrong }));
    expect(refused).toContain('bucket plain refused access (SignatureDoesNotMatch)');
    expect(refused).not.toContain('not-the-secret');
  });
});
