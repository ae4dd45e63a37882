import type { TarEntry, TarType } from './tar-entry.ts';

export const BLOCK = 512;

const TYPE_FLAGS: Readonly<Record<TarType, string>> = {
  file: '0',
  hardlink: '1',
  symlink: '2',
  'character-device': '3',
  'block-device': '4',
  directory: '5',
  fifo: '6',
};

/**
 * Header of one member in GNU format: long names as `L` and `K` records, big numbers in base 256, no user and group
 * names, whole seconds. The content, padded by `padding(size)`, has to follow a file's header. Devices get number 0:0.
 */
export function encodeHeader(entry: TarEntry): Buffer {
  const blocks = [
    ...longRecord('K', entry.linkname),
    ...longRecord('L', entry.name),
    headerBlock(entry, TYPE_FLAGS[entry.type]),
  ];
  return Buffer.concat(blocks);
}

/** Zero bytes that fill the last block of a content of `size` bytes. */
export function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The two zero blocks that end an archive. */
export function endOfArchive(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

/**
 * Joins small blocks and passes big ones on, so that a stream of many small files costs few stream operations.
 * Yields at least `size` bytes at a time, except at the end.
 */
export async function* coalesce(blocks: AsyncIterable<Buffer>, size = 65_536): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const block of blocks) {
    waiting.push(block);
    length += block.length;
    if (length < size) continue;
    yield waiting.length === 1 ? block : Buffer.concat(waiting, length);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}

function longRecord(flag: 'K' | 'L', text: string): Buffer[] {
  if (text.length <= 100) return [];
  const size = text.length + 1;
  const record = { name: '././@LongLink', linkname: '', mode: 0o644, uid: 0, gid: 0, size, mtime: 0 };
  return [headerBlock(record, flag), Buffer.from(`${text}\0`, 'latin1'), padding(size)];
}

function headerBlock(entry: Omit<TarEntry, 'type'>, flag: string): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(entry.name.slice(0, 100), 0, 'latin1');
  writeNumber(block, 100, 8, entry.mode & 0o7777);
  writeNumber(block, 108, 8, entry.uid);
  writeNumber(block, 116, 8, entry.gid);
  writeNumber(block, 124, 12, entry.size);
  writeNumber(block, 136, 12, Math.floor(entry.mtime));
  block.write(flag, 156, 'latin1');
  block.write(entry.linkname.slice(0, 100), 157, 'latin1');
  block.write('ustar  ', 257, 'latin1');
  block.fill(' ', 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** Octal with a closing NUL where it fits, else base 256 with the first bit set (two's complement). */
function writeNumber(block: Buffer, offset: number, length: number, value: number): void {
  const octal = value.toString(8);
  if (value >= 0 && octal.length < length) {
    block.write(octal.padStart(length - 1, '0'), offset, 'latin1');
    return;
  }
  let rest = BigInt(value);
  for (let at = offset + length - 1; at > offset; at -= 1) {
    block[at] = Number(BigInt.asUintN(8, rest));
    rest >>= 8n;
  }
  block[offset] = value < 0 ? 0xff : 0x80;
}
