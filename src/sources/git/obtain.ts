import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';
import type { GitRequest } from '../../model/request.ts';
import { FETCHED, type Ref, readRefs, withRefs } from './refs-file.ts';
import type { RemoteStart } from './remote-refs.ts';
import { branchOf, type Repository } from './repository.ts';

type Checkout = GitRequest['checkout'];

/** What to fetch into a repository, and from where. */
export interface Wanted {
  readonly address: string;
  readonly commit: string;
  readonly start: RemoteStart;
  readonly tags: 'all' | 'none' | 'follow';
  readonly checkout: Pick<Checkout, 'depth' | 'allBranches' | 'fetch'>;
  readonly log: Log;
}

/**
 * Fetches a commit with its history, tags, notes and further branches, as a clone would have done at the moment when
 * the commit was the tip of its branch: the local and the remote-tracking branch point to it. A later tip would make
 * other bytes of the same version every time it moves. Returns the refs the repository has to have.
 */
export async function obtainCommit(repository: Repository, wanted: Wanted): Promise<readonly Ref[]> {
  const { checkout, start } = wanted;
  const branch = branchOf(start);
  const main = [
    ...(checkout.allBranches ? ['+refs/heads/*:refs/remotes/origin/*'] : []),
    ...(branch === null && start.ref !== null ? [`+${start.ref}:${start.ref}`] : []),
  ];
  const notes = ['+refs/notes/*:refs/notes/*'];
  const whole = checkout.depth === null;
  await fetchCommit(repository, wanted, whole ? [] : [`--depth=${checkout.depth}`], [
    ...main,
    ...(whole ? notes : []),
  ]);
  const branches = checkout.fetch.filter((name) => name !== branch);
  const later = [...(whole ? [] : notes), ...branches.map((name) => `+${name}:refs/heads/${name}`)];
  // The resource fetches these into FETCH_HEAD only, and git then does not follow tags.
  if (later.length > 0) await fetchRefs(repository, { ...wanted, tags: 'none' }, [], later);
  const added =
    branch === null
      ? []
      : [refTo(`refs/heads/${branch}`, wanted), refTo(`refs/remotes/origin/${branch}`, wanted)];
  return withRefs(await readRefs(repository), added);
}

function refTo(name: string, { commit }: Wanted): Ref {
  return { name, object: commit, peeled: '' };
}

async function fetchCommit(
  repository: Repository,
  wanted: Wanted,
  extent: readonly string[],
  refspecs: readonly string[],
): Promise<void> {
  try {
    await fetchRefs(repository, wanted, extent, [`+${wanted.commit}:${FETCHED}`, ...refspecs]);
  } catch (error) {
    if (!isUnadvertised(error) || wanted.start.ref === null) throw error;
    await fetchBranch(repository, wanted, wanted.start.ref, refspecs);
  }
}

/** Old servers only give out the tips of refs: the whole branch is fetched, whatever the depth, and cut off. */
async function fetchBranch(
  repository: Repository,
  wanted: Wanted,
  ref: string,
  refspecs: readonly string[],
): Promise<void> {
  const { address, commit, log } = wanted;
  log.debug(`${address}: fetching ${ref} whole, the server gives out no single commits`);
  await fetchRefs(repository, wanted, [], [`+${ref}:${FETCHED}`, ...refspecs]);
  await repository.run(['update-ref', FETCHED, commit]).catch((cause: unknown) => {
    const hint = 'The branch was rewritten: resolve the version again.';
    throw new OfflineGenError('git', `${ref} of ${address} does not hold ${commit}`, { hint, cause });
  });
  if (wanted.tags !== 'follow' || wanted.checkout.allBranches) return;
  // Tags of later commits came along.
  const later = await repository.run(['tag', '--no-merged', commit, '--format=%(refname:strip=2)']);
  const names = later.split('\n').filter((name) => name !== '');
  if (names.length > 0) await repository.run(['tag', '--delete', '--', ...names]);
}

function isUnadvertised(error: unknown): boolean {
  return error instanceof OfflineGenError && /unadvertised object|not our ref/i.test(error.message);
}

async function fetchRefs(
  repository: Repository,
  { address, tags }: Wanted,
  extent: readonly string[],
  refspecs: readonly string[],
): Promise<void> {
  const tagFlag = { all: ['--tags'], none: ['--no-tags'], follow: [] }[tags];
  const flags = ['--no-recurse-submodules', '--no-write-fetch-head', '--force', '--update-head-ok'];
  await repository.run(['fetch', ...flags, ...tagFlag, ...extent, '--', address, ...refspecs]);
}

/** Checks the commit out, detached; below a sparse pattern list when there is one. */
export async function checkOut(
  repository: Repository,
  commit: string,
  sparsePaths: readonly string[],
): Promise<void> {
  if (sparsePaths.length > 0) {
    await writeFile(join(repository.gitDirectory, 'info/sparse-checkout'), `${sparsePaths.join('\n')}\n`);
  }
  await repository.run(['checkout', '--force', '--quiet', '--detach', commit]);
}
