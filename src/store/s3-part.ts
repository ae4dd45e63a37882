import type { Readable } from 'node:stream';
import type { Meter } from './digest.ts';

/** A stretch of a body, in the order of `number`. */
export interface Part {
  /** 1-based. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** No part follows. */
  readonly last: boolean;
  /** Gives the memory back: `bytes` must not be read afterwards. */
  readonly release: () => void;
}

const MIB = 1024 * 1024;
/** Bytes of a part, and of an object that needs no parts. */
export const PART_SIZE = 5 * MIB;
/** Bytes of parts on their way at the same time; one more part is being filled. */
const IN_FLIGHT_BYTES = 15 * MIB;
const EQUAL_PARTS = 4000;
const PARTS_PER_STEP = 500;
const LARGEST_PART = 2048 * MIB;

/**
 * Bytes of part `number`: 5 MiB, the least that S3 takes, for the first 19 GiB, then growing, so that the 10,000 parts that S3 allows are more
 * than the 5 TiB that it allows for an object. Some stores want equal parts: growth starts as late as it can.
 */
export function partSize(number: number): number {
  if (number <= EQUAL_PARTS) return PART_SIZE;
  const step = 1 + Math.floor((number - EQUAL_PARTS - 1) / PARTS_PER_STEP);
  return Math.min(PART_SIZE * 2 ** step, LARGEST_PART);
}

/** Parts of this size that may be on their way at the same time. */
export function partsInFlight(size: number): number {
  return Math.max(1, Math.floor(IN_FLIGHT_BYTES / size));
}

/** Cuts a body into parts; an empty body is one empty part. The buffers of released parts are used again. */
export async function* readParts(body: Readable, meter: Meter): AsyncGenerator<Part, undefined> {
  const buffers = createBuffers();
  let number = 1;
  let buffer = buffers.take(partSize(number));
  let used = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    meter.update(bytes);
    for (let offset = 0; offset < bytes.length; ) {
      if (used === buffer.length) {
        yield part(number, buffer, used, false, buffers);
        number++;
        buffer = buffers.take(partSize(number));
        used = 0;
      }
      const copied = bytes.copy(buffer, used, offset);
      used += copied;
      offset += copied;
    }
  }
  yield part(number, buffer, used, true, buffers);
}

interface Buffers {
  readonly take: (size: number) => Buffer;
  readonly give: (buffer: Buffer) => void;
}

function createBuffers(): Buffers {
  const free: Buffer[] = [];
  return {
    take: (size) => {
      const known = free.pop();
      return known?.length === size ? known : Buffer.allocUnsafeSlow(size);
    },
    give: (buffer) => {
      free.push(buffer);
    },
  };
}

function part(number: number, buffer: Buffer, used: number, last: boolean, buffers: Buffers): Part {
  return { number, bytes: buffer.subarray(0, used), last, release: () => buffers.give(buffer) };
}
