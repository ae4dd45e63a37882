import type { LockEntry } from './lock.ts';

/** `mirrored`: copied in this run; `present`: was there already; `failed`: left for the rerun. */
export type Outcome = 'mirrored' | 'present' | 'failed';

export interface ArtifactOutcome {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Null when it failed. */
  readonly entry: LockEntry | null;
  /** One line for a person; null unless it failed. */
  readonly error: string | null;
}

/** What one mirroring did. */
export interface RunOutcome {
  readonly runId: string;
  /** Key of the manifest below the store's prefix; null: an incomplete run is not recorded. */
  readonly manifestKey: string | null;
  /** For people, without credentials. */
  readonly storeUrl: string;
  /** Sorted by id. */
  readonly artifacts: readonly ArtifactOutcome[];
  /** Whether the lock differs from the one that was there before. */
  readonly lockChanged: boolean;
  /** Files written in the pipeline repository, relative to it, sorted. */
  readonly files: readonly string[];
}

/** `runs/<run-id>/manifest.json`: written once, after everything it names is in place. */
export interface Manifest {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly runId: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** `sha256:…` of the lock that this run mirrored. */
  readonly lockDigest: string;
  readonly artifacts: readonly LockEntry[];
  /** Generated pipelines, by file name. */
  readonly pipelines: readonly string[];
}
