import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Repository } from './repository.ts';

export interface Ref {
  readonly name: string;
  readonly object: string;
  /** The commit behind an annotated tag, else empty. */
  readonly peeled: string;
}

/** Where a fetch keeps the commit alive until the final refs are written. */
export const FETCHED = 'refs/offline-gen/fetched';

/** All refs of a repository but the temporary one, sorted by name. */
export async function readRefs(repository: Repository): Promise<readonly Ref[]> {
  const format = '--format=%(objectname)%00%(*objectname)%00%(refname)';
  const text = await repository.run(['for-each-ref', '--sort=refname', format]);
  return text
    .split('\n')
    .map((line) => line.split('\0'))
    .flatMap(([object = '', peeled = '', name = '']) => (name === '' ? [] : [{ name, object, peeled }]))
    .filter(({ name }) => name !== FETCHED);
}

/** `refs` with `added` in place of those with the same names, sorted as git sorts. */
export function withRefs(refs: readonly Ref[], added: readonly Ref[]): readonly Ref[] {
  const names = new Set(added.map(({ name }) => name));
  return [...refs.filter(({ name }) => !names.has(name)), ...added].sort((a, b) =>
    Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)),
  );
}

/**
 * Writes exactly these refs: local branches as files of their own, as scripts expect them after a clone, all others
 * packed. `defaultBranch` is what `refs/remotes/origin/HEAD` points to, when that branch was fetched.
 */
export async function writeRefs(
  gitDirectory: string,
  refs: readonly Ref[],
  defaultBranch: string | null,
): Promise<void> {
  await rm(join(gitDirectory, 'refs'), { recursive: true, force: true });
  for (const directory of ['refs/heads', 'refs/tags']) {
    await mkdir(join(gitDirectory, directory), { recursive: true });
  }
  const loose = refs.filter(({ name }) => name.startsWith('refs/heads/'));
  const packed = refs.filter(({ name }) => !name.startsWith('refs/heads/'));
  for (const { name, object } of loose) await writeRef(gitDirectory, name, object);
  await writeFile(join(gitDirectory, 'packed-refs'), renderPackedRefs(packed));
  const remoteHead = `refs/remotes/origin/${defaultBranch}`;
  if (packed.some(({ name }) => name === remoteHead)) {
    await writeRef(gitDirectory, 'refs/remotes/origin/HEAD', `ref: ${remoteHead}`);
  }
}

function renderPackedRefs(refs: readonly Ref[]): string {
  const lines = refs.flatMap(({ name, object, peeled }) => [
    `${object} ${name}`,
    ...(peeled === '' ? [] : [`^${peeled}`]),
  ]);
  return `${['# pack-refs with: peeled fully-peeled sorted ', ...lines].join('\n')}\n`;
}

async function writeRef(gitDirectory: string, name: string, content: string): Promise<void> {
  const file = join(gitDirectory, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${content}\n`);
}
