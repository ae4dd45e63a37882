import type { Git } from '../git/git.ts';
import { repositoryPrefix } from './checkout.ts';

/** First line of every commit of ours; together with the trailer it marks one. */
export const COMMIT_SUBJECT = 'Update the offline pipelines';

export const SOURCE_TRAILER = 'Offline-Gen-Source';

/** Message of the commit with the files that were generated from the commit `source`. */
export function commitMessage(source: string): string {
  return `${COMMIT_SUBJECT}\n\n${SOURCE_TRAILER}: ${source}\n`;
}

/**
 * Whether a push that left HEAD needs nothing to be done: HEAD carries our message, or everything since `before`
 * touches nothing but generated files (our pull request, merged in any way). `generated` are paths of files and
 * directories relative to `dir`.
 */
export async function isOwnPush(
  git: Git,
  dir: string,
  generated: readonly string[],
  before: string | null,
): Promise<boolean> {
  const message = await git(['log', '-1', '--format=%B', 'HEAD'], { cwd: dir });
  // The trailer alone may also arrive in a squashed message, above changes that need a run.
  if (message.startsWith(`${COMMIT_SUBJECT}\n`) && message.includes(`\n${SOURCE_TRAILER}: `)) return true;
  const files = await filesSince(git, dir, before);
  if (files.length === 0) return false;
  const prefix = await repositoryPrefix(git, dir);
  return files.every((file) => generated.some((path) => isInside(file, prefix + path)));
}

/** Files in which HEAD differs from `before`; none when that is not known, or not there in a shallow checkout. */
async function filesSince(git: Git, dir: string, before: string | null): Promise<readonly string[]> {
  if (before === null || !/^[0-9a-f]{40,64}$/.test(before)) return [];
  try {
    const args = ['diff', '--name-only', '--no-renames', '-z', before, 'HEAD'];
    return (await git(args, { cwd: dir })).split('\0').filter((file) => file !== '');
  } catch {
    return [];
  }
}

function isInside(file: string, path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  return file === bare || file.startsWith(`${bare}/`);
}
