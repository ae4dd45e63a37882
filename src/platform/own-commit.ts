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
 * Whether the commit that is checked out is one of ours, so that nothing has to be done about it: it carries our
 * message, or it touches nothing but generated files (our pull request, squashed or merged). `generated` are paths
 * of files and directories relative to `dir`.
 */
export async function isOwnCommit(git: Git, dir: string, generated: readonly string[]): Promise<boolean> {
  const message = await git(['log', '-1', '--format=%B', 'HEAD'], { cwd: dir });
  // The trailer alone may also arrive in a squashed message, above changes that need a run.
  if (message.startsWith(`${COMMIT_SUBJECT}\n`) && message.includes(`\n${SOURCE_TRAILER}: `)) return true;
  const files = await changedFiles(git, dir);
  if (files.length === 0) return false;
  const prefix = await repositoryPrefix(git, dir);
  return files.every((file) => generated.some((path) => isInside(file, prefix + path)));
}

/** Files that HEAD changes against its first parent; none when a shallow checkout does not have the parent. */
async function changedFiles(git: Git, dir: string): Promise<readonly string[]> {
  try {
    const output = await git(['diff', '--name-only', '--no-renames', '-z', 'HEAD^1', 'HEAD'], { cwd: dir });
    return output.split('\0').filter((file) => file !== '');
  } catch {
    return [];
  }
}

function isInside(file: string, path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  return file === bare || file.startsWith(`${bare}/`);
}
