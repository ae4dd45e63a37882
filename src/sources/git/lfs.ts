import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { Repository } from './repository.ts';

/**
 * Replaces Git LFS pointers in the work tree by their files, as git-lfs does at a checkout. `address` is the remote;
 * the endpoint is derived from it, whatever `.lfsconfig` in the tree says.
 * Throws `OfflineGenError('unsupported')` when there are pointers and git-lfs is not installed.
 */
export async function checkOutLargeFiles(
  repository: Repository,
  commit: string,
  address: string,
): Promise<void> {
  const files = await repository.run(['ls-files', '-z', '--', ':(attr:filter=lfs)']);
  if (files === '') return;
  await repository.run(['lfs', 'version']).catch(() => {
    throw new OfflineGenError(
      'unsupported',
      `${address} keeps files in Git LFS, and git-lfs is not installed`,
      {
        hint: 'Install git-lfs, or say `disable_git_lfs: true` if the pointers are enough.',
      },
    );
  });
  await rm(join(repository.gitDirectory, 'index'));
  await repository.run(
    ['checkout', '--force', '--quiet', '--detach', commit],
    [
      { name: 'filter.lfs.clean', value: 'git-lfs clean -- %f' },
      { name: 'filter.lfs.smudge', value: 'git-lfs smudge -- %f' },
      { name: 'filter.lfs.process', value: 'git-lfs filter-process' },
      { name: 'filter.lfs.required', value: 'true' },
      { name: 'lfs.url', value: `${address.replace(/\.git$/, '')}.git/info/lfs` },
    ],
  );
}
