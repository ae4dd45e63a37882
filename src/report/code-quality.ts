import { createHash } from 'node:crypto';
import { compareFindings, type Finding, type Level } from '../model/finding.ts';

/** One entry of GitLab's code quality report (docs.gitlab.com, "Code Quality", report format). */
interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const SEVERITIES: Readonly<Record<Level, Issue['severity']>> = {
  error: 'major',
  warning: 'minor',
  note: 'info',
};

/**
 * The findings as GitLab shows them on a merge request. `filePrefix` leads from the repository's root to the
 * pipeline repository: GitLab wants paths from the root, without `./`.
 */
export function renderCodeQuality(findings: readonly Finding[], filePrefix = ''): string {
  const seen = new Map<string, number>();
  const issues = [...findings].sort(compareFindings).map((finding): Issue => {
    const path = filePrefix + finding.file;
    const identity = JSON.stringify([finding.rule, path, finding.message]);
    const ordinal = seen.get(identity) ?? 0;
    seen.set(identity, ordinal + 1);
    return {
      description: describe(finding),
      check_name: finding.rule,
      fingerprint: fingerprintOf(identity, ordinal),
      severity: SEVERITIES[finding.level],
      location: { path, lines: { begin: finding.line } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}

/**
 * GitLab merges entries with one fingerprint, and calls one new when its fingerprint is. The line is not part of
 * it, or every edit further up would report everything below as new.
 */
function fingerprintOf(identity: string, ordinal: number): string {
  return createHash('sha256').update(`${identity}#${ordinal}`).digest('hex');
}

function describe(finding: Finding): string {
  return `${finding.message.replace(/[.\s]+$/, '')}. ${finding.help}`;
}
