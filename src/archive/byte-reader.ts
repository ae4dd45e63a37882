/** Reads a stream of chunks by byte counts. One chunk is held at a time. */
export interface ByteReader {
  /** The next `size` bytes; fewer only at the end of the source. */
  readonly read: (size: number) => Promise<Buffer>;
  /** The next part of at most `size` bytes, as it comes; undefined at the end of the source. */
  readonly some: (size: number) => Promise<Buffer | undefined>;
  /** Tells the source that no more will be read. */
  readonly close: () => Promise<void>;
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function fill(): Promise<boolean> {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done === true) return false;
      rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    }
    return true;
  }

  function take(size: number): Buffer {
    const part = rest.subarray(0, size);
    rest = rest.subarray(size);
    return part;
  }

  async function read(size: number): Promise<Buffer> {
    if (rest.length >= size) return take(size);
    const parts: Buffer[] = [];
    let length = 0;
    while (length < size && (await fill())) {
      const part = take(size - length);
      parts.push(part);
      length += part.length;
    }
    return Buffer.concat(parts, length);
  }

  return {
    read,
    some: async (size) => ((await fill()) ? take(size) : undefined),
    close: async () => {
      await chunks.return?.();
    },
  };
}
