import { createHash } from 'node:crypto';

/** `size` bytes that follow from `seed`, in chunks of an odd size. */
export function* bytesOf(seed: string, size: number, chunkSize = 100_003): Generator<Buffer> {
  const block = createHash('sha512').update(seed).digest();
  for (let done = 0; done < size; done += chunkSize) {
    const length = Math.min(chunkSize, size - done);
    const chunk = Buffer.alloc(length, block);
    chunk.writeUInt32BE(done >>> 0, 0);
    yield chunk;
  }
}
