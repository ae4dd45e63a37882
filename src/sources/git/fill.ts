import type { GitSetting } from '../../git/git.ts';
import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';
import type { SourceContext } from '../source.ts';
import { parseAddress, recordedUri, submoduleUri } from './address.ts';
import { type Connection, connect, type GitSourceSettings } from './connection.ts';
import { checkOutLargeFiles } from './lfs.ts';
import { checkOut, obtainCommit, type Wanted } from './obtain.ts';
import { type Ref, writeRefs } from './refs-file.ts';
import { findStart, type RemoteStart } from './remote-refs.ts';
import { branchOf, cloneSettings, harmlessSettings, openRepository, type Repository } from './repository.ts';
import { writeSkeleton } from './skeleton.ts';
import { listSubmodules, placeSubmodule, type Submodule, submoduleSettings } from './submodules.ts';

/** What all repositories of one tree share. */
export interface Site {
  readonly checkout: GitRequest['checkout'];
  readonly context: SourceContext;
  readonly settings: GitSourceSettings;
}

/** A repository to make: what, from where, into which directories. */
export interface Target {
  /** As it is recorded in the configuration, and what relative submodules are relative to. */
  readonly uri: string;
  readonly commit: string;
  readonly start: RemoteStart;
  readonly workTree: string;
  readonly gitDirectory: string;
  /** What a clone writes. */
  readonly config: readonly GitSetting[];
  /** What the pipeline adds (`git_config`); not in effect while the tree is made, unless it is harmless. */
  readonly pipelineConfig: readonly GitSetting[];
  readonly tags: Wanted['tags'];
  readonly sparsePaths: readonly string[];
  readonly checkout: Wanted['checkout'];
}

/** A repository with its commit checked out, not sealed yet. */
export interface Filled {
  readonly repository: Repository;
  readonly refs: readonly Ref[];
  readonly defaultBranch: string | null;
  /** The configuration it will have. */
  readonly config: readonly GitSetting[];
}

const DEEPEST = 10;

/** Fills a repository and its submodules. The submodules come first, the repository itself is the last. */
export async function fillTree(
  target: Target,
  site: Site,
  connection: Connection,
  submodules: GitRequest['checkout']['submodules'],
  level = 0,
): Promise<{ readonly main: Filled; readonly nested: readonly Filled[] }> {
  const filled = await fillRepository(target, site, connection);
  const nested: Filled[] = [];
  const config = [...filled.config];
  for (const submodule of await listSubmodules(filled.repository, submodules)) {
    if (level === DEEPEST)
      throw new OfflineGenError('unsupported', `${target.uri} nests submodules too deeply`);
    const uri = submoduleUri(target.uri, submodule.url);
    nested.push(...(await fillSubmodule(filled.repository, target.uri, submodule, uri, site, level + 1)));
    config.push(...submoduleSettings(submodule.name, recordedUri(uri)));
  }
  return { main: { ...filled, config }, nested };
}

async function fillRepository(target: Target, site: Site, connection: Connection): Promise<Filled> {
  const { workTree, gitDirectory, start, commit } = target;
  const branch = branchOf(start);
  const defaultBranch = start.defaultRef?.replace(/^refs\/heads\//, '') ?? null;
  const sparse = target.sparsePaths.length > 0 ? [{ name: 'core.sparseCheckout', value: 'true' }] : [];
  const harmless = harmlessSettings(site.checkout.gitConfig);
  await writeSkeleton(gitDirectory, branch ?? 'none', [...target.config, ...harmless, ...sparse]);
  const repository = openRepository(connection, workTree, gitDirectory);
  const { log } = site.context;
  const refs = await obtainCommit(repository, { ...target, address: connection.address, log });
  await writeRefs(gitDirectory, refs, defaultBranch);
  await checkOut(repository, commit, target.sparsePaths);
  if (!site.checkout.disableGitLfs) await checkOutLargeFiles(repository, commit, connection.address);
  return { repository, refs, defaultBranch, config: [...target.config, ...target.pipelineConfig, ...sparse] };
}

/** Submodules go through the same address policy; credentials only where the parent's own went. */
async function fillSubmodule(
  parent: Repository,
  parentUri: string,
  submodule: Submodule,
  uri: string,
  site: Site,
  level: number,
): Promise<readonly Filled[]> {
  const from = parseAddress(parentUri, site.settings.allowLocal);
  const settings = { ...site.settings, allowLocal: site.settings.allowLocal && from.transport === 'local' };
  const sameOrigin = parseAddress(uri, settings.allowLocal).origin === from.origin;
  const context = { ...site.context, credentials: sameOrigin ? site.context.credentials : {} };
  const connection = await connect(uri, context, settings);
  try {
    const { workTree, gitDirectory, worktreeSetting } = await placeSubmodule(parent, submodule);
    const { depth } = site.checkout;
    const branch = site.checkout.submoduleRemote && submodule.branch !== '.' ? submodule.branch : null;
    const start = await findStart(connection, site.context.temp, branch);
    const target: Target = {
      uri,
      commit: site.checkout.submoduleRemote ? start.commit : submodule.commit,
      start,
      workTree,
      gitDirectory,
      // A shallow clone is one of a single branch.
      config: [
        ...cloneSettings(uri, start, { allBranches: depth === null, fetchTags: null }),
        worktreeSetting,
      ],
      pipelineConfig: [],
      tags: 'follow',
      sparsePaths: [],
      checkout: { depth, allBranches: false, fetch: [] },
    };
    const inner = site.checkout.submoduleRecursive ? 'all' : 'none';
    const { main, nested } = await fillTree(target, { ...site, context, settings }, connection, inner, level);
    return [...nested, main];
  } finally {
    await connection.close();
  }
}
