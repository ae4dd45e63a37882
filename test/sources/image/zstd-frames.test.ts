import { Readable } from 'node:stream';
import { constants, createZstdDecompress, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { splitFrames } from '../../../src/sources/image/zstd-frames.ts';
import { collect, inChunks } from '../../archive/gnu-tar.ts';

const NOISE = Buffer.from(Array.from({ length: 400_000 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 24));
const CHECKED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

function skippable(content: string): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32LE(0x184d2a57, 0);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, Buffer.from(content)]);
}

function decompress(bytes: Buffer, chunk: number): Promise<Buffer> {
  return collect(Readable.from(splitFrames(inChunks(bytes, chunk))).compose(createZstdDecompress()));
}

describe('splitFrames', () => {
  it.each([1, 1000, 1 << 20])('lets Node read many frames in chunks of %i bytes', async (chunk) => {
    const parts = [
      Buffer.from('start'),
      NOISE.subarray(0, chunk === 1 ? 300 : undefined),
      Buffer.alloc(0),
      Buffer.alloc(300_000, 'r'),
    ];
    const frames = parts.flatMap((part, at) => [
      skippable('skipped'),
      zstdCompressSync(part, at % 2 === 0 ? {} : CHECKED),
    ]);
    const whole = await decompress(Buffer.concat([...frames, skippable('')]), chunk);
    expect(whole.equals(Buffer.concat(parts))).toBe(true);
  });

  it('leaves damage to the decoder', async () => {
    const frame = zstdCompressSync(NOISE);
    await expect(decompress(frame.subarray(0, 5000), 1000)).rejects.toThrow();
    await expect(decompress(Buffer.from('no zstd at all'), 5)).rejects.toThrow();
    await expect(decompress(Buffer.concat([frame, Buffer.from('rest')]), 1000)).rejects.toThrow();
  });
});
