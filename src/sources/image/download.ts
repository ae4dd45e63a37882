import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform, type TransformCallback, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { OfflineGenError } from '../../model/errors.ts';
import type { SourceContext } from '../source.ts';
import { resumableStream } from '../transfer.ts';
import { checkDigest, hashFor } from './digest.ts';
import { inParallel } from './in-parallel.ts';
import type { Descriptor } from './manifest.ts';
import type { Registry } from './registry.ts';

/** As docker does by default (`max-concurrent-downloads`). */
const PARALLEL = 3;
/** Bytes; the biggest configurations that builders write are some hundred KiB. */
const MAX_CONFIG = 16 * 1024 * 1024;

/** What is common to all downloads of one image. */
export interface Downloads {
  readonly registry: Registry;
  readonly image: string;
  readonly context: SourceContext;
}

/** The image's configuration, checked. Throws `OfflineGenError('integrity')` when it is not what its digest says. */
export async function downloadConfig(config: Descriptor, downloads: Downloads): Promise<Buffer> {
  if (config.size > MAX_CONFIG) {
    throw new OfflineGenError(
      'unsupported',
      `${downloads.image}: the configuration has ${config.size} bytes`,
    );
  }
  const parts: Buffer[] = [];
  const collect = new Writable({
    write(chunk: Buffer, _encoding, done) {
      parts.push(chunk);
      done();
    },
  });
  await download(config, downloads, downloads.context.signal, () => collect);
  return Buffer.concat(parts);
}

/**
 * Downloads each layer once into `directory`; returns the files in the order of `layers`. Every byte is checked
 * against size and digest; a cut connection is continued where it ended.
 */
export async function downloadLayers(
  layers: readonly Descriptor[],
  directory: string,
  downloads: Downloads,
): Promise<string[]> {
  const unique = new Map(layers.map((layer) => [layer.digest, layer]));
  const files = new Map([...unique.keys()].map((digest, at) => [digest, join(directory, `layer-${at}`)]));
  await inParallel(unique.values(), PARALLEL, downloads.context.signal, async (layer, signal) => {
    const file = files.get(layer.digest) ?? '';
    await download(layer, downloads, signal, () => createWriteStream(file));
    downloads.context.log.debug(`${downloads.image}: layer ${layer.digest}, ${layer.size} bytes`);
  });
  return layers.map(({ digest }) => files.get(digest) ?? '');
}

async function download(
  blob: Descriptor,
  { registry, image }: Downloads,
  signal: AbortSignal,
  sink: () => Writable,
): Promise<void> {
  const name = `${image}: ${blob.digest}`;
  const reopen = (offset: number) => registry.blob(blob.digest, offset, signal);
  const transfer = { name, body: await reopen(0), size: blob.size, reopen, signal };
  const hash = hashFor(blob.digest);
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(resumableStream(transfer), count, sink());
  checkDigest(hash, blob.digest, name);
}
