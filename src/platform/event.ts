import { OfflineGenError } from '../model/errors.ts';
import { matchesGlob } from '../model/glob.ts';

/** The pull or merge request that an event belongs to. */
export interface PullRequest {
  /** Null where the event has none (a merge queue): there is nothing to comment on. */
  readonly number: number | null;
  readonly headSha: string;
  readonly baseSha: string | null;
  readonly baseBranch: string;
  /** Whether the head branch lives in another repository. */
  readonly fork: boolean;
}

/** Why the CI started this job. `name` is the CI's own word for it. */
export type CiEvent =
  | { readonly kind: 'pull-request'; readonly name: string; readonly pullRequest: PullRequest }
  | {
      readonly kind: 'branch';
      readonly name: string;
      readonly branch: string;
      /** False when a person or a program started it. */
      readonly pushed: boolean;
      /** Commit that the branch had before the push; null where that is not known. */
      readonly before: string | null;
    }
  | { readonly kind: 'tag'; readonly name: string; readonly tag: string; readonly release: boolean }
  | { readonly kind: 'schedule'; readonly name: string }
  /** Known, and never a reason to do something, e.g. a branch that was deleted. */
  | { readonly kind: 'ignored'; readonly name: string; readonly reason: string }
  /** `untrusted`: it continues a run that a pull request started. */
  | { readonly kind: 'other'; readonly name: string; readonly untrusted: boolean };

export type NamedCommand = 'analyze' | 'mirror' | 'generate' | 'verify' | 'run';

/** What to do about an event. */
export type Plan =
  | {
      readonly kind: 'command';
      readonly command: NamedCommand;
      /** The repository's content was not reviewed. */
      readonly untrusted: boolean;
      /** Run id that the event prescribes (its tag), or null. */
      readonly runId: string | null;
      /** Branch that receives the generated files, or null: they are not committed. */
      readonly commitTo: string | null;
    }
  | { readonly kind: 'nothing'; readonly reason: string };

export interface Triggers {
  /** Patterns; empty: the default branch. */
  readonly branches: readonly string[];
  /** Patterns of tags whose push starts a run. A published release always does. */
  readonly tags: readonly string[];
}

const COPYING: ReadonlySet<NamedCommand> = new Set(['run', 'mirror']);

/**
 * The table from event to command. A command that was named is taken as it is; `auto` lets the event decide.
 * Throws `OfflineGenError('refused')` for mirroring on a pull request, `OfflineGenError('usage')` when `auto` meets
 * an event that it has no rule for.
 */
export function planFor(
  event: CiEvent,
  command: NamedCommand | 'auto',
  triggers: Triggers,
  defaultBranch: string | null,
): Plan {
  if (command !== 'auto') return planNamed(event, command);
  switch (event.kind) {
    case 'pull-request':
      return { kind: 'command', command: 'analyze', untrusted: true, runId: null, commitTo: null };
    case 'branch':
      return planBranch(event.branch, triggers, defaultBranch);
    case 'tag':
      return planTag(event.tag, event.release, triggers);
    case 'schedule':
      return nothing('The schedule keeps old runs in order; this version has no such upkeep yet.');
    case 'ignored':
      return nothing(event.reason);
    case 'other':
      throw new OfflineGenError('usage', `Mode auto has no rule for the event ${event.name}`, {
        hint: 'Choose a mode: analyze, mirror, generate, verify or run.',
      });
  }
}

/**
 * Refuses to mirror what nobody reviewed. The command line asks this too, before `run` and `mirror`.
 * Throws `OfflineGenError('refused')`.
 */
export function assertMayMirror(event: CiEvent): void {
  if (!isUntrusted(event)) return;
  throw new OfflineGenError(
    'refused',
    `Mirroring is refused on the event ${event.name}: nobody reviewed it yet`,
    {
      hint: 'Use mode analyze or auto here, and mirror on the push after the merge.',
    },
  );
}

function planNamed(event: CiEvent, command: NamedCommand): Plan {
  if (COPYING.has(command)) assertMayMirror(event);
  return { kind: 'command', command, untrusted: isUntrusted(event), runId: null, commitTo: null };
}

function planBranch(branch: string, triggers: Triggers, defaultBranch: string | null): Plan {
  const fallback = defaultBranch === null ? [] : [defaultBranch];
  const patterns = triggers.branches.length > 0 ? triggers.branches : fallback;
  if (patterns.some((pattern) => matchesGlob(branch, pattern))) {
    return { kind: 'command', command: 'run', untrusted: false, runId: null, commitTo: branch };
  }
  return nothing(`${branch} is not a trigger branch (${patterns.join(', ') || 'none is known'}).`);
}

function planTag(tag: string, release: boolean, triggers: Triggers): Plan {
  if (release || triggers.tags.some((pattern) => matchesGlob(tag, pattern))) {
    return { kind: 'command', command: 'run', untrusted: false, runId: tag, commitTo: null };
  }
  return nothing(`${tag} is not a trigger tag (${triggers.tags.join(', ') || 'none is configured'}).`);
}

function isUntrusted(event: CiEvent): boolean {
  return event.kind === 'pull-request' || (event.kind === 'other' && event.untrusted);
}

function nothing(reason: string): Plan {
  return { kind: 'nothing', reason };
}
