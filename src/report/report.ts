import type { Inventory } from '../model/inventory.ts';
import type { Lock } from '../model/lock.ts';
import type { RunOutcome } from '../model/run.ts';
import type { TaskUse } from '../model/task.ts';

/** Everything a renderer needs. Renderers are pure functions from this to text. */
export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly inventory: Inventory;
  /** Every task step, in the order of the pipelines. */
  readonly tasks: readonly TaskUse[];
  /** The lock that is committed now (on a pull request: the base's), or null when there is none. */
  readonly lock: Lock | null;
  /** Where that lock was read, for people, e.g. `main at 3fa1b2c`. Absent: in this checkout. */
  readonly lockOrigin?: string;
  /** Result of a mirroring, or null for an analysis. */
  readonly run: RunOutcome | null;
  /** True for a verification: the inventory is what the offline pipelines use, each object read from the store. */
  readonly verified?: boolean;
  /** How to get the same report on one's own machine. */
  readonly reproduce: string;
  /**
   * Address of a line of a file of the repository for links, or null where there is none (command line). Null for a
   * file that is not in this repository.
   */
  readonly linkTo: ((file: string, line: number) => string | null) | null;
  /** Web address of the job that made this report. */
  readonly runUrl?: string;
}

export const FORMATS = ['text', 'json', 'markdown', 'sarif', 'docker-list'] as const;
export type Format = (typeof FORMATS)[number];
