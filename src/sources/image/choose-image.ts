import { OfflineGenError } from '../../model/errors.ts';
import type { ImageRequest } from '../../model/request.ts';
import { type ImageManifest, parseManifest } from './manifest.ts';
import { candidates, platformNames } from './platform.ts';
import type { Registry } from './registry.ts';

/** Manifests read for one image; real ones need two or three. Also ends a circle of indexes. */
const MAX_MANIFESTS = 32;

/**
 * The manifest of one platform behind a digest that names an image or an index. Throws
 * `OfflineGenError('unsupported')` with the platforms there are when this one is missing.
 */
export async function chooseImage(
  registry: Registry,
  digest: string,
  platform: ImageRequest['platform'],
  image: string,
): Promise<ImageManifest> {
  const seen: string[] = [];
  let read = 0;
  const found = await search(digest);
  if (found !== undefined) return found;
  const existing = seen.length === 0 ? 'it has no images' : `it has ${[...new Set(seen)].join(', ')}`;
  throw new OfflineGenError(
    'unsupported',
    `${image} is not there for ${platform.os}/${platform.architecture}: ${existing}`,
    { hint: 'Set `platform` to one of these.' },
  );

  async function search(at: string): Promise<ImageManifest | undefined> {
    read += 1;
    if (read > MAX_MANIFESTS) throw new OfflineGenError('unsupported', `${image}: too many nested indexes`);
    const manifest = parseManifest(await registry.manifest(at), image);
    if (manifest.kind === 'manifest') return manifest;
    seen.push(...platformNames(manifest.manifests));
    for (const entry of candidates(manifest.manifests, platform)) {
      const inner = await search(entry.digest);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }
}
