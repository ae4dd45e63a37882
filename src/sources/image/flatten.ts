import { createHash, type Hash } from 'node:crypto';
import { readTar } from '../../archive/tar-reader.ts';
import { messageOf, OfflineGenError } from '../../model/errors.ts';
import { applyMember } from './apply-layer.ts';
import { openLayer } from './layer-stream.ts';
import { type Directory, newDirectory } from './tree.ts';

/** A downloaded layer. */
export interface LayerFile {
  readonly path: string;
  readonly digest: string;
  /** Digest of the tar stream inside, from the image's configuration. */
  readonly diffId: string;
}

/** Members over all layers; real images have some hundred thousand at most, and each costs memory. */
const MAX_MEMBERS = 4_000_000;

/**
 * Reads all layers once, without their contents: the tree that is left when each is applied to those below it. `mtime`
 * is the time of directories that no layer describes. Throws `OfflineGenError('integrity')` for a layer that is damaged.
 */
export async function mergeLayers(
  layers: readonly LayerFile[],
  mtime: number,
  signal: AbortSignal,
): Promise<Directory> {
  const root = newDirectory(mtime);
  let left = MAX_MEMBERS;
  for (const [number, layer] of layers.entries()) {
    const hash = createHash('sha256');
    let member = 0;
    try {
      for await (const entry of readTar(hashed(await openLayer(layer.path), hash, signal))) {
        if (member === left) throw new Error(`the image has more than ${MAX_MEMBERS} files`);
        applyMember(root, entry, { layer: number, member, mtime });
        member += 1;
      }
    } catch (error) {
      throw signal.aborted ? error : layerError(layer, error);
    }
    left -= member;
    checkDiffId(hash, layer);
  }
  return root;
}

/** The error with the layer's name in front. */
export function layerError(layer: LayerFile, error: unknown): unknown {
  if (error instanceof OfflineGenError) return error;
  return new OfflineGenError('integrity', `layer ${layer.digest}: ${messageOf(error)}`, { cause: error });
}

async function* hashed(
  source: AsyncIterable<Buffer>,
  hash: Hash,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void> {
  for await (const chunk of source) {
    signal.throwIfAborted();
    hash.update(chunk);
    yield chunk;
  }
}

function checkDiffId(hash: Hash, layer: LayerFile): void {
  const actual = `sha256:${hash.digest('hex')}`;
  if (actual === layer.diffId) return;
  const message = `layer ${layer.digest} holds ${actual}, but the image's configuration says ${layer.diffId}`;
  throw new OfflineGenError('integrity', message, { hint: 'The image is broken: build and push it again.' });
}
