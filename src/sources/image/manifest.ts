import { OfflineGenError } from '../../model/errors.ts';
import { isDigest } from './digest.ts';
import { asList, asText, isObject, parseJson } from './fields.ts';

/** Bytes; registries must take this much and may refuse more (distribution specification). */
export const MAX_MANIFEST = 4 * 1024 * 1024;

export const ACCEPTED_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  /** Empty when none is named. */
  readonly variant: string;
}

/** A pointer to content: OCI image specification, `descriptor.md`. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface IndexEntry extends Descriptor {
  /** Null when the index names none. */
  readonly platform: Platform | null;
  readonly isIndex: boolean;
}

export interface ImageManifest {
  readonly kind: 'manifest';
  readonly config: Descriptor;
  /** Base first. */
  readonly layers: readonly Descriptor[];
}

export interface ImageIndex {
  readonly kind: 'index';
  readonly manifests: readonly IndexEntry[];
}

const CONFIG_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const LAYER_TYPES: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.oci.image.layer.v1.tar+gzip',
  'application/vnd.oci.image.layer.v1.tar+zstd',
  'application/vnd.docker.image.rootfs.diff.tar',
  'application/vnd.docker.image.rootfs.diff.tar.gzip',
  'application/vnd.docker.image.rootfs.diff.tar.zstd',
]);
const INDEX_TYPE = /\.(?:image\.index\.v1|manifest\.list\.v2)\+json$/;

/**
 * Reads a manifest or an index, Docker's or OCI's. Throws `OfflineGenError`: `unsupported` for schema 1, artifacts that
 * are no images and layers that are kept elsewhere; `integrity` for anything malformed. `image` is for messages.
 */
export function parseManifest(bytes: Buffer, image: string): ImageManifest | ImageIndex {
  const value = parseJson(bytes.toString('utf8'));
  if (!isObject(value)) throw malformed(image);
  if (value['schemaVersion'] === 1 || value['fsLayers'] !== undefined) {
    throw unsupported(
      image,
      'its manifest has schema 1, which registries gave up',
      'Push it again with a current client.',
    );
  }
  const hasLayers = value['layers'] !== undefined || value['config'] !== undefined;
  const hasManifests = value['manifests'] !== undefined;
  // One text that is both would mean different images to different clients (CVE-2021-41190).
  if (hasLayers === hasManifests) throw malformed(image);
  if (hasManifests) {
    return { kind: 'index', manifests: asList(value['manifests']).map((item) => indexEntry(item, image)) };
  }
  const config = descriptor(value['config'], image);
  if (!CONFIG_TYPES.has(config.mediaType)) {
    throw unsupported(image, `it is no container image but ${config.mediaType}`);
  }
  return { kind: 'manifest', config, layers: asList(value['layers']).map((item) => layer(item, image)) };
}

function descriptor(value: unknown, image: string): Descriptor {
  if (!isObject(value)) throw malformed(image);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest))
    throw malformed(image);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw malformed(image);
  return { mediaType, digest, size };
}

function indexEntry(value: unknown, image: string): IndexEntry {
  const base = descriptor(value, image);
  const platform = isObject(value) && isObject(value['platform']) ? value['platform'] : undefined;
  return {
    ...base,
    isIndex: INDEX_TYPE.test(base.mediaType),
    platform:
      platform === undefined
        ? null
        : {
            os: asText(platform['os']) ?? '',
            architecture: asText(platform['architecture']) ?? '',
            variant: asText(platform['variant']) ?? '',
          },
  };
}

function layer(value: unknown, image: string): Descriptor {
  const base = descriptor(value, image);
  if (
    (isObject(value) && asList(value['urls']).length > 0) ||
    /foreign|nondistributable/.test(base.mediaType)
  ) {
    throw unsupported(
      image,
      'it has a layer that is not in the registry (a foreign layer, as Windows images have)',
    );
  }
  if (!LAYER_TYPES.has(base.mediaType)) throw unsupported(image, `it has a layer of type ${base.mediaType}`);
  return base;
}

function malformed(image: string): OfflineGenError {
  return new OfflineGenError('integrity', `${image}: the registry sent a malformed manifest`);
}

function unsupported(image: string, why: string, hint?: string): OfflineGenError {
  return new OfflineGenError('unsupported', `${image}: ${why}`, hint === undefined ? {} : { hint });
}
