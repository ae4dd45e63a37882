import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, OfflineGenError } from '../model/errors.ts';

/**
 * Writes a text file in one step: a reader finds the old file or the whole new one. Missing directories are made; a
 * symbolic link at `path` is replaced, not followed. Throws `OfflineGenError('usage')` when that is not possible.
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw new OfflineGenError('usage', `can't write the report to ${path}: ${messageOf(error)}`, {
      cause: error,
    });
  }
}
