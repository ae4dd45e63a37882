import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
// As a whole: zstd's functions are missing in older versions of Node.
import * as zlib from 'node:zlib';
import { OfflineGenError } from '../../model/errors.ts';
import { splitFrames } from './zstd-frames.ts';

const CHUNK = 262_144;
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);
const ZSTD_MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
/** Frames that a decoder skips have sixteen magic numbers: 0x184D2A50 and up. */
const ZSTD_SKIPPABLE = Buffer.from([0x2a, 0x4d, 0x18]);

/**
 * The tar stream inside a layer file. Like registry-image, it trusts the first bytes and not the media type: builders
 * label zstd layers in several ways. Throws `OfflineGenError('unsupported')` for zstd where Node has none.
 */
export async function openLayer(file: string): Promise<Readable> {
  const magic = await firstBytes(file);
  const compressed = createReadStream(file, { highWaterMark: CHUNK });
  if (magic.subarray(0, 2).equals(GZIP_MAGIC)) {
    return pipeline(compressed, zlib.createGunzip({ chunkSize: CHUNK }), () => undefined);
  }
  if (magic.equals(ZSTD_MAGIC) || magic.subarray(1).equals(ZSTD_SKIPPABLE)) {
    if (typeof zlib.createZstdDecompress !== 'function') {
      compressed.destroy();
      throw new OfflineGenError('unsupported', 'layers compressed with zstd need Node 22.15 or newer');
    }
    // In object mode chunks are never joined, on which the decoder relies.
    const frames = Readable.from(splitFrames(compressed), { objectMode: true, highWaterMark: 4 });
    return pipeline(frames, zlib.createZstdDecompress({ chunkSize: CHUNK }), () => undefined);
  }
  return compressed;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
