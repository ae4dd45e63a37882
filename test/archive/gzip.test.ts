import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gzip } from '../../src/archive/gzip.ts';
import { collect, inChunks } from './gnu-tar.ts';

const TEXT = Buffer.from(Array.from({ length: 60_000 }, (_, line) => `line ${line * line}\n`).join(''));

function compressed(input: Buffer, chunk: number): Promise<Buffer> {
  return collect(Readable.from(inChunks(input, chunk)).pipe(gzip()));
}

describe('gzip', () => {
  it('writes a header without name, time and operating system', async () => {
    const bytes = await compressed(TEXT, 65_536);
    expect(bytes.subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff');
    expect(gunzipSync(bytes).equals(TEXT)).toBe(true);
  });

  it('gives the same bytes for the same input in other chunks', async () => {
    const once = await compressed(TEXT, 65_536);
    for (const chunk of [TEXT.length, 4093]) expect((await compressed(TEXT, chunk)).equals(once)).toBe(true);
  });

  it('compresses nothing to a whole file', async () => {
    expect(gunzipSync(await compressed(Buffer.alloc(0), 1))).toHaveLength(0);
  });
});
