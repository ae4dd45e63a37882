import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';
import type { Connection } from './connection.ts';
import { fetchHistory, hasPaths, isSelective, newestCommand } from './newest-commit.ts';
import { writePartialSkeleton } from './skeleton.ts';

export interface Tag {
  readonly name: string;
  readonly commit: string;
}

type Select = GitRequest['select'];
type Run = (args: readonly string[]) => Promise<string>;

const TIP = 'refs/offline-gen/tip';

export function selectsTags(select: Select): boolean {
  return select.tagFilter !== null || select.tagRegex !== null;
}

/**
 * The tag that git-resource's `assets/check` reports: of the matching tags (on `ref`'s history when it is given) the
 * last by creation date whose commit counts. Throws `OfflineGenError('upstream')` when there is none.
 */
export async function newestTag(
  connection: Connection,
  ref: string | null,
  select: Select,
  temp: string,
): Promise<Tag> {
  const repository = await mkdtemp(join(temp, 'tags-'));
  const filter = hasPaths(select) ? 'blob:none' : 'tree:0';
  await writePartialSkeleton(repository, connection.address, filter);
  const refspecs = ['+refs/tags/*:refs/tags/*', ...(ref === null ? [] : [`+${ref}:${TIP}`])];
  const whole = ref !== null || hasPaths(select);
  await fetchHistory(connection, repository, filter, whole ? [] : ['--depth=1'], refspecs);
  const run: Run = (args) => connection.run(repository, args);
  const names = await matchingTags(run, repository, select, ref === null ? [] : ['--merged', TIP]);
  for (const name of names.toReversed()) {
    const commit = await commitOf(run, name);
    if (commit !== undefined && (await counts(run, commit, select))) return { name, commit };
  }
  throw new OfflineGenError('upstream', `no tag of ${connection.address} matches this resource`, {
    hint: 'Check `tag_filter` or `tag_regex`, and `branch`.',
  });
}

/**
 * Names of the matching tags of a local repository, oldest first. The regular expression is a POSIX one that has to
 * match the whole name, so git's own engine reads it; the line `:` always matches, because git grep fails on no match.
 */
export async function matchingTags(
  run: Run,
  scratch: string,
  select: Select,
  restriction: readonly string[],
): Promise<readonly string[]> {
  const pattern = select.tagFilter === null ? [] : ['--list', select.tagFilter];
  const format = '--format=%(refname:strip=2)';
  const all = lines(await run(['tag', '--sort=creatordate', format, ...restriction, ...pattern]));
  if (select.tagRegex === null) return all;
  await writeFile(join(scratch, 'tag-names'), [':', ...all, ''].join('\n'));
  const expression = `^(${select.tagRegex})$`;
  const command = [
    'grep',
    '--no-index',
    '--no-color',
    '-h',
    '-E',
    '-e',
    '^:$',
    '-e',
    expression,
    '--',
    'tag-names',
  ];
  return lines(await run(command)).filter((line) => line !== ':');
}

async function commitOf(run: Run, tag: string): Promise<string | undefined> {
  const command = ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/tags/${tag}^{commit}`];
  return run(command).then(
    (text) => text.trim(),
    () => undefined,
  );
}

async function counts(run: Run, commit: string, select: Select): Promise<boolean> {
  if (!isSelective(select)) return true;
  return (await run(newestCommand(commit, select))).trim() === commit;
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
