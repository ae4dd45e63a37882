import { Readable } from 'node:stream';
import { OfflineGenError } from '../model/errors.ts';

/**
 * Passes `source` on with back-pressure and with its errors translated; destroying either one destroys the other. The
 * translated error is the one that the stream is destroyed with, so that late readers get it too.
 */
export function translateErrors(source: Readable, translate: (error: Error) => Error): Readable {
  const out = new Readable({
    highWaterMark: 64 * 1024,
    read: () => source.resume(),
    destroy: (error, callback) => {
      source.destroy();
      callback(error);
    },
  });
  // The failure can come before anyone listens; whoever reads later still gets it.
  out.on('error', () => undefined);
  source.on('data', (chunk: Buffer) => {
    if (!out.push(chunk)) source.pause();
  });
  source.once('end', () => out.push(null));
  source.on('error', (error) => out.destroy(translate(error)));
  source.once('close', () => {
    if (!source.readableEnded) out.destroy(translate(new Error('the stream was closed before its end')));
  });
  return out;
}

/** The stream as text; `OfflineGenError('upstream')` above `limit` bytes. */
export async function readText(stream: Readable, limit: number, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > limit) throw new OfflineGenError('upstream', `${name} answered with more than ${limit} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads up to `limit` bytes away, so that the connection can serve again; closes it when there is more. Never fails. */
export async function discard(stream: Readable, limit: number): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > limit) return;
    }
  } catch {
    // Whoever throws an answer away does not care how it ends.
  }
}
