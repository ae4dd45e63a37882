import type { CiEvent } from './event.ts';

/** The few things that this tool needs from the service that hosts the repository and runs the job. */
export interface Platform {
  readonly name: 'GitHub' | 'GitLab';
  readonly event: CiEvent;
  readonly defaultBranch: string | null;
  /** Web address of the repository, without a slash at its end. */
  readonly repositoryUrl: string;
  /** Web address of this run, where known; the same when it is repeated. */
  readonly runUrl: string | null;
  /** Characters that a comment may have. */
  readonly commentBudget: number;
  /** Web address of a line of a file; the path is relative to the repository's root. */
  readonly linkTo: (file: string, line: number) => string;
  /**
   * Creates, edits or leaves alone the one comment that carries `key`, on the event's pull request. A missing
   * permission is an outcome, not an error: pull requests from forks never have it.
   */
  readonly comment: (key: string, text: string) => Promise<CommentOutcome>;
  /**
   * The comment with `key` on the pull request that brought the event's commit into its branch. Null when there is no
   * such pull request or comment, or no permission to read it.
   */
  readonly mergedReport: (key: string) => Promise<MergedReport | null>;
  readonly pushTarget: PushTarget;
  /** Opens the pull request from `head` to `base`, or updates the one that is open. Throws `OfflineGenError('platform')`. */
  readonly openPullRequest: (draft: PullRequestDraft) => Promise<string>;
}

export type CommentOutcome =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly id: string }
  /** `reason`: one line that says what is missing; `usual` when that is nothing to worry about. */
  | { readonly kind: 'skipped'; readonly reason: string; readonly usual: boolean };

export interface MergedReport {
  /** As people write it: `#12`, `!12`. */
  readonly pullRequest: string;
  /** The comment without its marker. */
  readonly text: string;
}

/** How generated files get back into the repository. */
export interface PushTarget {
  /** Repository to push to; never holds a credential. */
  readonly url: string;
  /** Header that authorizes, or null: git's own means have to do. */
  readonly header: string | null;
  readonly author: { readonly name: string; readonly email: string };
  /** Push options for a direct push, so that the commit starts no further run. */
  readonly pushOptions: readonly string[];
  /** What to grant when a push is refused; one sentence. */
  readonly permissionHint: string;
}

export interface PullRequestDraft {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** A finding on its line, as the CI shows it beside the code. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** Relative to the repository's root; null for one about the whole run. */
  readonly file: string | null;
  readonly line: number;
  readonly column: number;
}

export const OUTPUTS = [
  'report-path',
  'ready',
  'artifacts',
  'mirrored',
  'failed',
  'changed',
  'run-id',
  'comment-id',
  'commit-sha',
  'pull-request-url',
] as const;
export type OutputName = (typeof OUTPUTS)[number];

/** What the job itself can show. The action implements it with its toolkit; elsewhere there is none. */
export interface Surface {
  readonly annotate: (annotations: readonly Annotation[]) => void;
  readonly summary: (markdown: string) => Promise<void>;
  readonly output: (name: OutputName, value: string) => void;
}

export const NO_SURFACE: Surface = {
  annotate: () => undefined,
  summary: () => Promise.resolve(),
  output: () => undefined,
};
