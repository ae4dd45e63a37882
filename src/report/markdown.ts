import { fitBudget, type Section } from './budget.ts';
import { artifactCounts, changeCounts } from './counts.ts';
import { changesOf, countChanges } from './diff.ts';
import { artifactSection } from './markdown-artifacts.ts';
import { changeSection, runSection } from './markdown-changes.ts';
import { findingSection } from './markdown-findings.ts';
import { code, link, shellBlock } from './markdown-text.ts';
import type { Report } from './report.ts';
import { verdictOf } from './verdict.ts';

/** Room below GitHub's 65,536 characters for what the platform adds. */
const DEFAULT_BUDGET = 60_000;

const SIGNS = { good: '✅', attention: '⚠️', bad: '❌' } as const;

/**
 * The comment on a pull request and the summary of a job, for GitHub and GitLab. Never longer than `budget`
 * characters. Every text that is not this tool's own goes through `markdown-text.ts`.
 */
export function renderMarkdown(report: Report, options: { readonly budget?: number } = {}): string {
  const verdict = verdictOf(report);
  const sections: readonly Section[] = [
    fixed(
      'comparison',
      6,
      report.verified === true ? '' : `${artifactCounts(report.inventory)}. ${comparison(report)}`,
    ),
    findingSection(report),
    changeSection(report),
    runSection(report),
    artifactSection(report),
    fixed('how to reproduce this', 2, reproduction(report)),
    fixed('the version of this tool', 7, smallPrint(report)),
  ];
  return fitBudget(`## ${SIGNS[verdict.level]} ${verdict.text}`, sections, options.budget ?? DEFAULT_BUDGET);
}

function fixed(title: string, weight: number, text: string): Section {
  return { title, items: 1, weight, render: () => text };
}

function comparison(report: Report): string {
  const changes = changesOf(report);
  if (changes === null) return 'No `offline.lock.yml` is committed yet: the first run writes it.';
  const lock = `\`offline.lock.yml\`${report.lockOrigin === undefined ? '' : ` of ${code(report.lockOrigin)}`}`;
  return countChanges(changes) === 0
    ? `Nothing changed since ${lock}.`
    : `Compared with ${lock}: ${changeCounts(changes)}.`;
}

function reproduction({ reproduce }: Report): string {
  return reproduce === '' ? '' : `To get this report on your machine:\n\n${shellBlock(reproduce)}`;
}

function smallPrint({ tool, runUrl }: Report): string {
  const job = link('this job', runUrl);
  return `<sub>${tool.name} ${tool.version}${job === 'this job' ? '' : ` · ${job}`}</sub>`;
}
