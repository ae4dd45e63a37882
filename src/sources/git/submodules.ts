import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { GitSetting } from '../../git/git.ts';
import { OfflineGenError } from '../../model/errors.ts';
import type { Repository } from './repository.ts';

/** One submodule as a commit has it. */
export interface Submodule {
  readonly name: string;
  readonly path: string;
  /** As `.gitmodules` says: may be relative. */
  readonly url: string;
  /** Branch for `submodule_remote`, when `.gitmodules` names one. */
  readonly branch: string | null;
  readonly commit: string;
}

/**
 * The submodules of the checked-out commit that `wanted` selects. As in the git resource, a list selects by the end of
 * the path, and an entry of `.gitmodules` that the tree does not have is skipped.
 * Throws `OfflineGenError('refused')` for names and paths that lead out of the repository.
 */
export async function listSubmodules(
  repository: Repository,
  wanted: 'all' | 'none' | readonly string[],
): Promise<readonly Submodule[]> {
  const links = await readLinks(repository);
  if (wanted === 'none' || links.size === 0) return [];
  const settings = await readModulesFile(repository);
  return [...settings].flatMap(([name, values]) => {
    const path = values.get('path') ?? '';
    const commit = links.get(path);
    const selected = wanted === 'all' || wanted.some((suffix) => path.endsWith(suffix));
    if (commit === undefined || !selected) return [];
    const submodule = {
      name,
      path,
      url: values.get('url') ?? '',
      branch: values.get('branch') ?? null,
      commit,
    };
    checkSubmodule(submodule);
    return [submodule];
  });
}

/** Paths of the tree that are commits of other repositories. */
async function readLinks(repository: Repository): Promise<ReadonlyMap<string, string>> {
  const text = await repository.run(['ls-files', '--stage', '-z']);
  return new Map(
    text.split('\0').flatMap((line) => {
      const match = /^160000 ([0-9a-f]{40}) 0\t(.*)$/s.exec(line);
      return match === null ? [] : [[match[2] ?? '', match[1] ?? ''] as const];
    }),
  );
}

async function readModulesFile(
  repository: Repository,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const command = ['config', '--blob', ':.gitmodules', '-z', '--get-regexp', '^submodule\\.'];
  const text = await repository.run(command).catch(() => '');
  const found = new Map<string, Map<string, string>>();
  for (const line of text.split('\0')) {
    const match = /^submodule\.(.*)\.([^.\n]+)\n(.*)$/s.exec(line);
    const [, name, key, value] = match ?? [];
    if (name === undefined || key === undefined || value === undefined) continue;
    const values = found.get(name) ?? new Map<string, string>();
    found.set(name, values.set(key, value));
  }
  return found;
}

function checkSubmodule({ name, path, url }: Submodule): void {
  for (const text of [name, path]) {
    const parts = text.split(/[/\\]/);
    const leaves = parts.includes('..') || parts.includes('') || parts.includes('.git');
    if (leaves || text.startsWith('-') || /\p{Cc}/u.test(text)) {
      throw new OfflineGenError('refused', `the submodule ${JSON.stringify(text)} is not allowed`);
    }
  }
  if (url === '') throw new OfflineGenError('git', `the submodule ${name} has no url`);
}

/**
 * The directories of a submodule: its files where the tree has it, its repository in `.git/modules`, each naming the
 * other. Throws `OfflineGenError('refused')` when a symbolic link stands in the way.
 */
export async function placeSubmodule(
  parent: Repository,
  submodule: Submodule,
): Promise<{
  readonly workTree: string;
  readonly gitDirectory: string;
  readonly worktreeSetting: GitSetting;
}> {
  const workTree = join(parent.workTree, submodule.path);
  const gitDirectory = join(parent.gitDirectory, 'modules', submodule.name);
  await mkdir(gitDirectory, { recursive: true });
  const expected = join(await realpath(parent.workTree), submodule.path);
  if ((await realpath(workTree)) !== expected) {
    throw new OfflineGenError('refused', `the submodule ${submodule.path} lies behind a symbolic link`);
  }
  await writeFile(join(workTree, '.git'), `gitdir: ${relative(workTree, gitDirectory)}\n`);
  const value = relative(gitDirectory, workTree);
  return { workTree, gitDirectory, worktreeSetting: { name: 'core.worktree', value } };
}

/** What `git submodule update --init` adds to the configuration of the repository that holds the submodule. */
export function submoduleSettings(name: string, uri: string): readonly GitSetting[] {
  return [
    { name: `submodule.${name}.active`, value: 'true' },
    { name: `submodule.${name}.url`, value: uri },
  ];
}
