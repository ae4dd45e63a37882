import { DEFAULT_CONFIG } from '../config/defaults.ts';
import { OfflineGenError } from '../model/errors.ts';
import { reaches } from '../model/finding.ts';
import type { Lock } from '../model/lock.ts';
import { LOCK_FILE } from '../model/lock.ts';
import { serializeLock } from '../model/lock-file.ts';
import type { RunOutcome } from '../model/run.ts';
import { render } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { logWritten, writeTextFile } from './files.ts';
import type { CommandResult, Io } from './io.ts';
import { type Mirrored, mirrorArtifacts } from './mirror-artifacts.ts';
import type { Generated } from './offline.ts';
import type { Options } from './options.ts';
import { givenRunId, manifestKey, recordRun, runIdOf } from './record-run.ts';
import { reportOf } from './report-of.ts';
import { type Repository, readRepository } from './repository.ts';
import { type Session, storeUrlOf, withSession } from './session.ts';

/** Copies what the pipelines need into the store, writes the lock, and records the run. */
export function mirror(options: Options, io: Io): Promise<CommandResult> {
  return withSession(options, io, async (session) => {
    assertTrusted(session);
    if (options.dryRun) return planOnly(session, await readRepository(session, 'newest'));
    const runId = givenRunId(session);
    return withStore(session, async (store) => {
      const repository = await readRepository(session, 'newest');
      const mirrored = await mirrorArtifacts(session, repository, store);
      const files = await writeLock(session, mirrored.lock);
      const outcome = outcomeOf(session, store, mirrored, { runId, pipelines: [], files });
      if (isComplete(mirrored)) await record(session, repository, store, mirrored.lock, outcome, []);
      return resultOf(session, repository, mirrored, outcome);
    });
  });
}

/** Mirroring uses credentials and writes: never for content that nobody reviewed. */
export function assertTrusted({ options }: Session): void {
  if (!options.untrusted) return;
  throw new OfflineGenError(
    'refused',
    'mirroring is refused for a pull or merge request: nobody reviewed it yet',
    {
      hint: 'Run analyze here, and mirror on the push after the merge.',
    },
  );
}

/** Opens the store and says what is wrong with it before anything is fetched. */
export async function withStore<T>(session: Session, work: (store: Store) => Promise<T>): Promise<T> {
  const { options, io } = session;
  const s3 = options.untrusted ? DEFAULT_CONFIG.s3 : session.config.s3;
  const store = await openStore(storeUrlOf(session), {
    s3: {
      endpoint: options.s3Endpoint ?? s3.endpoint,
      region: s3.region,
      pathStyle: options.s3PathStyle ?? s3.pathStyle,
    },
    env: io.env,
    log: io.log,
  });
  try {
    await store.check();
    return await work(store);
  } finally {
    await store.close();
  }
}

export interface Made {
  /** Null: the id follows from what was made. */
  readonly runId: string | null;
  readonly pipelines: readonly Generated[];
  /** Files that were written in the repository. */
  readonly files: readonly string[];
}

/** What a mirroring did, for reports. */
export function outcomeOf(
  session: Session,
  store: Store,
  { lock, outcomes }: Mirrored,
  made: Made,
): RunOutcome {
  const runId = made.runId ?? runIdOf(lock, made.pipelines);
  const before = session.lock === null ? null : serializeLock(session.lock);
  return {
    runId,
    manifestKey: isComplete({ lock, outcomes }) ? manifestKey(runId) : null,
    storeUrl: store.url,
    artifacts: outcomes,
    lockChanged: before !== serializeLock(lock),
    files: made.files,
  };
}

export async function writeLock(session: Session, lock: Lock): Promise<string[]> {
  const changed = await writeTextFile(session.options.dir, LOCK_FILE, serializeLock(lock));
  logWritten(session, LOCK_FILE, changed);
  return changed ? [LOCK_FILE] : [];
}

export function isComplete(mirrored: Mirrored): boolean {
  return mirrored.outcomes.every((outcome) => outcome.outcome !== 'failed');
}

/** Writes the run's own record into the store. */
export async function record(
  session: Session,
  repository: Repository,
  store: Store,
  lock: Lock,
  run: RunOutcome,
  pipelines: readonly Generated[],
): Promise<void> {
  const report = { ...reportOf(session, repository, { run }), lock };
  await recordRun(session, store, {
    runId: run.runId,
    lock,
    pipelines,
    reportJson: render('json', report),
    reportMarkdown: render('markdown', report),
  });
}

export function resultOf(
  session: Session,
  repository: Repository,
  mirrored: Mirrored,
  run: RunOutcome,
): CommandResult {
  const report = reportOf(session, repository, { run });
  return { report, exitCode: exitCodeAfter(session, report, mirrored) };
}

/** 3 when something is not copied although a rerun or a value could change that, 1 when a rule failed. */
export function exitCodeAfter(
  { options, config }: Session,
  { inventory }: Report,
  mirrored: Mirrored,
): CommandResult['exitCode'] {
  const failOn = options.failOn ?? config.failOn;
  const lacksValue = inventory.artifacts.some(({ disposition }) => disposition === 'unresolved');
  if (!isComplete(mirrored) || (lacksValue && failOn !== 'never')) return 3;
  return reaches(inventory.findings, failOn) ? 1 : 0;
}

function planOnly(session: Session, repository: Repository): CommandResult {
  for (const artifact of repository.inventory.artifacts) {
    if (artifact.disposition === 'mirror') session.io.log.info(`would copy ${artifact.locator}`);
  }
  return { report: reportOf(session, repository), exitCode: 0 };
}
