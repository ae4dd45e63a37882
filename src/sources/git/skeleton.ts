import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitSetting } from '../../git/git.ts';
import { renderGitConfig } from './git-config.ts';

/**
 * An empty repository, made without `git init`: no template, no hooks, the same bytes with every version of git.
 * `branch` is where the unborn HEAD points.
 */
export async function writeSkeleton(
  gitDirectory: string,
  branch: string,
  settings: readonly GitSetting[],
): Promise<void> {
  for (const directory of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info', 'hooks']) {
    await mkdir(join(gitDirectory, directory), { recursive: true });
  }
  await writeFile(join(gitDirectory, 'HEAD'), `ref: refs/heads/${branch}\n`);
  await writeFile(join(gitDirectory, 'config'), renderGitConfig(settings));
}

/** A bare repository that gets single objects from `address` when they are needed (partial clone). */
export function writePartialSkeleton(gitDirectory: string, address: string, filter: string): Promise<void> {
  return writeSkeleton(gitDirectory, 'none', [
    { name: 'core.repositoryformatversion', value: '1' },
    { name: 'core.bare', value: 'true' },
    { name: 'extensions.partialClone', value: 'origin' },
    { name: 'remote.origin.url', value: address },
    { name: 'remote.origin.promisor', value: 'true' },
    { name: 'remote.origin.partialclonefilter', value: filter },
  ]);
}
