import type { Artifact } from './artifact.ts';
import type { Finding } from './finding.ts';
import type { Credentials } from './request.ts';

export interface SourceSummary {
  readonly file: string;
  readonly dialect: string;
  readonly jobs: number;
  readonly resources: number;
  readonly tasks: number;
}

/** Everything one analysis found; the source of every report format. */
export interface Inventory {
  readonly sources: readonly SourceSummary[];
  readonly artifacts: readonly Artifact[];
  readonly findings: readonly Finding[];
}

export interface Summary {
  readonly mirror: number;
  readonly keep: number;
  readonly unresolved: number;
  readonly unsupported: number;
  /** Known bytes to transfer, over the artifacts to mirror. */
  readonly bytes: number;
  /** Nothing is unresolved or unsupported, and no finding is an error. */
  readonly ready: boolean;
}

/** Secrets by artifact id: beside the inventory, never in it. */
export type CredentialsById = ReadonlyMap<string, Credentials>;

export function summarize(inventory: Inventory): Summary {
  const count = (disposition: Artifact['disposition']) =>
    inventory.artifacts.filter((artifact) => artifact.disposition === disposition).length;
  const unresolved = count('unresolved');
  const unsupported = count('unsupported');
  return {
    mirror: count('mirror'),
    keep: count('keep'),
    unresolved,
    unsupported,
    bytes: inventory.artifacts
      .filter((artifact) => artifact.disposition === 'mirror')
      .reduce((sum, artifact) => sum + (artifact.resolved?.size ?? 0), 0),
    ready:
      unresolved === 0 &&
      unsupported === 0 &&
      !inventory.findings.some((finding) => finding.level === 'error'),
  };
}
