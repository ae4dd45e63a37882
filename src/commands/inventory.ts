import type { AnalyzedFile, Draft } from '../dialects/dialect.ts';
import type { Artifact, Disposition } from '../model/artifact.ts';
import { compareFindings, compareText, type Finding } from '../model/finding.ts';
import type { CredentialsById, Inventory } from '../model/inventory.ts';
import type { Credentials } from '../model/request.ts';

/** The worst disposition wins: a thing that can't be mirrored for one use is not done. */
const SEVERITY: readonly Disposition[] = ['unsupported', 'unresolved', 'mirror', 'keep'];

export interface Collected {
  readonly inventory: Inventory;
  readonly credentials: CredentialsById;
}

/** Makes one inventory of the analyses of several files: artifacts deduplicated, named, sorted. */
export function collect(files: readonly AnalyzedFile[], findings: readonly Finding[]): Collected {
  const groups = new Map<string, Draft[]>();
  for (const draft of files.flatMap((file) => file.drafts)) {
    groups.set(draft.id, [...(groups.get(draft.id) ?? []), draft]);
  }
  const sorted = [...groups.values()].sort((a, b) => compareText(a[0]?.id ?? '', b[0]?.id ?? ''));
  const taken = new Set<string>();
  return {
    inventory: {
      sources: files.map((file) => file.summary).sort((a, b) => compareText(a.file, b.file)),
      artifacts: sorted.map((drafts) => mergeDrafts(drafts, taken)),
      findings: unique([...findings, ...files.flatMap((file) => file.findings)].sort(compareFindings)),
    },
    credentials: new Map(sorted.map((drafts) => [drafts[0]?.id ?? '', mergeCredentials(drafts)])),
  };
}

function mergeDrafts(drafts: readonly Draft[], taken: Set<string>): Artifact {
  const ordered = [...drafts].sort(compareDrafts);
  const [first] = ordered;
  if (first === undefined) throw new Error('an artifact has at least one draft');
  const named = ordered.find((draft) => draft.named) ?? first;
  return {
    id: first.id,
    kind: first.kind,
    name: freeName(named.name, first.kind, taken),
    locator: first.locator,
    disposition: first.disposition,
    reason: first.reason,
    references: uniqueReferences(ordered),
    resolved: null,
    request: first.request,
  };
}

function compareDrafts(a: Draft, b: Draft): number {
  return (
    SEVERITY.indexOf(a.disposition) - SEVERITY.indexOf(b.disposition) ||
    compareText(a.reference.file, b.reference.file) ||
    a.reference.line - b.reference.line ||
    a.reference.column - b.reference.column
  );
}

/** Names are unique within a kind, so that no two artifacts share a folder by accident. */
function freeName(wanted: string, kind: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(`${kind}:${name}`); count += 1) name = `${wanted}-${count}`;
  taken.add(`${kind}:${name}`);
  return name;
}

function uniqueReferences(drafts: readonly Draft[]): Artifact['references'] {
  const references = drafts.map((draft) => draft.reference);
  const sorted = [...references].sort(
    (a, b) =>
      compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.role, b.role),
  );
  return unique(sorted);
}

function unique<T>(values: readonly T[]): T[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return seen.has(text) ? false : seen.add(text);
  });
}

function mergeCredentials(drafts: readonly Draft[]): Credentials {
  return Object.assign({}, ...drafts.map((draft) => draft.credentials));
}
