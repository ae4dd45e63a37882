import { type ByteReader, byteReader } from '../../archive/byte-reader.ts';

const FRAME = 0xfd2fb528;
/** Magic number of frames that decoders skip; its last hex digit is free. */
const SKIPPABLE = 0x184d2a50;

/**
 * Passes zstd data on so that no chunk holds bytes of two frames: Node's decoder loses the rest of a chunk in which a
 * frame ends, and `zstd:chunked` layers and those of parallel compressors have many frames. Skippable frames are left
 * out. The format is RFC 8878, section 3.1; what is not in it is passed on for the decoder to refuse.
 */
export async function* splitFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  const reader = byteReader(source);
  try {
    for (let magic = await reader.read(4); magic.length > 0; magic = await reader.read(4)) {
      const number = magic.length === 4 ? magic.readUInt32LE() : 0;
      if (number === FRAME) yield* passFrame(reader, magic);
      else if (number - (number % 16) === SKIPPABLE) await skipFrame(reader);
      else yield* passRest(reader, magic);
    }
  } finally {
    await reader.close();
  }
}

async function* passFrame(reader: ByteReader, magic: Buffer): AsyncGenerator<Buffer, void> {
  const descriptor = await reader.read(1);
  const flags = descriptor[0] ?? 0;
  yield Buffer.concat([magic, descriptor, await reader.read(headerSize(flags))]);
  for (let isLast = false; !isLast; ) {
    const header = await reader.read(3);
    if (header.length < 3) return yield header;
    const bits = header.readUIntLE(0, 3);
    isLast = (bits & 1) === 1;
    const isRunLength = ((bits >> 1) & 3) === 1;
    yield Buffer.concat([header, await reader.read(isRunLength ? 1 : bits >> 3)]);
  }
  const hasChecksum = ((flags >> 2) & 1) === 1;
  if (hasChecksum) yield await reader.read(4);
}

/** Bytes of window descriptor, dictionary id and content size, as the frame header descriptor announces them. */
function headerSize(flags: number): number {
  const isSingleSegment = ((flags >> 5) & 1) === 1;
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][flags >> 6] ?? 0;
  return (isSingleSegment ? 0 : 1) + dictionary + contentSize;
}

async function skipFrame(reader: ByteReader): Promise<void> {
  const size = await reader.read(4);
  let left = size.length === 4 ? size.readUInt32LE() : 0;
  while (left > 0) {
    const part = await reader.some(left);
    if (part === undefined) throw new Error('the zstd data is cut off');
    left -= part.length;
  }
}

async function* passRest(reader: ByteReader, start: Buffer): AsyncGenerator<Buffer, void> {
  for (let part: Buffer | undefined = start; part !== undefined; part = await reader.some(65_536)) yield part;
}
