import type { Artifact } from '../model/artifact.ts';
import type { Outcome } from '../model/run.ts';
import type { Section } from './budget.ts';
import { cellCode, htmlCode, link, prose } from './markdown-text.ts';
import { compareReferences, sortedByKind } from './order.ts';
import type { Report } from './report.ts';
import { byteSize, counted, shortVersion } from './words.ts';

/** Longer tables are folded. */
const OPEN_ROWS = 10;

const HEADER = ['| Kind | Artifact | | Version | Size | Used in |', '| --- | --- | --- | --- | ---: | --- |'];

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  mirrored: 'copied',
  present: 'there already',
  failed: '**failed**',
};

/** All artifacts by kind, each with the place that names it first. */
export function artifactSection(report: Report): Section {
  const { artifacts } = report.inventory;
  const sorted = sortedByKind(artifacts);
  const outcomes = new Map(report.run?.artifacts.map(({ id, outcome }) => [id, OUTCOMES[outcome]]));
  return {
    title: 'artifacts',
    items: artifacts.length,
    weight: 1,
    render: (limit) => {
      if (artifacts.length === 0) return '';
      const rows = sorted.slice(0, limit).map((artifact) => row(report, artifact, outcomes.get(artifact.id)));
      const table = [...HEADER, ...rows].join('\n');
      if (artifacts.length <= OPEN_ROWS) return `### Artifacts\n\n${table}`;
      return `<details>\n<summary>${summaryLine(sorted)}</summary>\n\n${table}\n\n</details>`;
    },
  };
}

/** Kinds after the first few are only counted: a repository can make up any number of them. */
function summaryLine(artifacts: readonly Artifact[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of artifacts) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts].map(([kind, count]) => `${count} ${htmlCode(kind)}`);
  const rest = kinds.length - 8;
  const list = [...kinds.slice(0, 8), ...(rest > 0 ? [`${counted(rest, 'other kind')}`] : [])];
  return `${counted(artifacts.length, 'artifact')}: ${list.join(', ')}`;
}

function row(report: Report, artifact: Artifact, outcome: string | undefined): string {
  const { kind, locator, disposition, reason, resolved } = artifact;
  const why = reason === null ? '' : `<br>${prose(reason, cellCode)}`;
  const version = resolved === null ? '' : cellCode(shortVersion(resolved.version));
  const size = resolved?.size == null ? '' : byteSize(resolved.size);
  const cells = [cellCode(kind), `${cellCode(locator)}${why}`, outcome ?? disposition, version, size];
  return `| ${cells.join(' | ')} | ${usedIn(report, artifact)} |`;
}

function usedIn({ linkTo }: Report, { references }: Artifact): string {
  const [first, ...more] = [...references].sort(compareReferences);
  if (first === undefined) return '';
  const place = link(cellCode(`${first.file}:${first.line}`), linkTo?.(first.file, first.line));
  return more.length === 0 ? place : `${place} +${more.length} more`;
}
