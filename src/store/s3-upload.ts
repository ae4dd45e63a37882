import type { Readable } from 'node:stream';
import type { CompletedPart } from '@aws-sdk/client-s3';
import { createMeter } from './digest.ts';
import type { S3 } from './s3-client.ts';
import { failureOf, s3Error } from './s3-error.ts';
import { type Part, partsInFlight, readParts } from './s3-part.ts';
import type { PutResult } from './store.ts';

export interface Target {
  readonly s3: S3;
  /** With the store's prefix. */
  readonly key: string;
  readonly contentType: string | undefined;
  /** Whether there is an object under the key now. */
  readonly exists: () => Promise<boolean>;
}

type Location = { readonly Bucket: string; readonly Key: string };
type Multipart = Location & { readonly UploadId: string };
type Condition = { readonly IfNoneMatch?: '*' };

/** Clients of servers that know no conditional writes: there a write goes without the condition. */
const unconditional = new WeakSet<S3>();

/**
 * Streams `body` under the key, in one request or in parts; at most 20 MiB of it are in memory (more above 19 GiB).
 * Undefined when another writer was faster: that object is kept. Errors of the body pass unchanged.
 */
export async function upload(target: Target, body: Readable): Promise<PutResult | undefined> {
  const meter = createMeter();
  const parts = readParts(body, meter);
  try {
    const first = await nextPart(parts);
    const isNew = first.last
      ? await putWhole(target, first.bytes)
      : await putParts(target, first, parts, (error) => body.destroy(error));
    return isNew ? meter.result() : undefined;
  } finally {
    body.destroy();
  }
}

async function nextPart(parts: AsyncGenerator<Part, undefined>): Promise<Part> {
  const { value } = await parts.next();
  if (value === undefined) throw new Error('the body has no further part');
  return value;
}

async function putWhole(target: Target, bytes: Uint8Array): Promise<boolean> {
  const { s3, contentType } = target;
  const input = { ...locationOf(target), Body: bytes, ContentLength: bytes.length };
  const type = contentType === undefined ? {} : { ContentType: contentType };
  return writeOnce(target, (condition) =>
    s3.client.send(new s3.sdk.PutObjectCommand({ ...input, ...type, ...condition })),
  );
}

async function putParts(
  target: Target,
  first: Part,
  rest: AsyncGenerator<Part, undefined>,
  stopBody: (error: Error) => void,
): Promise<boolean> {
  const hadLeftovers = await abortLeftovers(target);
  const multipart = await createMultipart(target);
  try {
    const uploaded = await sendParts(target, multipart, first, rest, stopBody);
    const isNew = await complete(target, multipart, uploaded);
    if (!isNew) await abort(target.s3, multipart);
    // A part that was still on its way can bring an aborted upload back (S3 API, AbortMultipartUpload).
    if (hadLeftovers) await abortLeftovers(target);
    return isNew;
  } catch (error) {
    await abort(target.s3, multipart);
    throw error;
  }
}

async function createMultipart(target: Target): Promise<Multipart> {
  const { s3, contentType } = target;
  const location = locationOf(target);
  const type = contentType === undefined ? {} : { ContentType: contentType };
  const created = await s3.client
    .send(new s3.sdk.CreateMultipartUploadCommand({ ...location, ...type }))
    .catch((error: unknown) => fail(target, error));
  if (created.UploadId === undefined) return fail(target, new Error('the server gave no upload id'));
  return { ...location, UploadId: created.UploadId };
}

