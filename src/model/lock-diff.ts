import { compareText } from './finding.ts';
import type { Lock, LockEntry } from './lock.ts';

/** One artifact that is in both locks with another version, object or place. */
export interface LockChange {
  readonly before: LockEntry;
  readonly after: LockEntry;
}

/** What has to be said about two locks; every list is sorted by id. */
export interface LockDiff {
  readonly added: readonly LockEntry[];
  readonly removed: readonly LockEntry[];
  readonly changed: readonly LockChange[];
}

/** Compares two locks entry by entry; without one before, everything is added. */
export function diffLocks(before: Lock | null, after: Lock): LockDiff {
  const old = byId(before?.artifacts ?? []);
  const now = byId(after.artifacts);
  const sorted = [...now.values()].sort(compareIds);
  return {
    added: sorted.filter((entry) => !old.has(entry.id)),
    removed: [...old.values()].filter((entry) => !now.has(entry.id)).sort(compareIds),
    changed: sorted.flatMap((entry) => {
      const previous = old.get(entry.id);
      return previous === undefined || isSame(previous, entry) ? [] : [{ before: previous, after: entry }];
    }),
  };
}

function byId(entries: readonly LockEntry[]): ReadonlyMap<string, LockEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]));
}

function compareIds(a: LockEntry, b: LockEntry): number {
  return compareText(a.id, b.id);
}

function isSame(a: LockEntry, b: LockEntry): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    a.locator === b.locator &&
    a.version === b.version &&
    a.key === b.key &&
    a.versionText === b.versionText &&
    a.digest === b.digest &&
    a.size === b.size &&
    a.unpack === b.unpack
  );
}
