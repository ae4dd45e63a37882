import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { ImageRequest } from '../../model/request.ts';
import type { Payload, Resolution, Source, SourceContext } from '../source.ts';
import { chooseImage } from './choose-image.ts';
import { isDigest } from './digest.ts';
import { type Downloads, downloadConfig, downloadLayers } from './download.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { type LayerFile, mergeLayers } from './flatten.ts';
import { type ImageContent, imageArchive } from './image-archive.ts';
import { type ImageConfig, parseImageConfig } from './image-config.ts';
import type { ImageManifest } from './manifest.ts';
import { connectRegistry, type Registry } from './registry.ts';
import { dockerImageFiles, registryImageFiles, versionFiles } from './small-files.ts';
import { type Directory, findDirectory } from './tree.ts';

/**
 * Container images, spoken to their registries directly. The version is the digest of what the tag names, usually an
 * index, as registry-image has it; the platform is chosen behind it.
 */
export const imageSource: Source<ImageRequest> = { resolve, fetch };

async function resolve(request: ImageRequest, context: SourceContext): Promise<Resolution> {
  const endpoint = endpointOf(request, context);
  const registry = connectRegistry(endpoint, context);
  const digest = request.digest ?? (await registry.digestOf(request.tag ?? 'latest'));
  checkForm(digest, endpoint);
  return {
    version: digest,
    label: request.tag ?? (request.digest === null ? 'latest' : digest.replace(':', '-').slice(0, 19)),
    digest,
    size: request.layout === 'metadata' ? 0 : await sizeOf(request, registry, digest, endpoint),
  };
}

/** Bytes to download for the platform. */
async function sizeOf(
  request: ImageRequest,
  registry: Registry,
  digest: string,
  { image }: Endpoint,
): Promise<number> {
  const { config, layers } = await chooseImage(registry, digest, request.platform, image);
  const unique = new Map([config, ...layers].map((blob) => [blob.digest, blob.size]));
  return [...unique.values()].reduce((total, size) => total + size, 0);
}

async function fetch(
  request: ImageRequest,
  resolution: Resolution,
  context: SourceContext,
): Promise<Payload> {
  const endpoint = endpointOf(request, context);
  const digest = resolution.version ?? '';
  checkForm(digest, endpoint);
  if (request.layout === 'metadata') {
    const content = { files: versionFiles(request, digest), mtime: 0, rootfs: null };
    return payloadOf(content, () => Promise.resolve());
  }
  const registry = connectRegistry(endpoint, context);
  const downloads = { registry, image: endpoint.image, context };
  const manifest = await chooseImage(registry, digest, request.platform, endpoint.image);
  const directory = await mkdtemp(join(context.temp, 'image-'));
  const dispose = () => rm(directory, { recursive: true, force: true });
  try {
    return payloadOf(await contentOf(request, digest, manifest, directory, downloads), dispose);
  } catch (error) {
    await dispose();
    throw error;
  }
}

function payloadOf(content: ImageContent, dispose: () => Promise<void>): Payload {
  return { stream: imageArchive(content), fileName: null, size: null, dispose };
}

async function contentOf(
  request: ImageRequest,
  digest: string,
  manifest: ImageManifest,
  directory: string,
  downloads: Downloads,
): Promise<ImageContent> {
  const { context, image } = downloads;
  const config = parseImageConfig(await downloadConfig(manifest.config, downloads), image);
  checkConfig(config, manifest, request, downloads);
  const paths = await downloadLayers(manifest.layers, directory, downloads);
  const layers = manifest.layers.map((layer, at): LayerFile => {
    return { path: paths[at] ?? '', digest: layer.digest, diffId: config.diffIds[at] ?? '' };
  });
  const tree = await mergeLayers(layers, config.created, context.signal);
  const rootfs = { tree, layers };
  if (request.layout === 'image') {
    return { files: registryImageFiles(request, digest, config), mtime: config.created, rootfs };
  }
  // `docker export` is taken without it.
  tree.children.delete('dev');
  const files = dockerImageFiles(request, digest, config, manifest.config.digest, hasUsers(tree));
  return { files, mtime: config.created, rootfs };
}

function hasUsers(tree: Directory): boolean {
  return findDirectory(tree, ['etc'])?.children.has('passwd') === true;
}

function checkConfig(
  config: ImageConfig,
  manifest: ImageManifest,
  { platform }: ImageRequest,
  { image, context }: Downloads,
): void {
  if (config.diffIds.length !== manifest.layers.length) {
    throw new OfflineGenError(
      'integrity',
      `${image}: the configuration has ${config.diffIds.length} layers, the manifest ${manifest.layers.length}`,
    );
  }
  const isOther = config.os !== platform.os || config.architecture !== platform.architecture;
  if (isOther && config.architecture !== '') {
    const wanted = `${platform.os}/${platform.architecture}`;
    context.log.warn(`${image} exists for ${config.os}/${config.architecture} only, not for ${wanted}`);
  }
}

function checkForm(digest: string, { image }: Endpoint): void {
  if (isDigest(digest)) return;
  throw new OfflineGenError(
    'unsupported',
    `${image}: ${JSON.stringify(digest)} is no sha256 or sha512 digest`,
  );
}
