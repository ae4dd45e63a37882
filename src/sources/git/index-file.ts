import { createHash } from 'node:crypto';
import { lstat, readFile, writeFile } from 'node:fs/promises';
import { OfflineGenError } from '../../model/errors.ts';

/** Layout of an entry (gitformat-index(5)): ten 32-bit numbers, a SHA-1, flags, and in version 3 maybe more flags. */
const FIELD = { ctime: 0, mtime: 8, dev: 16, ino: 20, mode: 24, uid: 28, gid: 32, size: 36 } as const;
const HEADER = 12;
const FLAGS = 60;
const EXTENDED = 0x4000;
const CHECKSUM = 20;

interface Entry {
  readonly start: number;
  readonly end: number;
  readonly path: Buffer;
}

/**
 * Replaces what an index of format 2 or 3 says about this machine's file system: every time becomes `mtime` (seconds),
 * device, inode and owner become 0, sizes are what `sizeOf` says. With `core.checkStat=minimal` the files then count as
 * unchanged wherever they are unpacked with that time. Extensions are caches and are dropped.
 */
export function neutralIndex(index: Buffer, mtime: number, sizes: ReadonlyMap<string, number>): Buffer {
  const entries = readEntries(index);
  const end = entries.at(-1)?.end ?? HEADER;
  const body = Buffer.from(index.subarray(0, end));
  for (const { start, path } of entries) {
    for (const at of [
      FIELD.ctime,
      FIELD.ctime + 4,
      FIELD.mtime + 4,
      FIELD.dev,
      FIELD.ino,
      FIELD.uid,
      FIELD.gid,
    ]) {
      body.writeUInt32BE(0, start + at);
    }
    const size = sizes.get(path.toString('latin1'));
    // The file is not there (sparse checkout): git wrote zeros, and they stay.
    body.writeUInt32BE(size === undefined ? 0 : mtime >>> 0, start + FIELD.mtime);
    body.writeUInt32BE((size ?? 0) >>> 0, start + FIELD.size);
  }
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

/** Rewrites the index of a checkout in place. Paths are byte strings (`latin1`). */
export async function neutralizeIndex(indexFile: string, workTree: string, mtime: number): Promise<void> {
  const index = await readFile(indexFile);
  const sizes = new Map<string, number>();
  for (const { start, path } of readEntries(index)) {
    // A submodule: git looks at the repository in it and never at the directory's own data.
    if (index.readUInt32BE(start + FIELD.mode) === 0o160000) continue;
    const stats = await lstat(Buffer.concat([Buffer.from(`${workTree}/`), path])).catch(() => undefined);
    if (stats !== undefined) sizes.set(path.toString('latin1'), stats.size);
  }
  await writeFile(indexFile, neutralIndex(index, mtime, sizes));
}

function readEntries(index: Buffer): readonly Entry[] {
  const version = index.readUInt32BE(4);
  if (index.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) {
    throw new OfflineGenError('git', `git wrote an index of format ${version}, which is not understood`);
  }
  const entries: Entry[] = [];
  for (let start = HEADER; entries.length < index.readUInt32BE(8); start = entries.at(-1)?.end ?? start) {
    const extended = (index.readUInt16BE(start + FLAGS) & EXTENDED) !== 0;
    const name = start + FLAGS + (extended ? 4 : 2);
    const zero = index.indexOf(0, name);
    if (zero < 0 || zero > index.length - CHECKSUM)
      throw new OfflineGenError('git', 'git wrote a damaged index');
    // At least one NUL, and as many as make the length a multiple of eight.
    const length = (zero - start + 8) & ~7;
    entries.push({ start, end: start + length, path: index.subarray(name, zero) });
  }
  return entries;
}
