import type { Artifact } from '../model/artifact.ts';
import { compareText } from '../model/finding.ts';
import type { LockEntry } from '../model/lock.ts';
import type { Report } from './report.ts';

/** One artifact that differs from the committed lock. */
export interface Change {
  readonly id: string;
  readonly kind: string;
  readonly locator: string;
  /** Version in the lock; null when it is not there. */
  readonly from: string | null;
  /** Version now; null when the artifact is gone, or nobody looked it up. */
  readonly to: string | null;
}

/** What the next lock changes; every list is sorted by id. */
export interface Changes {
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
  /** The version behind the same locator is another one, or the same version was stored anew. */
  readonly moved: readonly Change[];
}

/** What the repository and its upstreams look like now, against the committed lock; null when none is committed. */
export function changesOf(report: Report): Changes | null {
  if (report.lock === null) return null;
  const locked = new Map(report.lock.artifacts.map((entry) => [entry.id, entry]));
  const now = new Map(report.inventory.artifacts.map((artifact) => [artifact.id, artifact]));
  const stored = storedEntries(report);
  const wanted = [...now.values()].filter((artifact) => artifact.disposition === 'mirror').sort(compareIds);
  return {
    added: wanted
      .filter((artifact) => !locked.has(artifact.id) && stored.get(artifact.id) !== null)
      .map((artifact) => changeOf(artifact, null, versionNow(artifact, stored))),
    removed: [...locked.values()]
      .filter((entry) => isGone(now.get(entry.id)))
      .sort(compareIds)
      .map((entry) => changeOf(entry, entry.version, null)),
    moved: wanted.flatMap((artifact) => {
      const entry = locked.get(artifact.id);
      return entry === undefined ? [] : moveOf(artifact, entry, stored);
    }),
  };
}

export function countChanges({ added, removed, moved }: Changes): number {
  return added.length + removed.length + moved.length;
}

/** What a run stored, by id; null for an artifact that failed. Empty for an analysis. */
function storedEntries({ run }: Report): ReadonlyMap<string, LockEntry | null> {
  return new Map(run?.artifacts.map(({ id, entry }) => [id, entry]));
}

/** An artifact whose variables are not known yet is not gone. */
function isGone(artifact: Artifact | undefined): boolean {
  return artifact === undefined || artifact.disposition === 'keep' || artifact.disposition === 'unsupported';
}

function versionNow(artifact: Artifact, stored: ReadonlyMap<string, LockEntry | null>): string | null {
  return stored.get(artifact.id)?.version ?? artifact.resolved?.version ?? null;
}

function moveOf(
  artifact: Artifact,
  locked: LockEntry,
  stored: ReadonlyMap<string, LockEntry | null>,
): Change[] {
  const entry = stored.get(artifact.id);
  if (entry === null) return [];
  const version = versionNow(artifact, stored);
  const same = version === null || version === locked.version;
  const storedAnew = entry !== undefined && (entry.key !== locked.key || entry.digest !== locked.digest);
  return same && !storedAnew ? [] : [changeOf(artifact, locked.version, version)];
}

function changeOf(
  { id, kind, locator }: Pick<Artifact, 'id' | 'kind' | 'locator'>,
  from: string | null,
  to: string | null,
): Change {
  return { id, kind, locator, from, to };
}

function compareIds(a: { readonly id: string }, b: { readonly id: string }): number {
  return compareText(a.id, b.id);
}
