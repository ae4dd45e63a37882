import type { Readable } from 'node:stream';
import { OfflineGenError } from '../model/errors.ts';

/** Directory of unfinished objects in a directory store; never part of a key. */
export const STAGING = '.staging';

/**
 * Throws `OfflineGenError('store')` unless `key` stays below the store's prefix and means the same in a bucket and
 * in a directory.
 */
export function assertKey(key: string): void {
  const parts = key.split('/');
  const bad = parts.some((part) => part === '' || part === '.' || part === '..') || parts[0] === STAGING;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (bad || /[\\\u0000-\u001f]/.test(key)) {
    throw new OfflineGenError('store', `${JSON.stringify(key)} is no legal key of an object`);
  }
}

/**
 * Writes unless the key is taken; undefined when it is. The body is watched from the first moment, so that a failure
 * that comes while the store is asked is not lost, and it is destroyed when it is not read.
 */
export async function unless<T>(
  exists: () => Promise<boolean>,
  body: Readable,
  write: () => Promise<T>,
): Promise<T | undefined> {
  body.on('error', () => undefined);
  try {
    return (await exists()) ? undefined : await write();
  } finally {
    body.destroy();
  }
}
