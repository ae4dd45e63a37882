import type { FailOn } from '../model/finding.ts';
import type { Format } from '../report/report.ts';

export const COMMANDS = ['analyze', 'mirror', 'generate', 'verify', 'run', 'auto'] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What a person said: flags of the command line or inputs of the action. `null`: not said, the configuration decides. */
export interface Options {
  readonly command: CommandName;
  /** The pipeline repository; absolute. */
  readonly dir: string;
  readonly pipelines: readonly string[];
  readonly varsFiles: readonly string[];
  readonly vars: readonly { readonly name: string; readonly value: string }[];
  readonly config: string | null;
  readonly store: string | null;
  readonly s3Endpoint: string | null;
  readonly s3PathStyle: boolean | null;
  readonly out: string | null;
  readonly runId: string | null;
  /** Take versions from the lock and ask upstreams only for what is not in it: a tag freezes what was reviewed. */
  readonly frozen: boolean;
  /** False with `--no-network`. */
  readonly network: boolean;
  readonly preview: boolean;
  readonly format: Format;
  readonly output: string | null;
  readonly failOn: FailOn | null;
  readonly dryRun: boolean;
  readonly jobs: number | null;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean | null;
  /** Hosts that may be contacted although their addresses are loopback, private or link-local. */
  readonly allowHosts: readonly string[];
  /**
   * True when the repository's content was not reviewed (a pull or merge request): nothing secret is read, mirroring
   * is refused, and addresses inside the network are not contacted.
   */
  readonly untrusted: boolean;
}
