import { Readable } from 'node:stream';
import type {
  GetObjectCommandOutput,
  HeadObjectCommandOutput,
  ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { OfflineGenError } from '../../model/errors.ts';
import type { S3Request } from '../../model/request.ts';
import { contentRange } from '../content-range.ts';
import type { SourceContext } from '../source.ts';
import { createClient } from './client.ts';
import { explainFailure } from './failure.ts';

export interface Page {
  readonly keys: readonly string[];
  /** The level below: each ends with a slash. */
  readonly prefixes: readonly string[];
}

export interface ObjectHead {
  /** With its quotes. */
  readonly etag: string | null;
  /** Null where the bucket keeps no versions. */
  readonly versionId: string | null;
  readonly size: number | null;
}

/** Exactly one state of one object. */
export interface ObjectState {
  readonly key: string;
  readonly etag: string | null;
  readonly versionId: string | null;
}

/** What is read from a foreign bucket. All functions throw `OfflineGenError`. */
export interface Bucket {
  /** Objects and prefixes directly below `prefix`, page by page. */
  readonly list: (prefix: string) => AsyncIterable<Page>;
  readonly head: (key: string, versionId: string | null) => Promise<ObjectHead>;
  /** The object's bytes from `offset` on; fails when it is no longer in this state. */
  readonly get: (state: ObjectState, offset: number) => Promise<ObjectBody>;
  readonly close: () => void;
}

export interface ObjectBody {
  readonly body: Readable;
  /** Bytes of `body`. */
  readonly size: number | null;
}

/** Opens the bucket of a request, with the SDK that is loaded only now. */
export async function openBucket(request: S3Request, context: SourceContext): Promise<Bucket> {
  const sdk = await import('@aws-sdk/client-s3');
  const client = createClient(sdk, request, context);
  const { bucket } = request;
  const explain = (key: string | null) => (error: unknown) => {
    throw explainFailure(error, { bucket, key, credentials: context.credentials });
  };
  return {
    list: (prefix) =>
      pages((token) => {
        const input = { Bucket: bucket, Prefix: prefix, Delimiter: '/', ContinuationToken: token };
        return client.send(new sdk.ListObjectsV2Command(input)).catch(explain(null));
      }),
    head: async (key, versionId) => {
      const input = { Bucket: bucket, Key: key, VersionId: versionId ?? undefined };
      return headOf(await client.send(new sdk.HeadObjectCommand(input)).catch(explain(key)));
    },
    get: async ({ key, etag, versionId }, offset) => {
      const input = {
        Bucket: bucket,
        Key: key,
        VersionId: versionId ?? undefined,
        IfMatch: etag ?? undefined,
        Range: offset === 0 ? undefined : `bytes=${offset}-`,
      };
      const answer = await client.send(new sdk.GetObjectCommand(input)).catch(explain(key));
      return bodyOf(answer, offset, `s3://${bucket}/${key}`);
    },
    close: () => client.destroy(),
  };
}

async function* pages(
  next: (token: string | undefined) => Promise<ListObjectsV2CommandOutput>,
): AsyncGenerator<Page> {
  for (let token: string | undefined, isLast = false; !isLast; ) {
    const page = await next(token);
    yield {
      keys: (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
      prefixes: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
    };
    token = page.NextContinuationToken;
    isLast = page.IsTruncated !== true || token === undefined;
  }
}

/** A bucket whose versioning was suspended calls the version `null`. */
function headOf({ ETag, VersionId, ContentLength }: HeadObjectCommandOutput): ObjectHead {
  const isVersioned = VersionId !== undefined && VersionId !== 'null';
  return { etag: ETag ?? null, versionId: isVersioned ? VersionId : null, size: ContentLength ?? null };
}

function bodyOf(answer: GetObjectCommandOutput, offset: number, name: string): ObjectBody {
  const { Body: body, ContentRange, ContentLength } = answer;
  if (!(body instanceof Readable)) throw new OfflineGenError('upstream', `${name}: the answer has no body`);
  if (offset === 0 || contentRange(ContentRange)?.start === offset)
    return { body, size: ContentLength ?? null };
  body.destroy();
  throw new OfflineGenError(
    'upstream',
    `${name}: the transfer was cut, and the store serves no parts of objects`,
  );
}
