import type { Git } from '../git/git.ts';
import { LOCK_FILE, type Lock } from '../model/lock.ts';
import { parseLock } from '../model/lock-file.ts';
import { repositoryPrefix } from '../platform/checkout.ts';
import type { PullRequest } from '../platform/event.ts';

export interface BaseLock {
  /** Null: the base branch has no lock. */
  readonly lock: Lock | null;
  /** For people, e.g. `main at 3fa1b2c`. */
  readonly lockOrigin: string;
}

/**
 * The lock of the branch that a pull request goes to; undefined when a shallow checkout does not have that commit.
 * Throws what `parseLock` throws.
 */
export async function readBaseLock(git: Git, dir: string, pull: PullRequest): Promise<BaseLock | undefined> {
  const sha = pull.baseSha ?? '';
  if (!/^[0-9a-f]{40,64}$/.test(sha) || (await tryGit(git, dir, ['cat-file', '-e', sha])) === undefined) {
    return undefined;
  }
  const path = `${await repositoryPrefix(git, dir)}${LOCK_FILE}`;
  const text = await tryGit(git, dir, ['cat-file', 'blob', `${sha}:${path}`]);
  const lock = text === undefined ? null : parseLock(text, LOCK_FILE);
  return { lock, lockOrigin: `${pull.baseBranch} at ${sha.slice(0, 7)}` };
}

async function tryGit(git: Git, dir: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return await git(args, { cwd: dir });
  } catch {
    return undefined;
  }
}
