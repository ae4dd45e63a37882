import { chmod, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitSetting } from '../../git/git.ts';
import { renderGitConfig } from './git-config.ts';
import { neutralizeIndex } from './index-file.ts';
import type { Repository } from './repository.ts';

/** What a sealed `.git` holds; everything else that git left there is a log, a cache or a leftover. */
const KEPT: ReadonlySet<string> = new Set([
  'HEAD',
  'config',
  'hooks',
  'index',
  'info',
  'lfs',
  'modules',
  'objects',
  'packed-refs',
  'refs',
  'shallow',
]);
const KEPT_LARGE_FILES: ReadonlySet<string> = new Set(['objects']);

/**
 * Makes the bytes of a repository depend on its content only: everything reachable in one new pack, nothing of the
 * server's packing reused, nothing of this machine in the index. `settings` become the configuration; no git may run
 * in the repository afterwards, because a pipeline may set what it likes there.
 */
export async function sealRepository(
  repository: Repository,
  settings: readonly GitSetting[],
  mtime: number,
): Promise<void> {
  const { gitDirectory, workTree } = repository;
  await repository.run(['repack', '-a', '-d', '-F', '-n', '-q', '--window=10', '--depth=50']);
  await neutralizeIndex(join(gitDirectory, 'index'), workTree, mtime);
  await removeOthers(gitDirectory, (name) => KEPT.has(name));
  await removeOthers(join(gitDirectory, 'lfs'), (name) => KEPT_LARGE_FILES.has(name));
  await removeOthers(join(gitDirectory, 'objects'), (name) => name === 'pack' || name === 'info');
  await removeOthers(join(gitDirectory, 'objects/info'), () => false);
  await removeOthers(join(gitDirectory, 'objects/pack'), (name) => /\.(pack|idx)$/.test(name));
  await writeFile(join(gitDirectory, 'config'), renderGitConfig(settings));
}

async function removeOthers(directory: string, keep: (name: string) => boolean): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names.filter((each) => !keep(each))) {
    await rm(join(directory, name), { recursive: true, force: true });
  }
}

/** Modes as a clone with the usual umask has them: 0755 for directories and executable files, else 0644. */
export async function normalizeModes(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(Buffer.from(directory), { withFileTypes: true, encoding: 'buffer' })) {
    await normalizeEntry(Buffer.from(directory), entry.name, entry.isDirectory(), entry.isFile());
  }
}

async function normalizeEntry(
  parent: Buffer,
  name: Buffer,
  isDirectory: boolean,
  isFile: boolean,
): Promise<void> {
  const path = Buffer.concat([parent, Buffer.from('/'), name]);
  if (isFile) await chmod(path, ((await stat(path)).mode & 0o111) === 0 ? 0o644 : 0o755);
  if (!isDirectory) return;
  await chmod(path, 0o755);
  for (const entry of await readdir(path, { withFileTypes: true, encoding: 'buffer' })) {
    await normalizeEntry(path, entry.name, entry.isDirectory(), entry.isFile());
  }
}
