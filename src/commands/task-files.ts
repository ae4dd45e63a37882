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
      return fromCheckout(session, path, false);
    }
    if (!session.options.network) return withoutNetwork(session, request, path);
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

async function fromCheckout(session: Session, path: string, assumed: boolean): Promise<FileAnswer> {
  const text = await readTextFile(session.options.dir, path);
  return text === undefined ? { status: 'missing' } : { status: 'found', text, file: path, assumed };
}

async function withoutNetwork(session: Session, request: GitRequest, path: string): Promise<FileAnswer> {
  const answer = await fromCheckout(session, path, true);
  return answer.status === 'found' && !request.ownRepository
    ? answer
    : { status: 'not-followed', why: `without network ${request.uri} can't be read` };
}