/** Several parts at a time. A part that fails, after the SDK's own repetitions, stops the others and the body. */
async function sendParts(
  target: Target,
  multipart: Multipart,
  first: Part,
  rest: AsyncGenerator<Part, undefined>,
  stopBody: (error: Error) => void,
): Promise<readonly CompletedPart[]> {
  const stop = new AbortController();
  const inFlight = new Set<Promise<void>>();
  const uploaded: CompletedPart[] = [];
  const start = (part: Part) => {
    const work = sendPart(target.s3, multipart, part, stop.signal)
      .then((completed) => void uploaded.push(completed))
      .catch((error: unknown) => {
        if (stop.signal.aborted) return;
        const reason = s3Error(describe(target), error, target.s3);
        stop.abort(reason);
        stopBody(reason);
      })
      .finally(() => inFlight.delete(work));
    inFlight.add(work);
  };
  try {
    for (let part = first; ; part = await nextPart(rest)) {
      while (inFlight.size >= partsInFlight(part.bytes.length)) await Promise.race(inFlight);
      stop.signal.throwIfAborted();
      start(part);
      if (part.last) break;
    }
    await Promise.all(inFlight);
    stop.signal.throwIfAborted();
  } catch (error) {
    stop.abort(error);
    await Promise.all(inFlight);
    throw error;
  }
  return uploaded.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0));
}

async function sendPart(
  s3: S3,
  multipart: Multipart,
  part: Part,
  abortSignal: AbortSignal,
): Promise<CompletedPart> {
  const input = { ...multipart, PartNumber: part.number, Body: part.bytes, ContentLength: part.bytes.length };
  const { ETag } = await s3.client.send(new s3.sdk.UploadPartCommand(input), { abortSignal });
  part.release();
  return { PartNumber: part.number, ...(ETag === undefined ? {} : { ETag }) };
}

async function complete(
  target: Target,
  multipart: Multipart,
  parts: readonly CompletedPart[],
): Promise<boolean> {
  const { s3 } = target;
  const input = { ...multipart, MultipartUpload: { Parts: [...parts] } };
  return writeOnce(target, (condition) =>
    s3.client.send(new s3.sdk.CompleteMultipartUploadCommand({ ...input, ...condition })),
  );
}

/**
 * Writes on the condition that the key is free. False when it is not: 412, or a conflict or a vanished upload (the
 * answer to an earlier try was lost) while an object is there.
 */
async function writeOnce(
  target: Target,
  write: (condition: Condition) => Promise<unknown>,
): Promise<boolean> {
  const { s3 } = target;
  try {
    await write(unconditional.has(s3) ? {} : { IfNoneMatch: '*' });
    return true;
  } catch (error) {
    const { status, code } = failureOf(error);
    if (status === 412) return false;
    if ((status === 409 || code === 'NoSuchUpload') && (await target.exists())) return false;
    if ((status !== 501 && code !== 'NotImplemented') || unconditional.has(s3)) return fail(target, error);
  }
  unconditional.add(s3);
  return writeOnce(target, write);
}

/**
 * Unfinished uploads of this very key: a killed run left them, and they cost storage. Not every server lists them.
 * Returns whether there were any.
 */
async function abortLeftovers(target: Target): Promise<boolean> {
  const { s3, key } = target;
  const found = await s3.client
    .send(new s3.sdk.ListMultipartUploadsCommand({ Bucket: s3.bucket, Prefix: key }))
    .catch(() => undefined);
  const leftovers = (found?.Uploads ?? []).filter((upload) => upload.Key === key);
  for (const { UploadId } of leftovers) {
    if (UploadId !== undefined) await abort(s3, { ...locationOf(target), UploadId });
  }
  return leftovers.length > 0;
}

/** Never fails: it comes after something else did, or before a new start. */
async function abort(s3: S3, multipart: Multipart): Promise<void> {
  await s3.client.send(new s3.sdk.AbortMultipartUploadCommand(multipart)).catch(() => undefined);
}

function locationOf({ s3, key }: Target): Location {
  return { Bucket: s3.bucket, Key: key };
}

function describe({ s3, key }: Target): string {
  return `s3://${s3.bucket}/${key} can't be written`;
}

function fail(target: Target, error: unknown): never {
  throw s3Error(describe(target), error, target.s3);
}
