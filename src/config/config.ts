import type { FailOn } from '../model/finding.ts';

/** `.offline-gen.yml` after defaults. Names in the file are snake_case. */
export interface Config {
  /** Pipelines to read: files or globs relative to the repository; empty: discover them. */
  readonly sources: readonly string[];
  /** Globs that discovery leaves out. */
  readonly exclude: readonly string[];
  readonly varsFiles: readonly string[];
  readonly vars: Readonly<Record<string, unknown>>;
  /** URL of the repository that this checkout is; null: read from git and from the CI's variables. */
  readonly repository: string | null;
  readonly store: string | null;
  readonly s3: {
    readonly endpoint: string | null;
    readonly region: string | null;
    readonly pathStyle: boolean | null;
  };
  /** Directory of the generated files. */
  readonly out: string;
  readonly runId: string | null;
  readonly platform: { readonly os: string; readonly architecture: string };
  /** Key of the s3 resource's source in the offline pipeline → name of the `((var))` that holds it. */
  readonly params: Readonly<Record<string, string>>;
  /** Further literal keys of that source, e.g. `use_path_style: true`. */
  readonly s3Options: Readonly<Record<string, string | boolean>>;
  /** Hosts (also `*.suffix`) that the isolated network can reach. */
  readonly internal: readonly string[];
  /** Registry host or URL prefix → where to go instead. */
  readonly upstreams: Readonly<Record<string, string>>;
  readonly failOn: FailOn;
  readonly jobs: number;
  readonly triggers: { readonly branches: readonly string[]; readonly tags: readonly string[] };
  readonly commit: { readonly mode: 'push' | 'pull-request' | 'none' };
}
