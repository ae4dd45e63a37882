import type { TarType } from './tar-entry.ts';

/** The fields of one 512-byte header block, before long-name and pax records are applied. */
export interface RawHeader {
  /** Type flag, one character. */
  readonly flag: string;
  readonly name: string;
  readonly linkname: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtime: number;
}

const TYPES: Readonly<Record<string, TarType>> = {
  '\0': 'file',
  '0': 'file',
  '1': 'hardlink',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file',
};

/** What a type flag stands for; undefined for flags of records and of types that are not carried. */
export function typeOf(flag: string): TarType | undefined {
  return TYPES[flag];
}

/** Reads one block: v7, ustar (POSIX 1003.1-1988) or GNU; throws when its checksum is wrong. */
export function parseHeader(block: Buffer): RawHeader {
  checkSum(block);
  const isPosix = block.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? text(block, 345, 155) : '';
  const name = text(block, 0, 100);
  return {
    flag: block.toString('latin1', 156, 157),
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkname: text(block, 157, 100),
    mode: number(block, 100, 8) & 0o7777,
    uid: number(block, 108, 8),
    gid: number(block, 116, 8),
    size: number(block, 124, 12),
    mtime: number(block, 136, 12),
  };
}

/** Sum of all bytes with the field itself as spaces; old writers summed signed bytes. */
function checkSum(block: Buffer): void {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  for (let at = 0; at < block.length; at += 1) {
    if (at >= 148 && at < 156) continue;
    const byte = block[at] ?? 0;
    unsigned += byte;
    signed += byte < 128 ? byte : byte - 256;
  }
  const said = number(block, 148, 8);
  if (said !== unsigned && said !== signed) throw new Error('no tar header: its checksum is wrong');
}

function text(block: Buffer, offset: number, length: number): string {
  const end = block.subarray(offset, offset + length).indexOf(0);
  return block.toString('latin1', offset, offset + (end < 0 ? length : end));
}

/** Octal, or base 256 (two's complement) when the first bit is set. */
function number(block: Buffer, offset: number, length: number): number {
  const first = block[offset] ?? 0;
  if ((first & 0x80) === 0) return octal(text(block, offset, length));
  let value = BigInt.asIntN(7, BigInt(first));
  for (const byte of block.subarray(offset + 1, offset + length)) value = (value << 8n) | BigInt(byte);
  return safe(Number(value));
}

function octal(field: string): number {
  const digits = field.trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw new Error('no tar header: a number in it is not octal');
  return safe(Number.parseInt(digits, 8));
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new Error('no tar header: a number in it is too big');
  return value;
}
