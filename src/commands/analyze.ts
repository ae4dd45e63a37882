import { reaches } from '../model/finding.ts';
import type { CommandResult, Io } from './io.ts';
import type { Options } from './options.ts';
import { reportOf } from './report-of.ts';
import { readRepository } from './repository.ts';
import { withSession } from './session.ts';

/** Finds and reports what the pipelines need; writes nothing. */
export function analyze(options: Options, io: Io): Promise<CommandResult> {
  return withSession(options, io, async (session) => {
    const repository = await readRepository(session, 'newest');
    const report = reportOf(session, repository);
    const failOn = options.failOn ?? session.config.failOn;
    return { report, exitCode: reaches(report.inventory.findings, failOn) ? 1 : 0 };
  });
}
