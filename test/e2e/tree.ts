import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** SHA-256 of every file below a directory, by path. */
export async function digestsOf(dir: string): Promise<Record<string, string>> {
  return describe(dir, async (path, isFile) => (isFile ? digestOf(await readFile(path)) : undefined));
}

/** What changes when a file or directory below is written, replaced or only touched. */
export async function stampsOf(dir: string): Promise<Record<string, string>> {
  return describe(dir, async (path) => {
    const { ino, size, mtimeNs, ctimeNs } = await lstat(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(' ');
  });
}

export function digestOf(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function describe(
  dir: string,
  describeOne: (path: string, isFile: boolean) => Promise<string | undefined>,
): Promise<Record<string, string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const pairs = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const text = await describeOne(path, entry.isFile());
      return text === undefined ? [] : [[relative(dir, path), text] as const];
    }),
  );
  return Object.fromEntries(pairs.flat().sort(([a], [b]) => (a < b ? -1 : 1)));
}
