import { type ByteReader, byteReader } from './byte-reader.ts';
import { isSparse, overlay, type PaxRecords, parsePax, paxNumber, paxText } from './pax.ts';
import type { TarEntry, TarType } from './tar-entry.ts';
import { parseHeader, type RawHeader, typeOf } from './tar-header.ts';
import { BLOCK } from './tar-writer.ts';

/** One member as it passes by. */
export interface TarMember extends TarEntry {
  /** Its content, to be read before the next member is asked for; what is not read is skipped. */
  readonly body: AsyncIterable<Buffer>;
}

const MAX_PAX = 1_048_576;
const MAX_NAME = 65_536;
const CHUNK = 262_144;
const NO_RECORDS: PaxRecords = new Map();

/** Records that stand before a member and change its header. */
interface Pending {
  readonly name?: string;
  readonly linkname?: string;
  readonly pax: PaxRecords;
}

/**
 * Members of a tar archive in their order: v7, ustar, GNU (long names, base 256) and pax. The source is read to its
 * end, what follows the archive's own end included. Throws a plain `Error` on damage, on sparse files and unknown
 * member types, and on names over 64 KiB and pax headers over 1 MiB, which no file system has and bombs do.
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember, void> {
  const reader = byteReader(source);
  try {
    yield* readMembers(reader);
    while ((await reader.some(CHUNK)) !== undefined);
  } finally {
    await reader.close();
  }
}

async function* readMembers(reader: ByteReader): AsyncGenerator<TarMember, void> {
  let globals = NO_RECORDS;
  let pending: Pending = { pax: NO_RECORDS };
  for (let header = await nextHeader(reader); header !== undefined; header = await nextHeader(reader)) {
    if (header.flag === 'g') {
      globals = overlay(globals, parsePax(await readRecord(reader, header, MAX_PAX)));
    } else if (header.flag === 'x') {
      pending = { ...pending, pax: parsePax(await readRecord(reader, header, MAX_PAX)) };
    } else if (header.flag === 'L') {
      pending = { ...pending, name: textOf(await readRecord(reader, header, MAX_NAME)) };
    } else if (header.flag === 'K') {
      pending = { ...pending, linkname: textOf(await readRecord(reader, header, MAX_NAME)) };
    } else {
      yield* readMember(reader, header, { ...pending, pax: overlay(globals, pending.pax) });
      pending = { pax: NO_RECORDS };
    }
  }
}

/** Undefined at the end: a zero block, or a source that ends between members. */
async function nextHeader(reader: ByteReader): Promise<RawHeader | undefined> {
  const block = await reader.read(BLOCK);
  if (block.length === 0) return undefined;
  if (block.length < BLOCK) throw new Error('the tar archive is cut off');
  return block.every((byte) => byte === 0) ? undefined : parseHeader(block);
}

async function readRecord(reader: ByteReader, header: RawHeader, limit: number): Promise<Buffer> {
  if (header.size < 0 || header.size > limit) {
    throw new Error(`a tar record of ${header.size} bytes is over the limit of ${limit}`);
  }
  const content = await reader.read(header.size + paddingSize(header.size));
  if (content.length < header.size + paddingSize(header.size)) throw new Error('the tar archive is cut off');
  return content.subarray(0, header.size);
}

async function* readMember(
  reader: ByteReader,
  header: RawHeader,
  pending: Pending,
): AsyncGenerator<TarMember, void> {
  // GNU volume labels carry no content and name no file.
  if (header.flag === 'V') return;
  const entry = entryOf(header, pending);
  const body = bodyOf(reader, entry.size);
  yield { ...entry, body: body.chunks };
  await body.finish();
}

function entryOf(header: RawHeader, { name, linkname, pax }: Pending): TarEntry {
  const fullName = paxText(pax, 'path') ?? name ?? header.name;
  const target = paxText(pax, 'linkpath') ?? linkname ?? header.linkname;
  if (Math.max(fullName.length, target.length) > MAX_NAME) throw new Error('a name is over 64 KiB');
  if (header.flag === 'S' || isSparse(pax)) {
    throw new Error(`${fullName} is stored as a sparse file, which is not supported`);
  }
  const type = memberType(header.flag, fullName);
  const size = type === 'file' ? (paxNumber(pax, 'size') ?? header.size) : 0;
  if (size < 0) throw new Error(`${fullName} has a negative size`);
  return {
    type,
    name: fullName,
    linkname: type === 'hardlink' || type === 'symlink' ? target : '',
    mode: header.mode,
    uid: paxNumber(pax, 'uid') ?? header.uid,
    gid: paxNumber(pax, 'gid') ?? header.gid,
    size,
    mtime: paxNumber(pax, 'mtime') ?? header.mtime,
  };
}

/** Writers before POSIX marked directories by a slash alone. */
function memberType(flag: string, name: string): TarType {
  const type = typeOf(flag);
  if (type === undefined) throw new Error(`${name} has the unknown tar type ${JSON.stringify(flag)}`);
  return type === 'file' && name.endsWith('/') ? 'directory' : type;
}

function bodyOf(reader: ByteReader, size: number) {
  let left = size;
  async function* chunks(): AsyncGenerator<Buffer, void> {
    while (left > 0) {
      const chunk = await reader.some(Math.min(left, CHUNK));
      if (chunk === undefined) throw new Error('the tar archive is cut off');
      left -= chunk.length;
      yield chunk;
    }
  }
  async function finish(): Promise<void> {
    for await (const _skipped of chunks());
    const fill = await reader.read(paddingSize(size));
    if (fill.length < paddingSize(size)) throw new Error('the tar archive is cut off');
  }
  return { chunks: chunks(), finish };
}

function paddingSize(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

function textOf(content: Buffer): string {
  const end = content.indexOf(0);
  return content.toString('latin1', 0, end < 0 ? content.length : end);
}
