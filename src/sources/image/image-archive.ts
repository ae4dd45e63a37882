import { pipeline, type Readable, Readable as Stream } from 'node:stream';
import { gzip } from '../../archive/gzip.ts';
import type { TarEntry } from '../../archive/tar-entry.ts';
import { readTar, type TarMember } from '../../archive/tar-reader.ts';
import { coalesce, encodeHeader, endOfArchive, padding } from '../../archive/tar-writer.ts';
import { type LayerFile, layerError } from './flatten.ts';
import { openLayer } from './layer-stream.ts';
import { type Survivor, survivorsOf } from './survivors.ts';
import type { Directory } from './tree.ts';

export interface SmallFile {
  readonly name: string;
  readonly content: string;
}

export interface ImageContent {
  readonly files: readonly SmallFile[];
  /** Time of everything that no layer describes: seconds since 1970. */
  readonly mtime: number;
  /** Null: no `rootfs/`. */
  readonly rootfs: { readonly tree: Directory; readonly layers: readonly LayerFile[] } | null;
}

const CHUNK = 262_144;

/**
 * A gzipped tar with `./`, the small files and `rootfs/`: its directories first, then all else in the order of the
 * layers, which are read once more. The same content gives the same bytes.
 */
export function imageArchive(content: ImageContent): Readable {
  const tar = Stream.from(coalesce(blocksOf(content)), { objectMode: false, highWaterMark: CHUNK });
  return pipeline(tar, gzip(), () => undefined);
}

async function* blocksOf({ files, mtime, rootfs }: ImageContent): AsyncGenerator<Buffer, void> {
  const base = { linkname: '', uid: 0, gid: 0, size: 0, mtime };
  yield encodeHeader({ ...base, type: 'directory', name: './', mode: 0o755 });
  for (const { name, content } of files) {
    const bytes = Buffer.from(content, 'utf8');
    yield encodeHeader({ ...base, type: 'file', name, mode: 0o644, size: bytes.length });
    yield bytes;
    yield padding(bytes.length);
  }
  if (rootfs !== null) yield* rootfsBlocks(rootfs.tree, rootfs.layers);
  yield endOfArchive();
}

async function* rootfsBlocks(tree: Directory, layers: readonly LayerFile[]): AsyncGenerator<Buffer, void> {
  const { directories, leaves } = survivorsOf(tree, 'rootfs/');
  for (const { name, attributes } of directories) {
    yield encodeHeader({ type: 'directory', name, linkname: '', size: 0, ...attributes });
  }
  for (const [number, layer] of layers.entries()) {
    const wanted = leaves.get(number);
    if (wanted === undefined) continue;
    try {
      yield* layerBlocks(layer, wanted);
    } catch (error) {
      throw layerError(layer, error);
    }
  }
}

async function* layerBlocks(
  layer: LayerFile,
  wanted: ReadonlyMap<number, Survivor>,
): AsyncGenerator<Buffer, void> {
  let number = 0;
  let left = wanted.size;
  for await (const member of readTar(await openLayer(layer.path))) {
    const survivor = wanted.get(number);
    number += 1;
    if (survivor === undefined) continue;
    yield* memberBlocks(survivor, member);
    left -= 1;
    if (left === 0) return;
  }
}

/** The content under the first name; a further name of a file is a hard link to it, of anything else a repetition. */
async function* memberBlocks({ leaf, names }: Survivor, member: TarMember): AsyncGenerator<Buffer, void> {
  const [first = '', ...others] = names;
  const { body, ...header } = member;
  const entry: TarEntry = { ...header, name: first, linkname: leaf.linkname };
  yield encodeHeader(entry);
  yield* body;
  yield padding(entry.size);
  for (const name of others) {
    const again: TarEntry =
      leaf.kind === 'file'
        ? { ...entry, type: 'hardlink', name, linkname: first, size: 0 }
        : { ...entry, name };
    yield encodeHeader(again);
  }
}
