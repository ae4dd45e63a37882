import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { OfflineGenError } from '../model/errors.ts';
import { LOCK_FILE, type Lock } from '../model/lock.ts';
import { serializeLock } from '../model/lock-file.ts';
import { serializeManifest, sha256Sums } from '../model/manifest.ts';
import type { Manifest } from '../model/run.ts';
import type { Store } from '../store/store.ts';
import { TOOL } from '../version.ts';
import type { Generated } from './offline.ts';
import type { Session } from './session.ts';

/** `--run-id`, or that of the configuration; null: none. Throws `OfflineGenError('usage')` for one that is no name. */
export function givenRunId(session: Session): string | null {
  const given = session.options.runId ?? session.config.runId;
  if (given === null || given === '') return null;
  const id = given.replaceAll('/', '-');
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id)) return id;
  throw new OfflineGenError('usage', `\`${given}\` is no run id`, {
    hint: 'Use up to 128 letters, digits, dots, dashes and underscores.',
  });
}

/** A name made from the lock and the generated pipelines: the same content is the same run. */
export function runIdOf(lock: Lock, pipelines: readonly Generated[]): string {
  const texts = [serializeLock(lock), ...pipelines.flatMap(({ path, text }) => [path, text])];
  return `lock-${digestOf(texts.join('\0')).slice(7, 19)}`;
}

export interface RunRecord {
  readonly runId: string;
  readonly lock: Lock;
  readonly pipelines: readonly Generated[];
  readonly reportJson: string;
  readonly reportMarkdown: string;
}

/** Key of a run's manifest, below the store's prefix. */
export function manifestKey(runId: string): string {
  return `runs/${runId}/manifest.json`;
}

/**
 * Writes the record of a complete run, the manifest last. A run that is recorded already with the same lock and
 * pipelines is left alone. Throws `OfflineGenError('refused')` when the run id belongs to others: a run is written once.
 */
export async function recordRun(session: Session, store: Store, record: RunRecord): Promise<void> {
  const { runId, lock } = record;
  const lockText = serializeLock(lock);
  const pipelines = record.pipelines.map(({ path, text }) => [nameOf(path), text] as const);
  const isRecorded = (await store.head(manifestKey(runId))) !== undefined;
  for (const [name, text] of [[LOCK_FILE, lockText] as const, ...pipelines]) {
    const before = await readText(store, `runs/${runId}/${name}`);
    if (before !== text && (isRecorded || before !== undefined)) throw usedAlready(runId);
  }
  if (isRecorded) return;
  const manifest: Manifest = {
    schemaVersion: 1,
    tool: TOOL,
    runId,
    createdAt: session.io.now().toISOString(),
    lockDigest: digestOf(lockText),
    artifacts: lock.artifacts,
    pipelines: pipelines.map(([name]) => name),
  };
  const files: readonly (readonly [string, string])[] = [
    [LOCK_FILE, lockText],
    ['report.json', record.reportJson],
    ['report.md', record.reportMarkdown],
    ['SHA256SUMS', sha256Sums(lock.artifacts.map(({ key, digest }) => ({ path: key, digest })))],
    ...pipelines,
    ['manifest.json', serializeManifest(manifest)],
  ];
  for (const [name, text] of files)
    await store.put(`runs/${runId}/${name}`, Readable.from([Buffer.from(text)]));
}

function usedAlready(runId: string): OfflineGenError {
  return new OfflineGenError('refused', `the run id ${runId} is used already, with other contents`, {
    hint: 'Give another --run-id; a run is never overwritten.',
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** A small object as text; undefined when there is none. */
async function readText(store: Store, key: string): Promise<string | undefined> {
  if ((await store.head(key)) === undefined) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of await store.get(key)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
