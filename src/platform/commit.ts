import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import { OfflineGenError } from '../model/errors.ts';
import { commitMessage, SOURCE_TRAILER } from './own-commit.ts';
import type { PushTarget } from './platform.ts';
import { refusedPush } from './push-refusal.ts';

export interface CommitRequest {
  readonly git: Git;
  /** Directory inside the checkout. */
  readonly dir: string;
  /** Generated files, relative to `dir`. One that is not there any more is deleted in the commit. */
  readonly files: readonly string[];
  readonly target: PushTarget;
  readonly signal: AbortSignal;
}

export type CommitOutcome =
  /** The branch has exactly these files already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'pushed'; readonly sha: string }
  /** The branch has the files of a newer commit, or was moved away from the one that is checked out. */
  | { readonly kind: 'overtaken' };

/**
 * Commits the files on top of `branch` and pushes. When somebody else pushed meanwhile, the commit is made again on
 * top of that, once: generated files of older commits are replaced, those of newer ones are not. The checkout, its
 * index and its branches stay as they are.
 * Throws `OfflineGenError('platform')` when the branch does not take the commit.
 */
export async function commitToBranch(request: CommitRequest, branch: string): Promise<CommitOutcome> {
  const head = await revision(request, 'HEAD');
  const first = await makeCommit(request, head, head);
  if (first === null) return { kind: 'unchanged' };
  const refused = await tryPush(request, `${first}:refs/heads/${branch}`, request.target.pushOptions);
  if (refused === null) return { kind: 'pushed', sha: first };

  const tip = await remoteTip(request, branch);
  if (tip === null || tip === head) throw refusedPush(refused, branch, request.target);
  await fetchBranch(request, branch);
  if (await isOvertaken(request, head, tip)) return { kind: 'overtaken' };
  const second = await makeCommit(request, tip, head);
  if (second === null) return { kind: 'unchanged' };
  const again = await tryPush(request, `${second}:refs/heads/${branch}`, request.target.pushOptions);
  if (again !== null) throw refusedPush(again, branch, request.target);
  return { kind: 'pushed', sha: second };
}

/**
 * Puts the files into a commit on top of the checkout and makes `branch`, which is ours, point to it. The same
 * files from the same source are the same commit: nothing is pushed then.
 */
export async function commitToOwnBranch(request: CommitRequest, branch: string): Promise<CommitOutcome> {
  const head = await revision(request, 'HEAD');
  const commit = await makeCommit(request, head, head);
  if (commit === null) return { kind: 'unchanged' };
  if ((await remoteTip(request, branch)) === commit) return { kind: 'pushed', sha: commit };
  const refused = await tryPush(request, `+${commit}:refs/heads/${branch}`, []);
  if (refused !== null) throw refusedPush(refused, branch, request.target);
  return { kind: 'pushed', sha: commit };
}

/**
 * A commit of the parent's tree with our files in it; null when that is the parent's tree. It uses an index of its
 * own and the date of the source commit, so that doing it again gives the same commit.
 */
async function makeCommit(request: CommitRequest, parent: string, source: string): Promise<string | null> {
  const temp = await mkdtemp(join(tmpdir(), 'offline-gen-index-'));
  const env = { GIT_INDEX_FILE: join(temp, 'index') };
  try {
    await run(request, ['read-tree', parent], env);
    await run(request, ['update-index', '--add', '--remove', '--replace', '--', ...request.files], env);
    const tree = await run(request, ['write-tree'], env);
    if (tree === (await revision(request, `${parent}^{tree}`))) return null;
    const date = await run(request, ['log', '-1', '--format=%cI', source]);
    const args = ['commit-tree', tree, '-p', parent, '-m', commitMessage(source)];
    return await run(request, args, identity(request.target, date));
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** Null when it worked, else what git said. */
async function tryPush(
  request: CommitRequest,
  refspec: string,
  options: readonly string[],
): Promise<OfflineGenError | null> {
  const flags = options.map((option) => `--push-option=${option}`);
  try {
    await run(request, ['push', '--quiet', ...flags, request.target.url, refspec]);
    return null;
  } catch (error) {
    if (error instanceof OfflineGenError && error.code === 'git') return error;
    throw error;
  }
}

async function remoteTip(request: CommitRequest, branch: string): Promise<string | null> {
  const output = await reach(request, branch, ['ls-remote', request.target.url, `refs/heads/${branch}`]);
  return output.split(/\s/, 1)[0] || null;
}

/** Without a depth: that would cut the history of a complete checkout. */
async function fetchBranch(request: CommitRequest, branch: string): Promise<void> {
  const args = ['fetch', '--quiet', '--no-tags', request.target.url, `refs/heads/${branch}`];
  await reach(request, branch, args);
}

async function reach(request: CommitRequest, branch: string, args: readonly string[]): Promise<string> {
  try {
    return await run(request, args);
  } catch (error) {
    if (!(error instanceof OfflineGenError) || error.code !== 'git') throw error;
    throw refusedPush(error, branch, request.target);
  }
}

/** Whether `tip` does not build on `head`, or a run of a commit after `head` has committed its files already. */
async function isOvertaken(request: CommitRequest, head: string, tip: string): Promise<boolean> {
  const isBehind = (await run(request, ['rev-list', '--max-count=1', `${tip}..${head}`])) === '';
  if (!isBehind) return true;
  const sources = `%(trailers:key=${SOURCE_TRAILER},valueonly,separator=%x20)`;
  const log = await run(request, ['log', `--format=%H ${sources}`, `${head}..${tip}`]);
  const commits = log.split('\n').map((line) => line.split(' '));
  const newer = new Set(commits.map(([commit]) => commit));
  return commits.some(([, ...origins]) => origins.some((origin) => newer.has(origin)));
}

function revision(request: CommitRequest, name: string): Promise<string> {
  return run(request, ['rev-parse', '--verify', '--end-of-options', name]);
}

async function run(
  { git, dir, target, signal }: CommitRequest,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return (await git(args, { cwd: dir, env, ...authorization(target), signal })).trim();
}

/** The empty value drops a header that the CI's checkout step left in the repository's configuration. */
function authorization({ url, header }: PushTarget) {
  if (header === null) return {};
  const { origin } = new URL(url);
  return { config: [{ name: `http.${origin}/.extraHeader`, value: '' }], headers: [{ origin, header }] };
}

function identity({ author }: PushTarget, date: string): Readonly<Record<string, string>> {
  return {
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
}
