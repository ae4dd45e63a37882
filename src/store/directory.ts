import { constants, type Dirent } from 'node:fs';
import { access, mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { messageOf, OfflineGenError } from '../model/errors.ts';
import { compareText } from '../model/finding.ts';
import { measure } from './digest.ts';
import { assertKey, STAGING, unless } from './object-key.ts';
import { publish, removeStale, writeStaged } from './staging.ts';
import type { PutResult, Store, StoredObject } from './store.ts';

/**
 * A directory with the layout of a bucket. Objects are written in `.staging` and appear under their key whole, by a
 * hard link that never replaces a file.
 */
export function openDirectoryStore(path: string): Store {
  const root = resolve(path);
  const fileOf = (key: string) => {
    assertKey(key);
    return join(root, ...key.split('/'));
  };
  let cleaned: Promise<void> | undefined;
  return {
    url: pathToFileURL(root).href,
    prefix: '',
    check: () => checkDirectory(root),
    head: (key) => headFile(key, fileOf(key)),
    get: (key) => readObject(key, fileOf(key)),
    put: async (key, body) => {
      const file = fileOf(key);
      const exists = async () => (await headFile(key, file)) !== undefined;
      cleaned ??= removeStale(join(root, STAGING));
      await cleaned;
      const stored = await unless(exists, body, () => putFile({ root, key, file }, body));
      return stored ?? measure(await readObject(key, file));
    },
    list: (prefix) => walk(root, '', prefix),
    close: () => Promise.resolve(),
  };
}

async function checkDirectory(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true });
    await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw failure(
      `the store ${root} can't be used`,
      error,
      'Name a directory that can be created and written.',
    );
  }
}

async function headFile(key: string, file: string): Promise<StoredObject | undefined> {
  try {
    const found = await stat(file);
    return found.isFile() ? { key, size: found.size } : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw failure(`${key} can't be looked up`, error);
  }
}

async function readObject(key: string, file: string): Promise<Readable> {
  try {
    const handle = await open(file);
    return handle.createReadStream();
  } catch (error) {
    if (isMissing(error)) throw new OfflineGenError('store', `${key} is not in the store`, { cause: error });
    throw failure(`${key} can't be read`, error);
  }
}

interface Target {
  readonly root: string;
  readonly key: string;
  readonly file: string;
}

/** Undefined when another writer was faster: that file is kept. */
async function putFile({ root, key, file }: Target, body: Readable): Promise<PutResult | undefined> {
  const toError = (error: unknown) => failure(`${key} can't be written`, error);
  const staged = await writeStaged(join(root, STAGING), body, toError);
  try {
    await mkdir(dirname(file), { recursive: true });
    return (await publish(staged.path, file)) ? staged.result : undefined;
  } catch (error) {
    throw toError(error);
  } finally {
    await staged.remove();
  }
}

/** Depth first, in the order of whole keys: a directory sorts as its name with the slash. */
async function* walk(root: string, parent: string, prefix: string): AsyncGenerator<StoredObject> {
  const names = (await entriesOf(join(root, parent)))
    .filter((entry) => parent !== '' || entry.name !== STAGING)
    .map((entry) => `${parent}${entry.name}${entry.isDirectory() ? '/' : ''}`)
    .sort(compareText);
  for (const name of names) {
    if (name.endsWith('/')) {
      if (name.startsWith(prefix) || prefix.startsWith(name)) yield* walk(root, name, prefix);
    } else if (name.startsWith(prefix)) {
      const found = await headFile(name, join(root, name));
      if (found !== undefined) yield found;
    }
  }
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw failure(`${directory} can't be listed`, error);
  }
}

function failure(what: string, error: unknown, hint?: string): OfflineGenError {
  if (error instanceof OfflineGenError) return error;
  // Node ends its message with the call and the path: `EACCES: permission denied, open '…'`.
  const reason = messageOf(error).split(',', 1)[0] ?? '';
  return new OfflineGenError('store', `${what}: ${reason}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
