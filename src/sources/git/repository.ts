import type { GitSetting } from '../../git/git.ts';
import type { GitRequest } from '../../model/request.ts';
import { recordedUri } from './address.ts';
import type { Connection } from './connection.ts';
import type { RemoteStart } from './remote-refs.ts';

/** A repository with a work tree that is being built. */
export interface Repository {
  readonly workTree: string;
  readonly gitDirectory: string;
  /** Runs git in the work tree, talking to this repository's remote when it has to. */
  readonly run: (args: readonly string[], config?: readonly GitSetting[]) => Promise<string>;
}

/** No logs, no caches, no format that depends on the version or on the number of processors. */
const BUILD_SETTINGS: readonly GitSetting[] = [
  { name: 'core.logAllRefUpdates', value: 'false' },
  { name: 'core.splitIndex', value: 'false' },
  { name: 'core.untrackedCache', value: 'false' },
  { name: 'core.bigFileThreshold', value: '512m' },
  { name: 'core.compression', value: '6' },
  { name: 'fetch.unpackLimit', value: '1' },
  { name: 'fetch.writeCommitGraph', value: 'false' },
  { name: 'index.skipHash', value: 'false' },
  { name: 'index.sparse', value: 'false' },
  { name: 'index.version', value: '2' },
  { name: 'pack.indexVersion', value: '2' },
  { name: 'pack.threads', value: '1' },
  { name: 'pack.windowMemory', value: '0' },
  { name: 'pack.writeReverseIndex', value: 'false' },
  { name: 'repack.useDeltaBaseOffset', value: 'true' },
  { name: 'repack.writeBitmaps', value: 'false' },
];

export function openRepository(connection: Connection, workTree: string, gitDirectory: string): Repository {
  return {
    workTree,
    gitDirectory,
    run: (args, config = []) => connection.run(workTree, args, [...BUILD_SETTINGS, ...config]),
  };
}

export function branchOf(start: RemoteStart): string | null {
  return start.ref?.startsWith('refs/heads/') ? start.ref.slice('refs/heads/'.length) : null;
}

/**
 * `.git/config` as `git clone` leaves it, and two settings that keep a checkout clean after it was unpacked on another
 * machine: only size and modification time of files are compared.
 */
export function cloneSettings(
  uri: string,
  start: RemoteStart,
  checkout: Pick<GitRequest['checkout'], 'allBranches' | 'fetchTags'>,
): readonly GitSetting[] {
  const branch = branchOf(start);
  const tracked =
    branch === null ? `${start.ref}:${start.ref}` : `refs/heads/${branch}:refs/remotes/origin/${branch}`;
  const everything = checkout.allBranches || start.ref === null;
  return [
    { name: 'core.repositoryformatversion', value: '0' },
    { name: 'core.filemode', value: 'true' },
    { name: 'core.bare', value: 'false' },
    { name: 'core.logallrefupdates', value: 'true' },
    { name: 'core.checkStat', value: 'minimal' },
    { name: 'core.trustctime', value: 'false' },
    { name: 'remote.origin.url', value: recordedUri(uri) },
    ...(checkout.fetchTags === false ? [{ name: 'remote.origin.tagOpt', value: '--no-tags' }] : []),
    {
      name: 'remote.origin.fetch',
      value: everything ? '+refs/heads/*:refs/remotes/origin/*' : `+${tracked}`,
    },
    ...(branch === null ? [] : branchSettings(branch)),
  ];
}

function branchSettings(branch: string): readonly GitSetting[] {
  return [
    { name: `branch.${branch}.remote`, value: 'origin' },
    { name: `branch.${branch}.merge`, value: `refs/heads/${branch}` },
  ];
}

/** Settings of the pipeline that change the files of a checkout and cannot run a command. */
const HARMLESS = /^(core\.(abbrev|autocrlf|eol|filemode|ignorecase|quotepath|safecrlf|symlinks)|i18n\..*)$/i;

export function harmlessSettings(settings: readonly GitSetting[]): readonly GitSetting[] {
  return settings.filter(({ name }) => HARMLESS.test(name));
}
