import { describeError, OfflineGenError } from '../model/errors.ts';
import { compareText } from '../model/finding.ts';
import { findLockEntry, type Lock } from '../model/lock.ts';
import type { ArtifactOutcome } from '../model/run.ts';
import type { Store } from '../store/store.ts';
import { about } from './about.ts';
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
        io.log.warn(`not copied: ${about(artifact.locator, describeError(error))}`);
        return { id, kind, name, outcome: 'failed', entry: null, error: describeError(error) };
      }
    },
  );
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed').length;
  if (failed > 0)
    io.log.warn(`${failed} of ${wanted.length} artifacts are not copied; run again for the rest`);
  warnOfUnresolved(session, repository);
  return { outcomes, lock: lockAfter(lock, outcomes, store.prefix) };
}

/** What lacks a value is not even tried. */
function warnOfUnresolved({ io }: Session, { inventory }: Repository): void {
  for (const { disposition, locator, reason } of inventory.artifacts) {
    if (disposition !== 'unresolved') continue;
    io.log.warn(
      `not copied: ${locator}: ${reason ?? 'a value is missing'}. Give it with --vars-file or --var`,
    );
  }
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
  throw repository.failures.get(artifact.id) ?? new OfflineGenError('upstream', 'its version is not known');
}

function lockAfter(before: Lock, outcomes: readonly ArtifactOutcome[], prefix: string): Lock {
  const entries = outcomes
    .map((outcome) => outcome.entry ?? findLockEntry(before, outcome.id))
    .filter((entry) => entry !== undefined);
  return { version: 1, prefix, artifacts: entries.sort((a, b) => compareText(a.id, b.id)) };
}
