import { checkoutGit } from '../platform/checkout.ts';
import type { Session } from './session.ts';

/** Which repository the checkout is, as far as it can be told. */
export interface OwnRepository {
  readonly isOwn: (uri: string) => boolean;
  /** The commit that a CI builds, when it is one of this repository's own branches or tags; else null. */
  readonly commit: string | null;
  /** Whether the checkout stands for that branch (null: the default branch). */
  readonly isBranch: (branch: string | null) => boolean;
  /** Path of the pipeline repository in its git repository: empty, or with a slash at its end. */
  readonly prefix: string;
}

/** Reads configuration, the CI's variables, and the remote `origin`. */
export async function ownRepository(session: Session): Promise<OwnRepository> {
  const { config, io } = session;
  const { env } = io;
  const github =
    env['GITHUB_REPOSITORY'] === undefined
      ? undefined
      : `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY']}`;
  const addresses = [config.repository, github, env['CI_PROJECT_URL'], await originOf(session)];
  const own = new Set(addresses.flatMap((address) => (address ? [canonicalAddress(address)] : [])));
  const branches = await branchesOf(session);
  return {
    isOwn: (uri) => own.has(canonicalAddress(uri)),
    commit: session.options.untrusted ? null : (env['GITHUB_SHA'] ?? env['CI_COMMIT_SHA'] ?? null),
    isBranch: (branch) => branch === null || branches.size === 0 || branches.has(branch),
    prefix: (await gitText(session, ['rev-parse', '--show-prefix'])) ?? '',
  };
}

async function originOf(session: Session): Promise<string | undefined> {
  return gitText(session, ['remote', 'get-url', 'origin']);
}

/** Branches the checkout may stand for: on a pull request its target, else the one that is checked out. */
async function branchesOf(session: Session): Promise<ReadonlySet<string>> {
  const { env } = session.io;
  const target = env['GITHUB_BASE_REF'] || env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'];
  const built = env['GITHUB_REF_TYPE'] === 'branch' ? env['GITHUB_REF_NAME'] : env['CI_COMMIT_BRANCH'];
  const named = target || built || (await gitText(session, ['symbolic-ref', '--short', '-q', 'HEAD']));
  return new Set(named === undefined ? [] : [named]);
}

async function gitText(session: Session, args: readonly string[]): Promise<string | undefined> {
  try {
    const git = checkoutGit(session.git);
    const text = (await git(args, { cwd: session.options.dir })).trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Host and path of a git address, so that https, ssh and scp-like forms of one repository are equal. */
export function canonicalAddress(address: string): string {
  const text = address
    .trim()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/]+)\/+(.*)$/i.exec(text);
  const scp = url === null ? /^(?:[^@/:]+@)?([^/:@]+):(?!\/\/)\/*(.*)$/.exec(text) : null;
  const [, host = '', path = text] = url ?? scp ?? [];
  return `${host.toLowerCase()}/${path.toLowerCase()}`;
}
