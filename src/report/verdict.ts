import { summarize } from '../model/inventory.ts';
import type { Report } from './report.ts';
import { counted, listed } from './words.ts';

/** The one line that everybody reads. Holds numbers only, no text of the repository. */
export interface Verdict {
  readonly level: 'good' | 'attention' | 'bad';
  readonly text: string;
}

/** Failures of a run weigh most, then errors, then everything that a person has to look at. Notes do not count. */
export function verdictOf(report: Report): Verdict {
  const { inventory, run } = report;
  const errors = inventory.findings.filter((finding) => finding.level === 'error').length;
  const warnings = inventory.findings.filter((finding) => finding.level === 'warning').length;
  const failed = run?.artifacts.filter((artifact) => artifact.outcome === 'failed').length ?? 0;
  if (errors > 0 && report.verified === true)
    return { level: 'bad', text: `Not closed: ${counted(errors, 'error')}` };
  if (errors > 0 || failed > 0) return { level: 'bad', text: badText(errors, warnings, failed) };
  if (inventory.sources.length === 0) return { level: 'attention', text: 'No pipeline was found' };
  const { unresolved, unsupported } = summarize(inventory);
  const open = Math.max(warnings, unresolved + unsupported);
  if (open > 0) {
    return {
      level: 'attention',
      text: `${counted(open, 'thing')} ${open === 1 ? 'needs' : 'need'} attention`,
    };
  }
  const total = inventory.artifacts.length;
  if (report.verified === true) {
    return {
      level: 'good',
      text: `Verified: ${counted(total, 'object')} intact, nothing needed from outside`,
    };
  }
  const what = total === 0 ? 'nothing is needed from outside' : counted(total, 'artifact');
  return { level: 'good', text: `Offline-ready: ${what}` };
}

function badText(errors: number, warnings: number, failed: number): string {
  if (errors === 0) return `Not complete: ${counted(failed, 'artifact')} could not be copied`;
  const parts = [
    counted(errors, 'error'),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ...(failed === 0 ? [] : [`${counted(failed, 'artifact')} not copied`]),
  ];
  return `Would break offline: ${listed(parts)}`;
}
