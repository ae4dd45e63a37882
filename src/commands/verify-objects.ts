import { createHash } from 'node:crypto';
import { readArchiveFile } from '../archive/read-file.ts';
import type { Finding } from '../model/finding.ts';
import { keyRegexp } from '../model/key.ts';
import type { LockEntry } from '../model/lock.ts';
import { finding, type Place } from '../model/rules.ts';
import type { Store } from '../store/store.ts';

export interface UsedObject {
  readonly entry: LockEntry;
  readonly at: Place;
}

/**
 * Whether exactly one object of the store matches the regexp of an entry, and is what the lock says. `deep` reads it
 * whole and compares its digest; else its size has to do.
 */
export async function verifyObject(store: Store, used: UsedObject, deep: boolean): Promise<Finding[]> {
  const { entry, at } = used;
  const folder = entry.key.slice(0, entry.key.lastIndexOf('/') + 1);
  const regexp = new RegExp(`^${keyRegexp('', entry.key, entry.versionText)}$`);
  const matching: { key: string; size: number }[] = [];
  for await (const object of store.list(folder)) if (regexp.test(object.key)) matching.push(object);
  const [object, ...others] = matching;
  if (object === undefined) return [finding('object-missing', `${entry.key} is not in ${store.url}`, at)];
  if (others.length > 0)
    return [finding('object-ambiguous', `${matching.length} objects match ${entry.key}`, at)];
  if (object.size !== entry.size) {
    return [
      finding('object-damaged', `${entry.key} has ${object.size} bytes, the lock says ${entry.size}`, at),
    ];
  }
  if (!deep || (await digestOf(store, entry.key)) === entry.digest) return [];
  return [finding('object-damaged', `${entry.key} is not what the lock says: its digest differs`, at)];
}

async function digestOf(store: Store, key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await store.get(key)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest('hex')}`;
}

/** Reads a file out of a stored archive; undefined when the archive does not hold it, or is not there. */
export async function readObjectFile(
  store: Store,
  entry: LockEntry,
  path: string,
): Promise<string | undefined> {
  if (!entry.unpack || (await store.head(entry.key)) === undefined) return undefined;
  return readArchiveFile(await store.get(entry.key), path);
}
