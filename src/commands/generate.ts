import { reaches } from '../model/finding.ts';
import { logWritten, writeTextFile } from './files.ts';
import type { CommandResult, Io } from './io.ts';
import { type OfflinePlan, planOffline } from './offline.ts';
import type { Options } from './options.ts';
import { reportOf } from './report-of.ts';
import { readRepository } from './repository.ts';
import { lockOf, type Session, withSession } from './session.ts';
import { prefixOfStore } from './store-prefix.ts';

/** Writes the offline pipelines from the lock. Nothing is written unless all of them can be. */
export function generate(options: Options, io: Io): Promise<CommandResult> {
  return withSession(options, io, async (session) => {
    const repository = await readRepository(session, options.preview ? 'newest' : 'locked');
    const plan = planOffline(repository, {
      out: session.out,
      lock: lockOf(session),
      prefix: prefixOfStore(session),
      preview: options.preview,
      config: session.config,
    });
    const written = await writeGenerated(session, plan);
    if (plan.files.length > 0 && written.length === 0 && !options.dryRun)
      io.log.info('nothing changed: the files are up to date');
    const report = reportOf(session, repository, { findings: plan.findings });
    const failOn = options.failOn ?? session.config.failOn;
    return { report, exitCode: reaches(report.inventory.findings, failOn) ? 1 : 0 };
  });
}

/** Writes what changed and returns its paths. */
export async function writeGenerated(session: Session, plan: OfflinePlan): Promise<string[]> {
  const written: string[] = [];
  for (const { path, text } of plan.files) {
    if (session.options.dryRun) {
      session.io.log.info(`would write ${path}`);
      continue;
    }
    const changed = await writeTextFile(session.options.dir, path, text);
    logWritten(session, path, changed);
    if (changed) written.push(path);
  }
  return written;
}
