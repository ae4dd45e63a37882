import type { Artifact, Reference } from '../model/artifact.ts';
import { compareFindings, compareText, type Finding } from '../model/finding.ts';
import { type SourceSummary, summarize } from '../model/inventory.ts';
import type { ArtifactOutcome, RunOutcome } from '../model/run.ts';
import { type Change, type Changes, changesOf } from './diff.ts';
import { jsonText } from './json-text.ts';
import { compareReferences } from './order.ts';
import type { Report } from './report.ts';

/**
 * The report for programs; `report.schema.json` describes it. Version 1 only ever gains optional keys: `changes`
 * where a lock is committed, `run` after a mirroring.
 */
export function renderJson(report: Report): string {
  const { tool, inventory, run } = report;
  const changes = changesOf(report);
  return jsonText({
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    sources: [...inventory.sources].sort((a, b) => compareText(a.file, b.file)).map(sourceOf),
    artifacts: [...inventory.artifacts].sort((a, b) => compareText(a.id, b.id)).map(artifactOf),
    findings: [...inventory.findings].sort(compareFindings).map(findingOf),
    summary: summaryOf(report),
    ...(changes === null ? {} : { changes: changesIn(changes) }),
    ...(run === null ? {} : { run: runOf(run) }),
  });
}

function sourceOf({ file, dialect, jobs, resources, tasks }: SourceSummary): SourceSummary {
  return { file, dialect, jobs, resources, tasks };
}

/** `request` and `credentials` stay out: every key is named here. */
function artifactOf(artifact: Artifact): Readonly<Record<string, unknown>> {
  const { id, kind, name, locator, disposition, reason, references, resolved } = artifact;
  return {
    id,
    kind,
    name,
    locator,
    disposition,
    reason,
    references: [...references].sort(compareReferences).map(referenceOf),
    resolved:
      resolved === null ? null : { version: resolved.version, digest: resolved.digest, size: resolved.size },
  };
}

function referenceOf({ file, line, column, path, role }: Reference): Reference {
  return { file, line, column, path, role };
}

function findingOf({ rule, level, message, file, line, column, help }: Finding): Finding {
  return { rule, level, message, file, line, column, help };
}

function summaryOf(report: Report): Readonly<Record<string, unknown>> {
  const { mirror, keep, unresolved, unsupported, bytes, ready } = summarize(report.inventory);
  return { mirror, keep, unresolved, unsupported, bytes, ready };
}

function changesIn({ added, removed, moved }: Changes): Readonly<Record<string, unknown>> {
  const versions = ({ id, from, to }: Change) => ({ id, from, to });
  return { added: added.map(versions), removed: removed.map(versions), moved: moved.map(versions) };
}

function runOf(run: RunOutcome): Readonly<Record<string, unknown>> {
  return {
    runId: run.runId,
    manifestKey: run.manifestKey,
    storeUrl: run.storeUrl,
    lockChanged: run.lockChanged,
    artifacts: [...run.artifacts].sort((a, b) => compareText(a.id, b.id)).map(outcomeOf),
    files: [...run.files].sort(compareText),
  };
}

function outcomeOf({ id, outcome, entry, error }: ArtifactOutcome): Readonly<Record<string, unknown>> {
  return {
    id,
    outcome,
    version: entry?.version ?? null,
    key: entry?.key ?? null,
    digest: entry?.digest ?? null,
    size: entry?.size ?? null,
    error,
  };
}
