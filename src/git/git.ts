export interface GitSetting {
  readonly name: string;
  readonly value: string;
}

export interface GitOptions {
  readonly cwd: string;
  /** Added to the minimal environment; only names that git itself reads. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Headers to send to one origin, e.g. an authorization. They travel in the environment (`GIT_CONFIG_COUNT`), never
   * on the command line and never in a file.
   */
  readonly headers?: readonly { readonly origin: string; readonly header: string }[];
  /** Configuration for this run only; travels like the headers and wins over files. */
  readonly config?: readonly GitSetting[];
  /** Allows the `file` transport; default false. */
  readonly allowLocal?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Runs git: minimal environment, no prompts, no system or user configuration, no hooks, no HTTP redirects. Returns
 * stdout, undecodable bytes replaced. Any exit code but 0 throws `OfflineGenError('git')` with git's own last line,
 * redacted; an aborted signal throws `OfflineGenError('interrupted')`.
 */
export type Git = (args: readonly string[], options: GitOptions) => Promise<string>;
