import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { PutResult } from './store.ts';

/** Counts and hashes bytes on their way. */
export interface Meter {
  readonly update: (bytes: Uint8Array) => void;
  /** Called once, after the last byte. */
  readonly result: () => PutResult;
}

export function createMeter(): Meter {
  const hash = createHash('sha256');
  let size = 0;
  return {
    update: (bytes) => {
      hash.update(bytes);
      size += bytes.length;
    },
    result: () => ({ digest: `sha256:${hash.digest('hex')}`, size }),
  };
}

/** Digest and size of a whole stream. */
export async function measure(stream: Readable): Promise<PutResult> {
  const meter = createMeter();
  for await (const chunk of stream) meter.update(chunk);
  return meter.result();
}
