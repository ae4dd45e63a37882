import { mkdtemp, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { Credentials, GitRequest } from '../../model/request.ts';
import { isCommitId } from './check-request.ts';
import { type Connection, type ConnectionContext, connect, type GitSourceSettings } from './connection.ts';
import { fetchHistory } from './newest-commit.ts';
import { writePartialSkeleton } from './skeleton.ts';

/** Reads single files of git repositories without a checkout. */
export interface RepositoryReader {
  /**
   * The text of a file at a commit; undefined when there is no such file. Symbolic links are followed inside the tree.
   * Throws `OfflineGenError('refused')` for a path that leads out of the tree, `unsupported` above 1 MiB, `git` when
   * the repository cannot be read.
   */
  readonly readFile: (request: GitRequest, version: string, path: string) => Promise<string | undefined>;
  /** Removes the temporary repositories. */
  readonly dispose: () => Promise<void>;
}

export interface RepositoryReaderOptions extends GitSourceSettings {
  readonly context: Omit<ConnectionContext, 'credentials'>;
  readonly credentialsOf?: (request: GitRequest) => Credentials;
}

interface Opened {
  readonly connection: Connection;
  readonly repository: string;
}

interface TreeEntry {
  readonly mode: string;
  readonly object: string;
}

const SIZE_LIMIT = 1024 * 1024;
/** As many as Linux follows. */
const MOST_LINKS = 40;

/** One partial clone per repository and commit; files are fetched when they are read. */
export function createRepositoryReader(options: RepositoryReaderOptions): RepositoryReader {
  const opened = new Map<string, Promise<Opened>>();
  const open = (request: GitRequest, version: string): Promise<Opened> => {
    const key = JSON.stringify([request.uri, version]);
    const known = opened.get(key) ?? openRepository(request, version, options);
    opened.set(key, known);
    return known;
  };
  return {
    readFile: async (request, version, path) => {
      const start = insidePath('', path);
      return readText(await open(request, version), version, start);
    },
    dispose: async () => {
      const all = await Promise.allSettled(opened.values());
      opened.clear();
      for (const each of all) if (each.status === 'fulfilled') await close(each.value);
    },
  };
}

async function openRepository(
  request: GitRequest,
  version: string,
  options: RepositoryReaderOptions,
): Promise<Opened> {
  if (!isCommitId(version)) throw new OfflineGenError('git', `${JSON.stringify(version)} is no commit`);
  const credentials = options.credentialsOf?.(request) ?? {};
  const connection = await connect(request.uri, { ...options.context, credentials }, options);
  const repository = await mkdtemp(join(options.context.temp, 'read-'));
  try {
    await writePartialSkeleton(repository, connection.address, 'blob:none');
    const refspec = `+${version}:refs/heads/read`;
    await fetchHistory(connection, repository, 'blob:none', ['--depth=1', '--no-tags'], [refspec]);
    return { connection, repository };
  } catch (error) {
    await close({ connection, repository });
    throw error;
  }
}

async function close({ connection, repository }: Opened): Promise<void> {
  await rm(repository, { recursive: true, force: true, maxRetries: 3 });
  await connection.close();
}

async function readText(opened: Opened, commit: string, start: string): Promise<string | undefined> {
  let path = start;
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    const entries = await readEntries(opened, commit, path);
    const link = prefixes(path).find((prefix) => entries.get(prefix)?.mode === '120000');
    if (link === undefined) {
      const entry = entries.get(path);
      return entry?.mode.startsWith('100') ? readBlob(opened, entry.object, path) : undefined;
    }
    const target = await readBlob(opened, entries.get(link)?.object ?? '', link);
    path = insidePath(posix.dirname(link), `${target}${path.slice(link.length)}`);
  }
  return undefined;
}

/** The entries on the way to `path`, from the root on. */
async function readEntries(
  { connection, repository }: Opened,
  commit: string,
  path: string,
): Promise<ReadonlyMap<string, TreeEntry>> {
  // Each prefix by itself: below a symbolic link there is nothing to list.
  const command = ['ls-tree', '-t', '-z', '--full-tree', commit, '--', ...prefixes(path)];
  const text = await connection.run(repository, command);
  return new Map(
    text.split('\0').flatMap((line) => {
      const match = /^(\d+) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line);
      if (match === null) return [];
      return [[match[3] ?? '', { mode: match[1] ?? '', object: match[2] ?? '' }] as const];
    }),
  );
}

async function readBlob({ connection, repository }: Opened, object: string, path: string): Promise<string> {
  const size = Number(await connection.run(repository, ['cat-file', '-s', object]));
  if (size > SIZE_LIMIT) {
    throw new OfflineGenError('unsupported', `${path} has ${size} bytes; at most ${SIZE_LIMIT} are read`);
  }
  return connection.run(repository, ['cat-file', 'blob', object]);
}

/** `path` below `directory`, normalized. Throws `OfflineGenError('refused')` when it leads out of the tree. */
function insidePath(directory: string, path: string): string {
  const joined = posix.join(directory, path).replace(/\/$/, '');
  const leaves = path.startsWith('/') || joined === '..' || joined.startsWith('../');
  if (leaves || joined.startsWith('-') || /\p{Cc}/u.test(path)) {
    throw new OfflineGenError('refused', `${JSON.stringify(path)} is no path inside the repository`);
  }
  return joined;
}

function prefixes(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
