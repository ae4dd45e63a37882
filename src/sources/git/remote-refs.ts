import { OfflineGenError } from '../../model/errors.ts';
import type { Connection } from './connection.ts';

/** What a clone would start from. */
export interface RemoteStart {
  /** Full name of the branch's ref, or of a tag's, which `git clone --branch` takes too. Null: HEAD is detached. */
  readonly ref: string | null;
  readonly commit: string;
  /** Full name of the remote's default branch; null when its HEAD is detached. */
  readonly defaultRef: string | null;
}

/** Asks for the default branch and, if given, for `branch`. Throws `OfflineGenError('git')` when it is not there. */
export async function findStart(
  connection: Connection,
  cwd: string,
  branch: string | null,
): Promise<RemoteStart> {
  const candidates = branch === null ? [] : [`refs/heads/${branch}`, `refs/tags/${branch}`];
  const { refs, symrefs } = await listRefs(connection, cwd, ['HEAD', ...candidates]);
  const defaultRef = symrefs.get('HEAD') ?? null;
  const ref = branch === null ? defaultRef : (candidates.find((name) => refs.has(name)) ?? null);
  if (branch !== null && ref === null) throw missing(`branch ${branch}`, connection);
  const commit = ref?.startsWith('refs/tags/')
    ? peeled(refs, ref)
    : refs.get(branch === null ? 'HEAD' : (ref ?? 'HEAD'));
  if (commit === undefined) throw missing('a commit', connection);
  return { ref, commit, defaultRef };
}

/** The commit a tag or a branch of the remote points to; undefined when it has neither. */
export async function findNamed(
  connection: Connection,
  cwd: string,
  name: string,
): Promise<string | undefined> {
  const candidates = name.startsWith('refs/') ? [name] : [`refs/tags/${name}`, `refs/heads/${name}`];
  const { refs } = await listRefs(connection, cwd, candidates);
  const ref = candidates.find((candidate) => refs.has(candidate));
  return ref === undefined ? undefined : peeled(refs, ref);
}

interface RemoteRefs {
  readonly refs: ReadonlyMap<string, string>;
  readonly symrefs: ReadonlyMap<string, string>;
}

/** Exactly these refs; ls-remote by itself takes its operands as patterns for the end of a name. */
async function listRefs(connection: Connection, cwd: string, names: readonly string[]): Promise<RemoteRefs> {
  const patterns = names.flatMap((name) => (name.startsWith('refs/tags/') ? [name, `${name}^{}`] : [name]));
  const text = await connection.run(cwd, ['ls-remote', '--symref', '--', connection.address, ...patterns]);
  const wanted = new Set(patterns);
  const rows = text
    .split('\n')
    .map((line) => line.split('\t'))
    .flatMap(([value, name]) =>
      value !== undefined && name !== undefined && wanted.has(name) ? [{ value, name }] : [],
    );
  const symrefs = rows.filter(({ value }) => value.startsWith('ref: '));
  const plain = rows.filter(({ value }) => !value.startsWith('ref: '));
  return {
    refs: new Map(plain.map(({ name, value }) => [name, value])),
    symrefs: new Map(symrefs.map(({ name, value }) => [name, value.slice('ref: '.length)])),
  };
}

function peeled(refs: ReadonlyMap<string, string>, ref: string): string | undefined {
  return refs.get(`${ref}^{}`) ?? refs.get(ref);
}

function missing(what: string, connection: Connection): OfflineGenError {
  return new OfflineGenError('git', `${connection.address} has no ${what}`, {
    hint: 'Check the branch, tag or commit: the repository does not have it (any more).',
  });
}
