import type { Artifact } from '../model/artifact.ts';
import { compareFindings, compareText, type Finding } from '../model/finding.ts';
import type { RunOutcome } from '../model/run.ts';
import { artifactCounts, changeCounts, runCounts } from './counts.ts';
import { type Change, type Changes, changesOf, countChanges } from './diff.ts';
import { compareReferences, sortedByKind } from './order.ts';
import type { Report } from './report.ts';
import { verdictOf } from './verdict.ts';
import { byteSize, shortVersion, shown } from './words.ts';

/** Longer locators get a line of their own, so that one of them does not push every row over the terminal's edge. */
const COLUMN = 56;

/** The report for a terminal: plain text without colors, verdict first. */
export function renderText(report: Report): string {
  const sections = [
    [
      `${report.tool.name}: ${verdictOf(report).text}`,
      ...(report.verified === true ? [] : [artifactCounts(report.inventory)]),
    ],
    changeLines(report),
    artifactLines(report.inventory.artifacts),
    findingLines(report.inventory.findings),
    report.run === null ? [] : runLines(report.run),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function changeLines(report: Report): readonly string[] {
  if (report.verified === true) return [];
  const changes = changesOf(report);
  if (changes === null) return report.inventory.artifacts.length === 0 ? [] : ['No lock is committed yet.'];
  const origin = report.lockOrigin === undefined ? '' : ` of ${shown(report.lockOrigin)}`;
  if (countChanges(changes) === 0) return [`Nothing changed since the lock${origin}.`];
  return [`Changed since the lock${origin}: ${changeCounts(changes)}`, ...changeRows(changes)];
}

function changeRows({ added, removed, moved }: Changes): readonly string[] {
  return [
    ...added.map((change) => `  + ${changed(change)}`),
    ...removed.map((change) => `  - ${changed(change)}`),
    ...moved.map((change) => `  ~ ${changed(change)}`),
  ];
}

function changed({ kind, locator, from, to }: Change): string {
  const subject = `${shown(kind)} ${shown(locator)}`;
  const versions = [from, to]
    .filter((version) => version !== null)
    .map((version) => shown(shortVersion(version)));
  if (from !== null && from === to) return `${subject}  ${versions[0]} (stored anew)`;
  return versions.length === 0 ? subject : `${subject}  ${versions.join(' -> ')}`;
}

function artifactLines(artifacts: readonly Artifact[]): readonly string[] {
  const sorted = sortedByKind(artifacts);
  const width = Math.max(
    0,
    ...sorted.map((artifact) => locatorOf(artifact).length).filter((length) => length <= COLUMN),
  );
  const kinds = [...new Set(sorted.map((artifact) => artifact.kind))];
  return kinds.flatMap((kind, index) => {
    const rows = sorted.filter((artifact) => artifact.kind === kind);
    const heading = `${shown(kind)} (${rows.length})`;
    return [
      ...(index === 0 ? [] : ['']),
      heading,
      ...rows.flatMap((artifact) => artifactRow(artifact, width)),
    ];
  });
}

function artifactRow(artifact: Artifact, width: number): readonly string[] {
  const { disposition, reason, resolved } = artifact;
  const locator = locatorOf(artifact);
  const size = resolved?.size == null ? '-' : byteSize(resolved.size);
  const rest = `${disposition.padEnd(11)}  ${size.padStart(8)}  ${placesOf(artifact)}`.trimEnd();
  const row =
    locator.length > width
      ? [`  ${locator}`, `  ${''.padEnd(width)}  ${rest}`]
      : [`  ${locator.padEnd(width)}  ${rest}`];
  return reason === null ? row : [...row, `    ${shown(reason)}`];
}

function locatorOf({ locator }: Artifact): string {
  return shown(locator);
}

function placesOf({ references }: Artifact): string {
  const [first, ...more] = [...references].sort(compareReferences);
  if (first === undefined) return '';
  const place = `${shown(first.file)}:${first.line}:${first.column}`;
  return more.length === 0 ? place : `${place} +${more.length} more`;
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return [...findings]
    .sort(compareFindings)
    .flatMap(({ file, line, column, level, rule, message, help }) => [
      `${shown(file)}:${line}:${column} ${level} ${shown(rule)} ${shown(message)}`,
      `    ${shown(help)}`,
    ]);
}

function runLines(run: RunOutcome): readonly string[] {
  const failures = run.artifacts
    .filter((artifact) => artifact.outcome === 'failed')
    .map(({ id, error }) => `  failed ${shown(id)}: ${shown(error ?? 'no reason is known')}`);
  return [
    `Run ${shown(run.runId)}: ${runCounts(run)}`,
    ...failures,
    `  blobstore ${shown(run.storeUrl)}`,
    ...(run.manifestKey === null ? [] : [`  manifest  ${shown(run.manifestKey)}`]),
    ...(run.files.length === 0
      ? ['  no file had to be written']
      : [...run.files].sort(compareText).map((file) => `  wrote     ${shown(file)}`)),
  ];
}
