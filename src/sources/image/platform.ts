import type { ImageRequest } from '../../model/request.ts';
import type { IndexEntry, Platform } from './manifest.ts';

/** Best first; an empty text is an entry without variant. A variant that is not listed comes last. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  amd64: ['', 'v1'],
  arm64: ['v8', ''],
  arm: ['v7', '', 'v6', 'v5'],
};

/** What go-containerregistry, and with it registry-image, takes an entry without platform for. */
const UNNAMED: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/**
 * The entries of an index that may hold the platform, best first: images of this platform by variant, in the index's
 * order where that does not decide; then nested indexes that name no platform. Attestations are no images.
 */
export function candidates(entries: readonly IndexEntry[], wanted: ImageRequest['platform']): IndexEntry[] {
  const matching = entries
    .filter((entry) => !isAnonymousIndex(entry))
    .filter((entry) => isSame(platformOf(entry), wanted))
    .sort((a, b) => rank(a) - rank(b));
  return [...matching, ...entries.filter(isAnonymousIndex)];
}

/** `linux/arm64/v8` for each image of an index, sorted. */
export function platformNames(entries: readonly IndexEntry[]): string[] {
  const names = entries
    .filter((entry) => !isAnonymousIndex(entry))
    .map(platformOf)
    .filter(({ os }) => os !== 'unknown')
    .map(({ os, architecture, variant }) =>
      [os, architecture, variant].filter((part) => part !== '').join('/'),
    );
  return [...new Set(names)].sort();
}

function isAnonymousIndex(entry: IndexEntry): boolean {
  return entry.isIndex && entry.platform === null;
}

function platformOf({ platform }: IndexEntry): Platform {
  return platform ?? UNNAMED;
}

function isSame(platform: Platform, wanted: ImageRequest['platform']): boolean {
  return platform.os === wanted.os && platform.architecture === wanted.architecture;
}

function rank(entry: IndexEntry): number {
  const { architecture, variant } = platformOf(entry);
  const variants = VARIANTS[architecture] ?? [''];
  const at = variants.indexOf(variant);
  return at < 0 ? variants.length : at;
}
