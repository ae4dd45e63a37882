import type { Git } from '../git/git.ts';

/**
 * In a container the checkout belongs to another user, and git refuses to touch it unless told that this is fine; what
 * the CI's checkout step told a configuration file, our git does not read. A folder of the repository that looks like
 * a repository itself is none: its configuration could name programs to run.
 */
const SETTINGS = [
  { name: 'safe.directory', value: '*' },
  { name: 'safe.bareRepository', value: 'explicit' },
];

/** git for the job's own checkout. */
export function checkoutGit(git: Git): Git {
  return (args, options) => git(args, { ...options, config: [...SETTINGS, ...(options.config ?? [])] });
}

/** Path of `dir` in its repository: empty, or with a slash at its end. */
export async function repositoryPrefix(git: Git, dir: string): Promise<string> {
  return (await git(['rev-parse', '--show-prefix'], { cwd: dir })).trim();
}
