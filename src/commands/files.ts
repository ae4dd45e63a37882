import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { resolveInside } from '../config/inside.ts';
import type { Io } from './io.ts';

/** More than any pipeline or task file has; protects memory from what a repository may hold. */
const LIMIT = 16 * 1024 * 1024;

/** A text file below the repository; undefined when there is none, or it leads outside, or it is no such file. */
export async function readTextFile(dir: string, path: string): Promise<string | undefined> {
  try {
    const file = await resolveInside(dir, path);
    const { size } = await stat(file);
    return size > LIMIT ? undefined : await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes a text file below the repository in one step, unless it holds that text already. Returns whether it changed.
 * Throws `OfflineGenError('config')` when the path leads outside.
 */
export async function writeTextFile(dir: string, path: string, text: string): Promise<boolean> {
  if ((await readTextFile(dir, path)) === text) return false;
  const file = await resolveInside(dir, path);
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  return true;
}

/** Only what changed is worth a line. */
export function logWritten({ io }: { readonly io: Io }, path: string, changed: boolean): void {
  if (changed) io.log.info(`wrote ${path}`);
  else io.log.debug(`unchanged: ${path}`);
}
