import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Artifact } from '../model/artifact.ts';
import { OfflineGenError } from '../model/errors.ts';
import { archiveFileName, capturedPart, identityOf, resourceKey, versionText } from '../model/key.ts';
import type { LockEntry } from '../model/lock.ts';
import type { FetchRequest } from '../model/request.ts';
import type { Outcome } from '../model/run.ts';
import type { Sources } from '../sources/registry.ts';
import type { Payload, Resolution, SourceContext } from '../sources/source.ts';
import type { Store, StoredObject } from '../store/store.ts';

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

/** Where the copy of one version lies. */
interface Target {
  readonly version: string;
  /** Key up to and with the last slash; holds one object at most. */
  readonly folder: string;
  readonly fileName: string;
  readonly versionText: string;
  readonly unpack: boolean;
}

/** Brings one artifact into the store, unless it is there. What the source throws is passed on. */
export async function copyArtifact(job: CopyJob, tools: CopyTools): Promise<Copied> {
  const { version } = job.resolution;
  if (version === null) return copyUnversioned(job, tools);
  const present = await findPresent(job, version, tools);
  if (present !== undefined) return { outcome: 'present', entry: present };
  const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
  try {
    return await upload(job, targetOf(job, version, tools.sources), counted(job, payload, tools), tools);
  } finally {
    await payload.dispose();
  }
}

/** An upstream that names no version: only its content tells whether it is new, so it is read once to a file. */
async function copyUnversioned(job: CopyJob, tools: CopyTools): Promise<Copied> {
  const file = join(tools.context.temp, `content-${identityOf(job.request, 'unversioned')}`);
  const hash = createHash('sha256');
  const payload = await tools.sources.fetch(job.request, job.resolution, tools.context);
  try {
    await pipeline(counted(job, payload, tools), hashing(hash), createWriteStream(file));
  } finally {
    await payload.dispose();
  }
  const version = `sha256:${hash.digest('hex')}`;
  const present = await findPresent(job, version, tools);
  if (present !== undefined) return { outcome: 'present', entry: present };
  return upload(job, targetOf(job, version, tools.sources), createReadStream(file), tools);
}

function hashing(hash: ReturnType<typeof createHash>): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function upload(job: CopyJob, target: Target, body: Readable, { store }: CopyTools): Promise<Copied> {
  const key = target.folder + target.fileName;
  const { digest, size } = await store.put(key, body);
  return { outcome: 'mirrored', entry: entryOf(job.artifact, target, key, digest, size) };
}

function targetOf(job: CopyJob, version: string, sources: Sources): Target {
  const { artifact, request, resolution } = job;
  const identity = identityOf(request, version);
  const single = sources.fileName(request, resolution);
  const text =
    single === null ? versionText(resolution.label, identity) : capturedPart(single, resolution.label);
  if (text === '') {
    throw new OfflineGenError('unsupported', `the file name ${single} holds nothing that can be a version`, {
      hint: 'The s3 resource needs a version in it: give the resource another `filename`.',
    });
  }
  const fileName = single ?? archiveFileName(artifact.name, text);
  const folder = resourceKey(artifact.kind, artifact.name, identity, '');
  return { version, folder, fileName, versionText: text, unpack: single === null };
}

function entryOf(artifact: Artifact, target: Target, key: string, digest: string, size: number): LockEntry {
  const { id, kind, name, locator } = artifact;
  const { version, unpack } = target;
  return { id, kind, name, locator, version, key, versionText: target.versionText, digest, size, unpack };
}

/** The copy that is there already: where the lock says, or where it would be put. */
async function findPresent(job: CopyJob, version: string, tools: CopyTools): Promise<LockEntry | undefined> {
  const { locked } = job;
  if (locked !== undefined && locked.version === version) {
    const object = await tools.store.head(locked.key);
    if (object !== undefined && object.size === locked.size) return locked;
  }
  const target = targetOf(job, version, tools.sources);
  const key = target.folder + target.fileName;
  const object = await tools.store.head(key);
  return object === undefined ? undefined : adopt(job, target, object, tools);
}

/** A whole object that no lock of ours describes: its digest is read from itself. */
async function adopt(
  job: CopyJob,
  target: Target,
  object: StoredObject,
  { store }: CopyTools,
): Promise<LockEntry> {
  const hash = createHash('sha256');
  for await (const chunk of await store.get(object.key)) hash.update(chunk as Buffer);
  return entryOf(job.artifact, target, object.key, `sha256:${hash.digest('hex')}`, object.size);
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
