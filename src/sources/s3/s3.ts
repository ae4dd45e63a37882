import { OfflineGenError } from '../../model/errors.ts';
import type { S3Request } from '../../model/request.ts';
import type { Payload, Resolution, Source, SourceContext } from '../source.ts';
import { resumableStream } from '../transfer.ts';
import { type Bucket, type ObjectHead, type ObjectState, openBucket } from './bucket.ts';
import { capturedText, newestMatch } from './newest.ts';

/** The newest object of an s3 resource, as concourse/s3-resource's check finds it. */
export const s3Source: Source<S3Request> = { resolve, fetch };

interface Found {
  readonly key: string;
  readonly label: string;
  readonly head: ObjectHead;
}

async function resolve(request: S3Request, context: SourceContext): Promise<Resolution> {
  const bucket = await openBucket(request, context);
  try {
    const { key, label, head } = await find(bucket, request);
    const state = request.regexp === null ? (head.versionId ?? head.etag) : head.etag;
    if (state === null) throw noState(key, request);
    return { version: `${key}@${state}`, label, digest: null, size: head.size };
  } finally {
    bucket.close();
  }
}

async function fetch(request: S3Request, resolution: Resolution, context: SourceContext): Promise<Payload> {
  const bucket = await openBucket(request, context);
  try {
    return await open(bucket, stateOf(request, resolution), context);
  } catch (error) {
    bucket.close();
    throw error;
  }
}

async function open(bucket: Bucket, state: ObjectState, context: SourceContext): Promise<Payload> {
  const { body, size } = await bucket.get(state, 0);
  const stream = resumableStream({
    name: state.key,
    body,
    size,
    reopen: async (offset) => (await bucket.get(state, offset)).body,
    signal: context.signal,
  });
  return {
    stream,
    fileName: state.key.slice(state.key.lastIndexOf('/') + 1),
    size,
    dispose: async () => {
      stream.destroy();
      bucket.close();
    },
  };
}

async function find(bucket: Bucket, request: S3Request): Promise<Found> {
  if (request.regexp === null) {
    const key = usableKey(request.versionedFile ?? '', request);
    const head = await bucket.head(key, request.pinned);
    return { key, label: head.versionId ?? '', head };
  }
  const { key, label } = await findByRegexp(bucket, request, request.regexp);
  return { key, label, head: await bucket.head(usableKey(key, request), null) };
}

async function findByRegexp(
  bucket: Bucket,
  { pinned, bucket: name }: S3Request,
  regexp: string,
): Promise<{ readonly key: string; readonly label: string }> {
  if (pinned !== null) {
    const label = capturedText(pinned, regexp);
    if (label !== undefined) return { key: pinned, label };
    throw new OfflineGenError(
      'pipeline',
      `the pinned path \`${pinned}\` does not match regexp \`${regexp}\``,
    );
  }
  const newest = await newestMatch(bucket, regexp);
  if (newest !== undefined) return { key: newest.key, label: newest.text };
  throw new OfflineGenError('upstream', `no object of bucket ${name} matches regexp \`${regexp}\``, {
    hint: 'It must match the whole key and hold a group for the version',
  });
}

/** The state that a resolution names: a quoted entity tag, or a version id. */
function stateOf(request: S3Request, { version }: Resolution): ObjectState {
  if (version === null) throw noState(request.versionedFile ?? request.pinned ?? '', request);
  const at = version.lastIndexOf('@');
  const key = version.slice(0, at);
  const state = version.slice(at + 1);
  const isTag = state.startsWith('"');
  return { key, etag: isTag ? state : null, versionId: isTag ? null : state };
}

function noState(key: string, { bucket }: S3Request): OfflineGenError {
  return new OfflineGenError('upstream', `the store names no entity tag for s3://${bucket}/${key}`);
}

function usableKey(key: string, { bucket }: S3Request): string {
  if (key !== '' && !key.endsWith('/')) return key;
  throw new OfflineGenError('pipeline', `\`${key}\` names no file in bucket ${bucket}`);
}
