import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describeError, OfflineGenError } from '../model/errors.ts';
import { compareText } from '../model/finding.ts';
import { findLockEntry, LOCK_FILE, type Lock } from '../model/lock.ts';
import { serializeLock } from '../model/lock-file.ts';
import { serializeManifest, sha256Sums } from '../model/manifest.ts';
import type { ArtifactOutcome, Manifest } from '../model/run.ts';
import type { Store } from '../store/store.ts';
import { TOOL } from '../version.ts';
import { type CopyJob, copyArtifact } from './copy.ts';
import { inParallel } from './parallel.ts';
import type { Repository } from './repository.ts';
import { lockOf, type Session } from './session.ts';

export interface Mirrored {
  readonly outcomes: readonly ArtifactOutcome[];
  /** The lock after this mirroring; artifacts that failed keep their old entry, if they had one. */
  readonly lock: Lock;
}

/** Copies everything that is not there yet. One failure does not stop the others. */
export async function mirrorArtifacts(
  session: Session,
  repository: Repository,
  store: Store,
): Promise<Mirrored> {
  const { io, options, config } = session;
  const lock = lockOf(session);
  const wanted = repository.inventory.artifacts.filter((artifact) => artifact.disposition === 'mirror');
  const outcomes = await inParallel(
    wanted,
    options.jobs ?? config.jobs,
    async (artifact): Promise<ArtifactOutcome> => {
      const { id, kind, name } = artifact;
      try {
        const locked = findLockEntry(lock, id);
        const job = copyJob(artifact, repository, locked);
        const context = repository.resolver.contextFor(
          repository.credentials.get(id) ?? {},
          locked?.version ?? null,
        );
        const { outcome, entry } = await copyArtifact(job, { store, sources: session.sources, context });
        if (outcome === 'present') io.log.debug(`already there: ${artifact.locator}`);
        return { id, kind, name, outcome, entry, error: null };
      } catch (error) {
        if (io.signal.aborted) throw new OfflineGenError('interrupted', 'interrupted', { cause: error });
        io.log.warn(`failed: ${artifact.locator}: ${describeError(error)}`);
        return { id, kind, name, outcome: 'failed', entry: null, error: describeError(error) };
      }
    },
  );
  return { outcomes, lock: lockAfter(lock, outcomes, store.prefix) };
}

function copyJob(
  artifact: Repository['inventory']['artifacts'][number],
  repository: Repository,
  locked: CopyJob['locked'],
): CopyJob {
  const resolution = repository.resolutions.get(artifact.id);
  if (artifact.request !== null && resolution !== undefined) {
    return { artifact, request: artifact.request, resolution, locked };
  }
  const problem = repository.inventory.findings.find((finding) =>
    finding.message.startsWith(`${artifact.locator}: `),
  );
  throw new OfflineGenError(
    'upstream',
    problem?.message.slice(artifact.locator.length + 2) ?? 'its version is not known',
  );
}

function lockAfter(before: Lock, outcomes: readonly ArtifactOutcome[], prefix: string): Lock {
  const entries = outcomes
    .map((outcome) => outcome.entry ?? findLockEntry(before, outcome.id))
    .filter((entry) => entry !== undefined);
  return { version: 1, prefix, artifacts: entries.sort((a, b) => compareText(a.id, b.id)) };
}

/** `--run-id`, or a name made from the lock: the same content is the same run. */
export function runIdOf(session: Session, lock: Lock): string {
  const given = session.options.runId ?? session.config.runId;
  if (given === null || given === '') return `lock-${digestOf(serializeLock(lock)).slice(7, 19)}`;
  const id = given.replaceAll('/', '-');
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,62}$/.test(id)) return id;
  throw new OfflineGenError('usage', `\`${given}\` is no run id`, {
    hint: 'Use up to 63 letters, digits, dots, dashes and underscores.',
  });
}

export function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

export interface RunRecord {
  readonly runId: string;
  readonly lock: Lock;
  /** Generated pipelines: path in the repository and text. */
  readonly pipelines: readonly { readonly name: string; readonly text: string }[];
  readonly reportJson: string;
  readonly reportMarkdown: string;
}

/** Key of a run's manifest, below the store's prefix. */
export function manifestKey(runId: string): string {
  return `runs/${runId}/manifest.json`;
}

/**
 * Writes the record of a complete run, the manifest last. A run that is recorded already with the same lock is left
 * alone. Throws `OfflineGenError('refused')` when the run id belongs to another lock: a run is written once.
 */
export async function recordRun(session: Session, store: Store, record: RunRecord): Promise<void> {
  const lockText = serializeLock(record.lock);
  const before = await readText(store, `runs/${record.runId}/${LOCK_FILE}`);
  if (before !== undefined && before !== lockText) {
    throw new OfflineGenError('refused', `the run id ${record.runId} is used already, with other contents`, {
      hint: 'Give another --run-id; a run is never overwritten.',
    });
  }
  if ((await store.head(manifestKey(record.runId))) !== undefined) return;
  const manifest: Manifest = {
    schemaVersion: 1,
    tool: TOOL,
    runId: record.runId,
    createdAt: session.io.now().toISOString(),
    lockDigest: digestOf(lockText),
    artifacts: record.lock.artifacts,
    pipelines: record.pipelines.map((pipeline) => pipeline.name),
  };
  const files: readonly (readonly [string, string])[] = [
    [LOCK_FILE, lockText],
    ['report.json', record.reportJson],
    ['report.md', record.reportMarkdown],
    ['SHA256SUMS', sha256Sums(record.lock.artifacts.map(({ key, digest }) => ({ path: key, digest })))],
    ...record.pipelines.map((pipeline) => [pipeline.name, pipeline.text] as const),
    ['manifest.json', serializeManifest(manifest)],
  ];
  for (const [name, text] of files)
    await store.put(`runs/${record.runId}/${name}`, Readable.from([Buffer.from(text)]));
}

/** A small object as text; undefined when there is none. */
async function readText(store: Store, key: string): Promise<string | undefined> {
  if ((await store.head(key)) === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of await store.get(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
