import { readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { OfflineGenError } from '../model/errors.ts';

/**
 * The absolute path of `path` below the directory `root`, which must exist; the path itself may be yet to be made.
 * Throws `OfflineGenError('config')` when it leads outside, by `..` or through a symbolic link: a repository's own
 * content decides these paths.
 */
export async function resolveInside(root: string, path: string): Promise<string> {
  const realRoot = await realpath(root);
  const target = resolve(realRoot, path);
  if (!isWithin(realRoot, target) || !isWithin(realRoot, await realLocation(target))) {
    throw new OfflineGenError('config', `"${path}" leads outside the repository`, {
      hint: 'Name a path below the repository that no symbolic link takes elsewhere.',
    });
  }
  return target;
}

/** Whether `path` is `root` or lies below it; both absolute. Looks at the text only. */
export function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Where the path really lies; for parts that do not exist yet, below the real place of the nearest one that does. */
async function realLocation(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  // A link to something missing: writing through it would make the file at the link's target.
  const target = await readlink(path).catch(() => undefined);
  if (target !== undefined) return realLocation(resolve(dirname(path), target));
  return join(await realLocation(dirname(path)), basename(path));
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
