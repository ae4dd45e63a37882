import { compareFindings, type Finding, type Level } from '../model/finding.ts';
import type { Section } from './budget.ts';
import { code, link, prose } from './markdown-text.ts';
import type { Report } from './report.ts';

const SIGNS: Readonly<Record<Level, string>> = { error: '❌', warning: '⚠️', note: 'ℹ️' };
const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** Findings by file; where not all fit, the worst ones. */
export function findingSection(report: Report): Section {
  const { findings } = report.inventory;
  const worstFirst = [...findings].sort((a, b) => RANK[a.level] - RANK[b.level] || compareFindings(a, b));
  return {
    title: 'findings',
    items: findings.length,
    weight: 5,
    render: (limit) => {
      if (findings.length === 0) return '';
      const files = byFile(worstFirst.slice(0, limit));
      return ['### Findings', ...files.map((list) => fileBlock(report, list))].join('\n\n');
    },
  };
}

function byFile(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const files = new Map<string, Finding[]>();
  for (const finding of [...findings].sort(compareFindings)) {
    const list = files.get(finding.file);
    if (list === undefined) files.set(finding.file, [finding]);
    else list.push(finding);
  }
  return [...files.values()];
}

function fileBlock(report: Report, findings: readonly Finding[]): string {
  const file = findings[0]?.file ?? '';
  return [`**${code(file)}**`, '', ...findings.map((finding) => item(report, finding))].join('\n');
}

function item({ linkTo }: Report, finding: Finding): string {
  const { file, line, level, rule, message, help } = finding;
  const place = link(`line ${line}`, linkTo?.(file, line));
  return `- ${SIGNS[level]} ${level} at ${place}: ${prose(message)}<br>${prose(help)} (${code(rule)})`;
}
