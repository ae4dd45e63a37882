import { Readable } from 'node:stream';
import { OfflineGenError } from '../model/errors.ts';
import { translateErrors } from '../net/stream.ts';
import { measure } from './digest.ts';
import { assertKey, unless } from './object-key.ts';
import { createS3, type S3, type S3Options } from './s3-client.ts';
import { failureOf, s3Error } from './s3-error.ts';
import { upload } from './s3-upload.ts';
import type { Store, StoredObject } from './store.ts';

/** An object in a bucket: the key below the store's prefix, and the whole one. */
interface Location {
  readonly s3: S3;
  readonly key: string;
  readonly fullKey: string;
}

/** A bucket, or a part of one, as a store. Nothing is contacted before the first call. */
export async function openS3Store(options: S3Options): Promise<Store> {
  const s3 = await createS3(options);
  const { bucket, prefix } = options;
  const withPrefix = (key: string) => (prefix === '' ? key : `${prefix}/${key}`);
  const locate = (key: string): Location => {
    assertKey(key);
    return { s3, key, fullKey: withPrefix(key) };
  };
  return {
    url: prefix === '' ? `s3://${bucket}` : `s3://${bucket}/${prefix}`,
    prefix,
    check: () => checkBucket(s3, withPrefix('')),
    head: async (key) => headObject(locate(key)),
    get: async (key) => getObject(locate(key)),
    put: async (key, body, putOptions) => {
      const location = locate(key);
      const exists = async () => (await headObject(location)) !== undefined;
      const target = { s3, key: location.fullKey, contentType: putOptions?.contentType, exists };
      const stored = await unless(exists, body, () => upload(target, body));
      if (stored !== undefined) return stored;
      return measure(await getObject(location));
    },
    list: (start) => listObjects(s3, withPrefix(''), start),
    close: async () => s3.close(),
  };
}

/** A listing is the one request that needs the bucket, the region and the credentials, and whose failure has words. */
async function checkBucket(s3: S3, prefix: string): Promise<void> {
  try {
    await s3.client.send(new s3.sdk.ListObjectsV2Command({ Bucket: s3.bucket, Prefix: prefix, MaxKeys: 1 }));
  } catch (error) {
    throw s3Error(`the store s3://${s3.bucket} can't be used`, error, s3);
  }
}

async function headObject({ s3, key, fullKey }: Location): Promise<StoredObject | undefined> {
  try {
    const found = await s3.client.send(new s3.sdk.HeadObjectCommand({ Bucket: s3.bucket, Key: fullKey }));
    return { key, size: found.ContentLength ?? 0 };
  } catch (error) {
    if (failureOf(error).status === 404) return undefined;
    throw s3Error(`s3://${s3.bucket}/${fullKey} can't be looked up`, error, s3);
  }
}

async function getObject({ s3, fullKey }: Location): Promise<Readable> {
  const name = `s3://${s3.bucket}/${fullKey}`;
  const toError = (error: unknown) => s3Error(`${name} can't be read`, error, s3);
  try {
    const found = await s3.client.send(new s3.sdk.GetObjectCommand({ Bucket: s3.bucket, Key: fullKey }));
    if (found.Body instanceof Readable) return translateErrors(found.Body, toError);
  } catch (error) {
    if (failureOf(error).code !== 'NoSuchKey') throw toError(error);
    throw new OfflineGenError('store', `${name} is not in the store`, { cause: error });
  }
  throw new OfflineGenError('store', `${name} came without a body`);
}

async function* listObjects(s3: S3, prefix: string, start: string): AsyncGenerator<StoredObject> {
  const input = { Bucket: s3.bucket, Prefix: `${prefix}${start}` };
  let token: string | undefined;
  do {
    const position = token === undefined ? {} : { ContinuationToken: token };
    const page = await s3.client
      .send(new s3.sdk.ListObjectsV2Command({ ...input, ...position }))
      .catch((error: unknown) => {
        throw s3Error(`s3://${s3.bucket}/${input.Prefix} can't be listed`, error, s3);
      });
    for (const { Key, Size } of page.Contents ?? []) {
      // Consoles make empty objects that end with a slash, as directories to look at.
      if (Key !== undefined && !Key.endsWith('/')) yield { key: Key.slice(prefix.length), size: Size ?? 0 };
    }
    token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (token !== undefined);
}
