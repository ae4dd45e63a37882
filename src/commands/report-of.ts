import type { Finding } from '../model/finding.ts';
import { compareFindings } from '../model/finding.ts';
import type { RunOutcome } from '../model/run.ts';
import type { Report } from '../report/report.ts';
import { TOOL } from '../version.ts';
import type { Options } from './options.ts';
import type { Repository } from './repository.ts';
import type { Session } from './session.ts';

/** The report of a command over a repository. */
export function reportOf(
  session: Session,
  repository: Pick<Repository, 'inventory' | 'tasks'>,
  more: { readonly run?: RunOutcome; readonly findings?: readonly Finding[] } = {},
): Report {
  const { inventory, tasks } = repository;
  const findings = [...inventory.findings, ...(more.findings ?? [])].sort(compareFindings);
  return {
    tool: TOOL,
    inventory: { ...inventory, findings },
    tasks,
    lock: session.lock,
    run: more.run ?? null,
    reproduce: reproduceCommand(session.options),
    linkTo: null,
  };
}

/** What to type to see the same on one's own machine. Values of variables may be secret and are left out. */
function reproduceCommand(options: Options): string {
  const pipelines = options.pipelines.map((file) => ` --pipeline ${quoted(file)}`).join('');
  const files = options.varsFiles.map((file) => ` --vars-file ${quoted(file)}`).join('');
  const config = options.config === null ? '' : ` --config ${quoted(options.config)}`;
  const network = options.network ? '' : ' --no-network';
  return `offline-gen analyze${config}${pipelines}${files}${network}`;
}

function quoted(text: string): string {
  return /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
