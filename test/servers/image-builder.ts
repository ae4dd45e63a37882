import { createHash } from 'node:crypto';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { TarEntry } from '../../src/archive/tar-entry.ts';
import { encodeHeader, endOfArchive, padding } from '../../src/archive/tar-writer.ts';

/** One member of a layer: a file unless `type` says otherwise; whiteouts are files named `.wh.…`. */
export type LayerEntry = Partial<Omit<TarEntry, 'size'>> & {
  readonly name: string;
  readonly content?: string | Buffer;
};

export interface LayerSpec {
  readonly entries: readonly LayerEntry[];
  /** Default: gzip. */
  readonly compression?: 'gzip' | 'zstd' | 'none';
  /** Default: the Docker type that fits. */
  readonly mediaType?: string;
}

export interface ImageSpec {
  /** Base first. */
  readonly layers: readonly (LayerSpec | readonly LayerEntry[])[];
  /** The `config` of the configuration: `Cmd`, `Env`, `User`, `Labels`, …. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Default: `linux/amd64`. */
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
  /** Replaces the layers' true digests in the configuration. */
  readonly diffIds?: readonly string[];
}

/** A manifest or an index with everything below it. */
export interface BuiltImage {
  readonly digest: string;
  readonly mediaType: string;
  readonly platform: ImageSpec['platform'];
  /** By digest; the image's own manifest included. */
  readonly manifests: ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Buffer }>;
  /** By digest. */
  readonly blobs: ReadonlyMap<string, Buffer>;
  /** Digests of the layers, base first; empty for an index. */
  readonly layers: readonly string[];
  /** Digest of the configuration; empty for an index. */
  readonly config: string;
}

const LAYER_TYPES = {
  gzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  none: 'application/vnd.docker.image.rootfs.diff.tar',
};

export function sha256(bytes: Buffer | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** A tar archive of layer entries. */
export function layerTar(entries: readonly LayerEntry[]): Buffer {
  const blocks = entries.flatMap(({ content = '', ...entry }) => {
    const bytes = Buffer.from(content);
    const header = { linkname: '', uid: 0, gid: 0, mtime: 1_600_000_000, ...entry };
    const type = entry.type ?? 'file';
    const mode = entry.mode ?? (type === 'directory' ? 0o755 : 0o644);
    return [encodeHeader({ ...header, type, mode, size: bytes.length }), bytes, padding(bytes.length)];
  });
  return Buffer.concat([...blocks, endOfArchive()]);
}

/** Builds a Docker image of schema 2. */
export function buildImage(spec: ImageSpec): BuiltImage {
  const layers = spec.layers.map((layer) => buildLayer(isEntries(layer) ? { entries: layer } : layer));
  const { os, architecture, variant } = spec.platform ?? { os: 'linux', architecture: 'amd64' };
  const config = Buffer.from(
    JSON.stringify({
      os,
      architecture,
      variant,
      created: '2024-01-02T03:04:05.678Z',
      config: spec.config ?? {},
      rootfs: { type: 'layers', diff_ids: spec.diffIds ?? layers.map(({ diffId }) => diffId) },
    }),
  );
  const configType = 'application/vnd.docker.container.image.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: { mediaType: configType, digest: sha256(config), size: config.length },
    layers: layers.map(({ mediaType, digest, bytes }) => ({ mediaType, digest, size: bytes.length })),
  };
  return {
    ...fromManifest(manifest.mediaType, manifest),
    platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
    blobs: new Map([
      [sha256(config), config],
      ...layers.map(({ digest, bytes }) => [digest, bytes] as const),
    ]),
    layers: layers.map(({ digest }) => digest),
    config: sha256(config),
  };
}

/** Builds an OCI index over images and other indexes. An image without `platform` is listed without one. */
export function buildIndex(images: readonly BuiltImage[]): BuiltImage {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const index = fromManifest(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: images.map(({ digest, mediaType: type, platform, manifests }) => ({
      mediaType: type,
      digest,
      size: manifests.get(digest)?.bytes.length,
      ...(platform === undefined ? {} : { platform }),
    })),
  });
  return {
    ...index,
    manifests: new Map([...images.flatMap(({ manifests }) => [...manifests]), ...index.manifests]),
    blobs: new Map(images.flatMap(({ blobs }) => [...blobs])),
  };
}

/** A manifest of any content, without blobs. */
export function fromManifest(mediaType: string, value: unknown): BuiltImage {
  const bytes = Buffer.from(JSON.stringify(value));
  const digest = sha256(bytes);
  const manifests = new Map([[digest, { mediaType, bytes }]]);
  return { digest, mediaType, platform: undefined, manifests, blobs: new Map(), layers: [], config: '' };
}

function isEntries(layer: LayerSpec | readonly LayerEntry[]): layer is readonly LayerEntry[] {
  return Array.isArray(layer);
}

function buildLayer({ entries, compression = 'gzip', mediaType }: LayerSpec) {
  const tar = layerTar(entries);
  const compress = { gzip: gzipSync, zstd: zstdCompressSync, none: (plain: Buffer) => plain }[compression];
  const bytes = compress(tar);
  return {
    bytes,
    digest: sha256(bytes),
    diffId: sha256(tar),
    mediaType: mediaType ?? LAYER_TYPES[compression],
  };
}
