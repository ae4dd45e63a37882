import type { Store } from '../store/store.ts';
import { writeGenerated } from './generate.ts';
import type { CommandResult, Io } from './io.ts';
import {
  assertTrusted,
  exitCodeAfter,
  isComplete,
  type Made,
  outcomeOf,
  record,
  resultOf,
  withStore,
  writeLock,
} from './mirror.ts';
import { type Mirrored, mirrorArtifacts } from './mirror-artifacts.ts';
import { planOffline } from './offline.ts';
import type { Options } from './options.ts';
import { givenRunId } from './record-run.ts';
import { reportOf } from './report-of.ts';
import { type Repository, readRepository } from './repository.ts';
import { type Session, withSession } from './session.ts';
import { verifyPipelines } from './verify.ts';

/** Analyze, mirror, generate, verify: one reading of the pipelines, one resolution of every version. */
export function run(options: Options, io: Io): Promise<CommandResult> {
  return withSession(options, io, async (session) => {
    assertTrusted(session);
    if (options.dryRun) {
      return { report: reportOf(session, await readRepository(session, 'newest')), exitCode: 0 };
    }
    const runId = givenRunId(session);
    return withStore(session, async (store) => {
      const repository = await readRepository(session, 'newest');
      const mirrored = await mirrorArtifacts(session, repository, store);
      const files = await writeLock(session, mirrored.lock);
      if (isComplete(mirrored)) return finish({ session, store, repository, mirrored }, { runId, files });
      const outcome = outcomeOf(session, store, mirrored, { runId, pipelines: [], files });
      return resultOf(session, repository, mirrored, outcome);
    });
  });
}

interface State {
  readonly session: Session;
  readonly store: Store;
  readonly repository: Repository;
  readonly mirrored: Mirrored;
}

/** Every object is there: writes the pipelines, verifies them, and records the run. */
async function finish(
  { session, store, repository, mirrored }: State,
  made: Pick<Made, 'runId' | 'files'>,
): Promise<CommandResult> {
  const { lock } = mirrored;
  const plan = planOffline(repository, {
    out: session.out,
    lock,
    prefix: store.prefix,
    preview: false,
    config: session.config,
  });
  const files = [...made.files, ...(await writeGenerated(session, plan))].sort();
  const verified = await verifyPipelines({ ...session, lock }, store, { deep: false });
  const outcome = outcomeOf(session, store, mirrored, { ...made, pipelines: plan.files, files });
  await record(session, repository, store, lock, outcome, plan.files);
  if (files.length === 0 && mirrored.outcomes.every(({ outcome: what }) => what === 'present'))
    session.io.log.info('nothing changed: every artifact was there, and the files are up to date');
  const report = reportOf(session, repository, {
    run: outcome,
    findings: [...plan.findings, ...verified.findings],
  });
  return { report, exitCode: exitCodeAfter(session, report, mirrored) };
}
