import type { Git } from '../git/git.ts';

/**
 * git for the job's own checkout. In a container the checkout belongs to another user, and git refuses to touch it
 * unless told that this is fine; what the CI's checkout step told a configuration file, our git does not read.
 */
export function checkoutGit(git: Git): Git {
  const trust = { name: 'safe.directory', value: '*' };
  return (args, options) => git(args, { ...options, config: [trust, ...(options.config ?? [])] });
}

/** Path of `dir` in its repository: empty, or with a slash at its end. */
export async function repositoryPrefix(git: Git, dir: string): Promise<string> {
  return (await git(['rev-parse', '--show-prefix'], { cwd: dir })).trim();
}
