import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { Connection } from './connection.ts';
import { fetchHistory } from './newest-commit.ts';
import { writePartialSkeleton } from './skeleton.ts';

/**
 * Whether the trees of two commits differ at most in the paths that this tool generates. False when the remote does
 * not have `locked` any more.
 */
export async function differsOnlyInGenerated(
  connection: Connection,
  locked: string,
  tip: string,
  generatedPaths: readonly string[],
  temp: string,
): Promise<boolean> {
  const repository = await mkdtemp(join(temp, 'own-'));
  await writePartialSkeleton(repository, connection.address, 'blob:none');
  const refspecs = [`+${locked}:refs/own/locked`, `+${tip}:refs/own/tip`];
  try {
    await fetchHistory(connection, repository, 'blob:none', ['--depth=1', '--no-tags'], refspecs);
  } catch (error) {
    if (error instanceof OfflineGenError && error.code === 'git') return false;
    throw error;
  }
  const text = await connection.run(repository, [
    'diff-tree',
    '-r',
    '--no-renames',
    '--name-only',
    '-z',
    locked,
    tip,
  ]);
  const changed = text.split('\0').filter((path) => path !== '');
  return changed.every((path) => isBelow(path, generatedPaths));
}

/** Whether `path` is one of `places` or lies in one of them. */
export function isBelow(path: string, places: readonly string[]): boolean {
  return places
    .map((place) => place.replace(/^\.\//, '').replace(/\/+$/, ''))
    .some((place) => place !== '' && (path === place || path.startsWith(`${place}/`)));
}
