import { compareText } from '../model/finding.ts';
import type { Section } from './budget.ts';
import { runCounts } from './counts.ts';
import { type Change, changesOf, countChanges } from './diff.ts';
import { cellCode, code, prose } from './markdown-text.ts';
import type { Report } from './report.ts';
import { shortVersion } from './words.ts';

/** What the next lock changes: added, removed, moved to another version. */
export function changeSection(report: Report): Section {
  const changes = changesOf(report);
  const rows = [
    ...(changes?.added ?? []).map((change) => row('new', change)),
    ...(changes?.removed ?? []).map((change) => row('gone', change)),
    ...(changes?.moved ?? []).map((change) => row('moved', change)),
  ];
  return {
    title: 'changes',
    items: changes === null ? 0 : countChanges(changes),
    weight: 3,
    render: (limit) => {
      if (rows.length === 0) return '';
      const table = ['| | Artifact | Locked | Now |', '| --- | --- | --- | --- |', ...rows.slice(0, limit)];
      return `### Changes since the lock\n\n${table.join('\n')}`;
    },
  };
}

function row(what: string, { kind, locator, from, to }: Change): string {
  const anew = from !== null && from === to ? ' (stored anew)' : '';
  return `| ${what} | ${cellCode(kind)} ${cellCode(locator)} | ${version(from)} | ${version(to)}${anew} |`;
}

function version(text: string | null): string {
  return text === null ? '' : cellCode(shortVersion(text));
}

/** What a run did: counts, failures, where the manifest lies, files written. */
export function runSection({ run }: Report): Section {
  if (run === null) return { title: 'run', items: 0, weight: 4, render: () => '' };
  const failures = run.artifacts
    .filter((artifact) => artifact.outcome === 'failed')
    .map(({ id, error }) => `- ❌ ${code(id)}: ${prose(error ?? 'no reason is known')}`);
  const files = [...run.files].sort(compareText).map(code);
  return {
    title: 'results of the run',
    items: Math.max(failures.length, files.length, 1),
    weight: 4,
    render: (limit) =>
      [
        `### Run ${code(run.runId)}`,
        '',
        `In ${code(run.storeUrl)}: ${runCounts(run)}.`,
        '',
        ...failures.slice(0, limit),
        ...(run.manifestKey === null ? [] : [`- Manifest: ${code(run.manifestKey)}`]),
        `- Files written: ${files.length === 0 ? 'none' : files.slice(0, limit).join(', ')}`,
      ].join('\n'),
  };
}
