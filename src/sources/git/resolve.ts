import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import { isVersionText } from '../../model/key.ts';
import type { GitRequest } from '../../model/request.ts';
import type { Resolution, SourceContext } from '../source.ts';
import { checkRequest, isCommitId } from './check-request.ts';
import { type Connection, connect, type GitSourceSettings } from './connection.ts';
import { fetchHistory, isSelective, newestCommit } from './newest-commit.ts';
import { newestTag, selectsTags } from './newest-tag.ts';
import { differsOnlyInGenerated } from './own-repository.ts';
import { findNamed, findStart } from './remote-refs.ts';
import { writePartialSkeleton } from './skeleton.ts';

interface Found {
  readonly commit: string;
  /** The name that leads to the commit, when it is a version for people. */
  readonly name: string | null;
}

/** The version that git-resource's `check` would report. Its version is always a commit. */
export async function resolveRepository(
  request: GitRequest,
  context: SourceContext,
  settings: GitSourceSettings,
): Promise<Resolution> {
  checkRequest(request);
  const isLocked = request.ownRepository && context.lockedVersion !== null;
  if (request.ref !== null && isCommitId(request.ref) && !isLocked) {
    return toResolution({ commit: request.ref, name: null });
  }
  const connection = await connect(request.uri, context, settings);
  const temp = await mkdtemp(join(context.temp, 'resolve-'));
  try {
    const found = await findVersion(request, connection, temp);
    return toResolution(await keepLocked(found, request, context, connection, temp));
  } finally {
    await rm(temp, { recursive: true, force: true });
    await connection.close();
  }
}

async function findVersion(request: GitRequest, connection: Connection, temp: string): Promise<Found> {
  const { ref, branch, select } = request;
  if (ref !== null && isCommitId(ref)) return { commit: ref, name: null };
  if (ref !== null) return findPinned(ref, branch, connection, temp);
  if (selectsTags(select)) {
    const start = branch === null ? null : (await findStart(connection, temp, branch)).ref;
    const tag = await newestTag(connection, start, select, temp);
    return { commit: tag.commit, name: tag.name };
  }
  const start = await findStart(connection, temp, branch);
  if (!isSelective(select)) return { commit: start.commit, name: null };
  return { commit: await newestCommit(connection, start.ref ?? 'HEAD', select, temp), name: null };
}

/** A tag, a branch, or an abbreviated commit. */
async function findPinned(
  ref: string,
  branch: string | null,
  connection: Connection,
  temp: string,
): Promise<Found> {
  const named = await findNamed(connection, temp, ref);
  if (named !== undefined) return { commit: named, name: ref };
  if (!/^[0-9a-f]{4,39}$/.test(ref)) {
    throw new OfflineGenError('git', `${connection.address} has no ${ref}`, {
      hint: 'Check the pinned version: it is no tag, no branch and no commit there.',
    });
  }
  const start = await findStart(connection, temp, branch);
  const repository = await mkdtemp(join(temp, 'history-'));
  await writePartialSkeleton(repository, connection.address, 'tree:0');
  await fetchHistory(connection, repository, 'tree:0', [], [`+${start.ref ?? 'HEAD'}:refs/offline-gen/tip`]);
  const commit = await connection.run(repository, ['rev-parse', '--verify', `${ref}^{commit}`]);
  return { commit: commit.trim(), name: null };
}

/** Commits of our own would ask for the next mirroring, for ever. */
async function keepLocked(
  found: Found,
  request: GitRequest,
  context: SourceContext,
  connection: Connection,
  temp: string,
): Promise<Found> {
  const locked = context.lockedVersion;
  if (!request.ownRepository || locked === null || locked === found.commit || !isCommitId(locked))
    return found;
  const same = await differsOnlyInGenerated(connection, locked, found.commit, context.generatedPaths, temp);
  return same ? { commit: locked, name: null } : found;
}

function toResolution({ commit, name }: Found): Resolution {
  if (!isCommitId(commit)) {
    throw new OfflineGenError('unsupported', 'repositories with SHA-256 object names are not supported');
  }
  const label = name !== null && isVersionText(name) ? name : `g${commit.slice(0, 12)}`;
  return { version: commit, label, digest: null, size: null };
}
