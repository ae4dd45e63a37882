import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';
import type { Connection } from './connection.ts';
import { writePartialSkeleton } from './skeleton.ts';

type Select = GitRequest['select'];

/** Commits to look at before asking for more; null is the whole history. */
const DEPTHS: readonly (number | null)[] = [1, 50, 1000, null];
const TIP = 'refs/offline-gen/tip';

/** Whether some commits of the branch do not count, so that the tip alone is no answer. */
export function isSelective(select: Select): boolean {
  return !select.includeCiSkipped || hasPaths(select);
}

/**
 * The newest commit of `ref` that counts, along first parents, as git-resource's `assets/check` picks it. Fetches
 * commits without files, and only as many as it takes. Throws `OfflineGenError('upstream')` when no commit counts.
 */
export async function newestCommit(
  connection: Connection,
  ref: string,
  select: Select,
  temp: string,
): Promise<string> {
  const byPath = hasPaths(select);
  const filter = byPath ? 'blob:none' : 'tree:0';
  const repository = await mkdtemp(join(temp, 'history-'));
  await writePartialSkeleton(repository, connection.address, filter);
  // A commit at the end of a shallow history looks as if it had added every file.
  for (const depth of byPath ? DEPTHS.slice(1) : DEPTHS) {
    const shallowBefore = await shallowCommits(repository);
    const extent = depth === null ? (shallowBefore.size > 0 ? ['--unshallow'] : []) : [`--depth=${depth}`];
    await fetchHistory(connection, repository, filter, [...extent, '--no-tags'], [`+${ref}:${TIP}`]);
    const found = (await connection.run(repository, newestCommand(TIP, select))).trim();
    const shallow = await shallowCommits(repository);
    if (found !== '' && !(byPath && shallow.has(found))) return found;
    if (shallow.size === 0) break;
  }
  throw new OfflineGenError('upstream', `no commit of ${connection.address} is a version of this resource`, {
    hint: 'Check `paths`, `ignore_paths` and commits marked [ci skip].',
  });
}

/** `git fetch` into a repository made by `writePartialSkeleton`. */
export async function fetchHistory(
  connection: Connection,
  repository: string,
  filter: string,
  flags: readonly string[],
  refspecs: readonly string[],
): Promise<void> {
  const always = ['--no-recurse-submodules', '--no-write-fetch-head', '--force', `--filter=${filter}`];
  await connection.run(repository, ['fetch', ...always, ...flags, '--', 'origin', ...refspecs]);
}

/**
 * The command that prints the newest commit from `start` on that counts. The marks are looked for with git's own
 * expressions, so that lines and blanks mean what they mean to the resource.
 */
export function newestCommand(start: string, select: Select): readonly string[] {
  const marks = ['--invert-grep', '--grep=\\[ci\\sskip\\]', '--grep=\\[skip\\sci\\]'];
  return [
    'rev-list',
    '--first-parent',
    '-1',
    ...(select.includeCiSkipped ? [] : marks),
    start,
    '--',
    ...pathspecs(select),
  ];
}

export function hasPaths(select: Select): boolean {
  return pathspecs(select).length > 0;
}

function pathspecs({ paths, ignorePaths }: Select): readonly string[] {
  const everything = paths.length === 0 || (paths.length === 1 && paths[0] === '.');
  if (everything && ignorePaths.length === 0) return [];
  return [...(everything ? ['.'] : paths), ...ignorePaths.map((path) => `:!${path}`)];
}

async function shallowCommits(repository: string): Promise<ReadonlySet<string>> {
  const text = await readFile(join(repository, 'shallow'), 'utf8').catch(() => '');
  return new Set(text.split('\n').filter((line) => line !== ''));
}
