import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, readdir, rename, rm, stat, unlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createMeter } from './digest.ts';
import type { PutResult } from './store.ts';

export interface Staged {
  readonly path: string;
  readonly result: PutResult;
  readonly remove: () => Promise<void>;
}

/** Milliseconds without a change after which a file is left over, whoever wrote it. */
const STALE_AFTER = 24 * 60 * 60 * 1000;
const NO_HARD_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
]);

/**
 * Writes `body` to a new file in `directory` and to the disk below it. Errors of the body pass unchanged, errors of
 * the file go through `toError`; either way nothing is left.
 */
export async function writeStaged(
  directory: string,
  body: Readable,
  toError: (error: unknown) => Error,
): Promise<Staged> {
  const path = join(directory, `${machine()}.${process.pid}.${randomBytes(6).toString('hex')}`);
  const remove = () => rm(path, { force: true });
  const orFail = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw toError(error);
    });
  try {
    const handle = await orFail(mkdir(directory, { recursive: true }).then(() => open(path, 'wx')));
    return { path, result: await copy(body, handle, orFail), remove };
  } catch (error) {
    body.destroy();
    await remove();
    throw error;
  }
}

async function copy(
  body: Readable,
  handle: FileHandle,
  orFail: <T>(work: Promise<T>) => Promise<T>,
): Promise<PutResult> {
  const meter = createMeter();
  try {
    for await (const chunk of body) {
      meter.update(chunk);
      await orFail(handle.writeFile(chunk));
    }
    await orFail(handle.sync());
    return meter.result();
  } finally {
    await handle.close();
  }
}

/** Gives a staged file its name. False when there is a file of that name already: it is kept. */
export async function publish(staged: string, file: string): Promise<boolean> {
  try {
    await link(staged, file);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return false;
    if (!NO_HARD_LINKS.has(code)) throw error;
    // File systems without hard links: a rename is as whole, only two writers at once could replace one another.
    if (await exists(file)) return false;
    await rename(staged, file);
  }
  await syncDirectory(dirname(file));
  return true;
}

/** Removes files of writers that ended on this machine, and of any writer after a day. */
export async function removeStale(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const path = join(directory, name);
    if (writerEnded(name) || (await isOld(path))) await unlink(path).catch(() => undefined);
  }
}

function writerEnded(name: string): boolean {
  const [writer, pid] = name.split('.');
  if (writer !== machine() || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE_AFTER;
}

/** A process id says nothing about processes of another machine that shares the directory. */
function machine(): string {
  return hostname().replace(/[^A-Za-z0-9-]/g, '-');
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Makes the new name itself survive a power failure; not every system can do that. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
