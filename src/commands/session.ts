import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load.ts';
import type { Git } from '../git/git.ts';
import { createGit } from '../git/simple-git.ts';
import { OfflineGenError } from '../model/errors.ts';
import { EMPTY_LOCK, LOCK_FILE, type Lock } from '../model/lock.ts';
import { parseLock } from '../model/lock-file.ts';
import { createHttp } from '../net/client.ts';
import { createGuard } from '../net/guard.ts';
import type { Http } from '../net/http.ts';
import { createRedirect } from '../sources/redirect.ts';
import { createSources, type Sources } from '../sources/registry.ts';
import { readTextFile } from './files.ts';
import type { Io } from './io.ts';
import type { Options } from './options.ts';

/** What all phases of one command share. */
export interface Session {
  readonly options: Options;
  readonly io: Io;
  readonly config: Config;
  readonly git: Git;
  readonly http: Http;
  readonly sources: Sources;
  readonly redirect: (address: string) => string;
  /** Directory for temporary files; removed at the end. */
  readonly temp: string;
  /** Directory of generated files, relative to the repository. */
  readonly out: string;
  /** Paths that this tool writes in the repository, relative to it. */
  readonly generatedPaths: readonly string[];
  /** The committed lock; null when there is none. */
  readonly lock: Lock | null;
}

/** Sets a session up, and takes it down whatever happens. */
export async function withSession<T>(
  options: Options,
  io: Io,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const config = await loadConfig(options.dir, options.config);
  const guard = createGuard({ untrusted: options.untrusted, allowHosts: options.allowHosts });
  const http = createHttp({ guard, env: io.env, log: io.log });
  const git = createGit(io.env);
  const temp = await mkdtemp(join(tmpdir(), 'offline-gen-'));
  const out = options.out ?? config.out;
  const sources = createSources({ git, guard, trusted: !options.untrusted });
  try {
    return await work({
      options,
      io,
      config,
      git,
      http,
      sources,
      redirect: createRedirect(config.upstreams),
      temp,
      out,
      generatedPaths: [out, LOCK_FILE],
      lock: await readLock(options.dir),
    });
  } finally {
    await sources.dispose();
    await http.close();
    await rm(temp, { recursive: true, force: true });
  }
}

async function readLock(dir: string): Promise<Lock | null> {
  const text = await readTextFile(dir, LOCK_FILE);
  return text === undefined ? null : parseLock(text, LOCK_FILE);
}

/** The lock, or an empty one. */
export function lockOf(session: Session): Lock {
  return session.lock ?? EMPTY_LOCK;
}

/**
 * The store that was named; throws `OfflineGenError('usage')` when none was. A repository that nobody reviewed does not
 * name it: the job's credentials would go there.
 */
export function storeUrlOf({ options, config }: Session): string {
  const url = options.store ?? (options.untrusted ? null : config.store);
  if (url !== null && url !== '') return url;
  if (config.store !== null && options.untrusted) {
    throw new OfflineGenError('refused', 'a pull or merge request does not choose the blobstore', {
      hint: 'Name it with --store or the input store; the configuration counts after the merge.',
    });
  }
  throw new OfflineGenError('usage', 'no blobstore was named', {
    hint: 'Give --store s3://bucket/prefix or a directory, or set `store` in the configuration.',
  });
}
