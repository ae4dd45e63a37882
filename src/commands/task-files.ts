import { join, relative, resolve } from 'node:path';
import type { FileAnswer, ReadTaskFile } from '../dialects/dialect.ts';
import { messageOf } from '../model/errors.ts';
import { findLockEntry } from '../model/lock.ts';
import type { GitRequest } from '../model/request.ts';
import { readTextFile } from './files.ts';
import type { OwnRepository } from './own-repository.ts';
import type { Resolver } from './resolve.ts';
import { lockOf, type Session } from './session.ts';

/**
 * Reads task files: of this repository from the checkout, of others at the commit that is mirrored, or, when nothing
 * is resolved, at the one in the lock. Without network the checkout is also taken for a repository when nothing says
 * which one it is, and the answer says so.
 */
export function taskFileReader(
  session: Session,
  own: OwnRepository,
  resolver: Resolver,
  useLock: boolean,
): ReadTaskFile {
  return async ({ id, request, credentials }, path) => {
    if (request.ownRepository && request.ref === null && own.isBranch(request.branch)) {
      return fromCheckout(session, own, path, false);
    }
    if (!session.options.network) return withoutNetwork(session, own, request, path);
    try {
      const locked = useLock ? findLockEntry(lockOf(session), id)?.version : undefined;
      const version = locked ?? (await resolver.resolveRequest(request, credentials, null)).version ?? '';
      const context = resolver.contextFor(credentials, null);
      const text = await session.sources.readFile(request, version, path, context);
      return text === undefined ? { status: 'missing' } : { status: 'found', text, file: '', assumed: false };
    } catch (error) {
      if (session.io.signal.aborted) throw error;
      return { status: 'not-followed', why: messageOf(error) };
    }
  };
}

/** A path of the git repository, which the pipeline repository may be a directory of. */
async function fromCheckout(
  session: Session,
  own: OwnRepository,
  path: string,
  assumed: boolean,
): Promise<FileAnswer> {
  const { dir } = session.options;
  const root = resolve(dir, own.prefix.replace(/[^/]+/g, '..'));
  const text = await readTextFile(root, path);
  const file = relative(dir, join(root, path)).replaceAll('\\', '/');
  return text === undefined ? { status: 'missing' } : { status: 'found', text, file, assumed };
}

async function withoutNetwork(
  session: Session,
  own: OwnRepository,
  request: GitRequest,
  path: string,
): Promise<FileAnswer> {
  const answer = await fromCheckout(session, own, path, true);
  return answer.status === 'found' && !request.ownRepository
    ? answer
    : { status: 'not-followed', why: `without network ${request.uri} can't be read` };
}
