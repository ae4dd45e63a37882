import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { TarEntry, TarType } from './tar-entry.ts';
import { coalesce, encodeHeader, endOfArchive, padding } from './tar-writer.ts';

export interface PackOptions {
  /** Time of every member, in seconds since 1970; default: each file's own, whole seconds. */
  readonly mtime?: number;
}

const CHUNK = 262_144;

/**
 * A directory as a tar stream that depends on nothing but its content: members sorted by the bytes of their names,
 * each directory before what it holds, first member `./`, owner 0:0 throughout. Modes are 0755 for directories and what
 * its owner may execute, else 0644, as git has it: neither a umask nor read-only packs show. Symbolic links are kept as links, hard links are stored as files; devices, sockets and fifos are left out.
 * The stream fails when a file changes its size while it is read, and when something cannot be read.
 */
export function packDirectory(root: string, options: PackOptions = {}): Readable {
  return Readable.from(coalesce(packTree(Buffer.from(root), options)), {
    objectMode: false,
    highWaterMark: CHUNK,
  });
}

async function* packTree(root: Buffer, options: PackOptions): AsyncGenerator<Buffer> {
  const stats = await lstat(root);
  yield encodeHeader(entryOf('directory', './', stats, options));
  yield* packChildren(root, '', options);
  yield endOfArchive();
}

/** `name` is the byte string of the directory inside the archive: empty, or ending with `/`. */
async function* packChildren(directory: Buffer, name: string, options: PackOptions): AsyncGenerator<Buffer> {
  const names = await readdir(directory, { encoding: 'latin1' });
  for (const child of names.sort()) {
    const path = Buffer.concat([directory, Buffer.from(`/${child}`, 'latin1')]);
    const stats = await lstat(path);
    if (stats.isDirectory()) {
      yield encodeHeader(entryOf('directory', `${name}${child}/`, stats, options));
      yield* packChildren(path, `${name}${child}/`, options);
    } else if (stats.isSymbolicLink()) {
      const linkname = await readlink(path, { encoding: 'latin1' });
      yield encodeHeader({ ...entryOf('symlink', name + child, stats, options), linkname });
    } else if (stats.isFile()) {
      yield* packFile(path, name + child, options);
    }
  }
}

async function* packFile(path: Buffer, name: string, options: PackOptions): AsyncGenerator<Buffer> {
  // O_NOFOLLOW is undefined on Windows, where nobody swaps a file for a link behind our back either.
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const stats = await file.stat();
    yield encodeHeader({ ...entryOf('file', name, stats, options), size: stats.size });
    let left = stats.size;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(CHUNK, left + 1)), 0);
      left -= bytesRead;
      if (left < 0 || (bytesRead === 0 && left > 0)) throw new Error(`${name} changed while it was read`);
      if (bytesRead === 0) break;
      yield buffer.subarray(0, bytesRead);
    }
    yield padding(stats.size);
  } finally {
    await file.close();
  }
}

function entryOf(type: TarType, name: string, stats: Stats, { mtime }: PackOptions): TarEntry {
  const seconds = mtime ?? Math.floor(stats.mtimeMs / 1000);
  return { type, name, linkname: '', mode: modeOf(type, stats), uid: 0, gid: 0, size: 0, mtime: seconds };
}

function modeOf(type: TarType, stats: Stats): number {
  if (type === 'symlink') return 0o777;
  return type === 'directory' || (stats.mode & 0o100) !== 0 ? 0o755 : 0o644;
}
