import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Artifact } from '../model/artifact.ts';
import { OfflineGenError } from '../model/errors.ts';
import { identityOf } from '../model/key.ts';
import type { LockEntry } from '../model/lock.ts';
import type { FetchRequest } from '../model/request.ts';
import type { Outcome } from '../model/run.ts';
import type { Sources } from '../sources/registry.ts';
import type { Payload, Resolution, SourceContext } from '../sources/source.ts';
import type { PutResult, Store, StoredObject } from '../store/store.ts';
import { type Target, targetOf } from './target.ts';

export interface Copied {
  readonly outcome: Extract<Outcome, 'mirrored' | 'present'>;
  readonly entry: LockEntry;
}

export interface CopyTools {
  readonly store: Store;
  readonly sources: Sources;
  readonly context: SourceContext;
}

/** An artifact, the version it was resolved to, and what the lock says of it. */
export interface CopyJob {
  readonly artifact: Artifact;
  readonly request: FetchRequest;
  readonly resolution: Resolution;
  readonly locked: LockEntry | undefined;
}

/** Brings one artifact into the store, unless it is there. What the source throws is passed on. */
export async function copyArtifact(job: CopyJob, tools: CopyTools): Promise<Copied> {
  const { version } = job.resolution;
  if (version === null) return copyUnversioned(job, tools);
  const present = await findPresent(job, version, tools);
  if (present !== undefined) return { outcome: 'present', entry: present };
  const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
  try {
    return await upload(job, version, counted(job, payload, tools), tools);
  } finally {
    await payload.dispose();
  }
}

/** An upstream that names no version: only its content tells whether it is new, so it is read once to a file. */
async function copyUnversioned(job: CopyJob, tools: CopyTools): Promise<Copied> {
  const file = join(tools.context.temp, `content-${identityOf(job.request, 'unversioned')}`);
  try {
    const version = await download(job, file, tools);
    const present = await findPresent(job, version, tools);
    if (present !== undefined) return { outcome: 'present', entry: present };
    return await upload(job, version, createReadStream(file), tools);
  } finally {
    await rm(file, { force: true });
  }
}

/** Reads an artifact to a file; returns the digest of its content. */
async function download(job: CopyJob, file: string, tools: CopyTools): Promise<string> {
  const hash = createHash('sha256');
  const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
  try {
    await pipeline(counted(job, payload, tools), hashing(hash), createWriteStream(file));
  } finally {
    await payload.dispose();
  }
  return `sha256:${hash.digest('hex')}`;
}

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function upload(job: CopyJob, version: string, body: Readable, { store }: CopyTools): Promise<Copied> {
  const target = targetFor(job, version);
  const stored = await store.put(target.key, body);
  return { outcome: 'mirrored', entry: entryOf(job.artifact, version, target, stored) };
}

function targetFor({ artifact, request, resolution }: CopyJob, version: string): Target {
  return targetOf(artifact, request, version, resolution.label);
}

function entryOf(
  { id, kind, name, locator }: Artifact,
  version: string,
  target: Target,
  { digest, size }: PutResult,
): LockEntry {
  const { key, unpack } = target;
  return { id, kind, name, locator, version, key, versionText: target.versionText, digest, size, unpack };
}

/**
 * The copy that is there already: where the lock says, or where it would be put. Throws
 * `OfflineGenError('integrity')` when the object is not the one of the lock: keys never change their bytes.
 */
async function findPresent(job: CopyJob, version: string, tools: CopyTools): Promise<LockEntry | undefined> {
  const { locked } = job;
  const target = targetFor(job, version);
  if (locked?.version === version) {
    const object = await tools.store.head(locked.key);
    if (object?.size === locked.size) return locked;
    if (object !== undefined) throw damaged(locked, object);
  }
  const object = await tools.store.head(target.key);
  return object === undefined ? undefined : adopt(job, version, target, object, tools);
}

function damaged(locked: LockEntry, object: StoredObject): OfflineGenError {
  const message = `${locked.key} has ${object.size} bytes in the blobstore, the lock says ${locked.size}`;
  return new OfflineGenError('integrity', message, {
    hint: 'Delete that object and run again: it is copied anew.',
  });
}

/** A whole object that no lock of ours describes: its digest is read from itself. */
async function adopt(
  job: CopyJob,
  version: string,
  target: Target,
  { key, size }: StoredObject,
  { store }: CopyTools,
): Promise<LockEntry> {
  const hash = createHash('sha256');
  for await (const chunk of await store.get(key)) hash.update(chunk as Buffer);
  return entryOf(job.artifact, version, target, { digest: `sha256:${hash.digest('hex')}`, size });
}

/** The payload's stream, reporting its bytes to the progress display. */
function counted(job: CopyJob, payload: Payload, { context }: CopyTools): Readable {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      context.log.progress(job.artifact.id, bytes, payload.size);
      done(null, chunk);
    },
    flush(done) {
      if (bytes !== payload.size) context.log.progress(job.artifact.id, bytes, bytes);
      done();
    },
  });
  payload.stream.on('error', (error) => counter.destroy(error));
  counter.on('close', () => payload.stream.destroy());
  return payload.stream.pipe(counter);
}
