import { reaches } from '../model/finding.ts';
import { writeGenerated } from './generate.ts';
import type { CommandResult, Io } from './io.ts';
import { assertTrusted, isComplete, outcomeOf, record, resultOf, withStore, writeLock } from './mirror.ts';
import { mirrorArtifacts } from './mirror-artifacts.ts';
import { planOffline } from './offline.ts';
import type { Options } from './options.ts';
import { givenRunId } from './record-run.ts';
import { reportOf } from './report-of.ts';
import { readRepository } from './repository.ts';
import { withSession } from './session.ts';
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
      const lockFiles = await writeLock(session, mirrored.lock);
      if (!isComplete(mirrored)) {
        const outcome = outcomeOf(session, store, mirrored, { runId, pipelines: [], files: lockFiles });
        return resultOf(session, repository, mirrored, outcome);
      }
      const plan = planOffline(repository, {
        out: session.out,
        lock: mirrored.lock,
        prefix: store.prefix,
        preview: false,
        config: session.config,
      });
      const files = [...lockFiles, ...(await writeGenerated(session, plan))].sort();
      const after = { ...session, lock: mirrored.lock };
      const findings = [...plan.findings, ...(await verifyPipelines(after, store, { deep: false })).findings];
      const complete = outcomeOf(session, store, mirrored, { runId, pipelines: plan.files, files });
      await record(session, repository, store, mirrored.lock, complete, plan.files);
      if (files.length === 0)
        io.log.info('nothing changed: every artifact was there, and the files are up to date');
      const report = reportOf(session, repository, { run: complete, findings });
      const failOn = options.failOn ?? session.config.failOn;
      return { report, exitCode: reaches(report.inventory.findings, failOn) ? 1 : 0 };
    });
  });
}
