import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { gzip } from '../../archive/gzip.ts';
import { packDirectory } from '../../archive/pack-directory.ts';
import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';
import type { Payload, Resolution, SourceContext } from '../source.ts';
import { buildTree } from './build-tree.ts';
import { checkRequest, isCommitId } from './check-request.ts';
import { connect, type GitSourceSettings } from './connection.ts';

/**
 * The directory that git-resource's `get` would leave for the resolved commit, as a `.tgz` stream. The same commit
 * and refs give the same bytes with the same versions of git and zlib.
 */
export async function fetchRepository(
  request: GitRequest,
  resolution: Resolution,
  context: SourceContext,
  settings: GitSourceSettings,
): Promise<Payload> {
  checkRequest(request);
  const commit = resolution.version;
  if (commit === null || !isCommitId(commit)) {
    throw new OfflineGenError('git', `${JSON.stringify(commit)} is no commit`);
  }
  const connection = await connect(request.uri, context, settings);
  const root = await mkdtemp(join(context.temp, 'tree-'));
  const dispose = () => rm(root, { recursive: true, force: true, maxRetries: 3 });
  try {
    const version = { commit, label: resolution.label };
    const site = { checkout: request.checkout, context, settings };
    const mtime = await buildTree(request, version, root, site, connection);
    return { stream: pack(root, mtime), fileName: null, size: null, dispose };
  } catch (error) {
    await dispose();
    throw error;
  } finally {
    await connection.close();
  }
}

function pack(root: string, mtime: number): Readable {
  // The callback only keeps an error from being thrown into the void: it reaches the reader through the stream.
  return pipeline(packDirectory(root, { mtime }), gzip(), () => undefined);
}
