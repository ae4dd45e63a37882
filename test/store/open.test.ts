import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { describeError } from '../../src/model/errors.ts';
import { openStore } from '../../src/store/open.ts';
import { hasProxyAgent } from '../../src/store/s3-client.ts';

const NOTHING = { endpoint: null, region: null, pathStyle: null };
const openIt = (url: string, env: Record<string, string> = {}) => openStore(url, { s3: NOTHING, env });

it.each([
  ['s3://bucket', 's3://bucket', ''],
  ['s3://bucket/', 's3://bucket', ''],
  ['s3://my.bucket-1/a/b/', 's3://my.bucket-1/a/b', 'a/b'],
  ['file:///tmp/a%20b', 'file:///tmp/a%20b', ''],
  ['/tmp/a b', 'file:///tmp/a%20b', ''],
  ['some/where', pathToFileURL(resolve('some/where')).href, ''],
])('opens %s', async (url, address, prefix) => {
  const store = await openIt(url, { AWS_REGION: 'us-east-1' });
  expect([store.url, store.prefix]).toEqual([address, prefix]);
  await store.close();
});

it.each([
  ['gs://bucket/x', /unknown scheme\. Write s3:\/\/bucket\/prefix, file:\/\/\/directory or a path/],
  ['https://bucket.s3.amazonaws.com/', /unknown scheme/],
  ['s3://', /names no bucket/],
  ['s3:///x', /names no bucket/],
  ['s3://key:hunter2@bucket/x', /must not hold credentials/],
  ['file://host/x', /no file address/],
  ['', /empty/],
])('calls %j a usage error', async (url, expected) => {
  const error = await openIt(url).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: 'usage' });
  expect(describeError(error)).toMatch(expected);
  expect(describeError(error)).not.toContain('hunter2');
});

it('calls an endpoint without a scheme a usage error', async () => {
  const work = openIt('s3://bucket', { AWS_ENDPOINT_URL: '127.0.0.1:9000' });
  await expect(work).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('endpoint') });
});

it.each([
  ['20.19.0', false],
  ['22.20.0', false],
  ['24.4.9', false],
  ['24.5.0', true],
  ['25.0.0', true],
])('knows whether the agents of Node %s use proxies', (version, expected) => {
  expect(hasProxyAgent(version)).toBe(expected);
});
