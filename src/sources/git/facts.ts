import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './repository.ts';

/** What the info files say about a commit. Buffers where the bytes are copied as they are. */
export interface Facts {
  readonly commit: string;
  readonly authorEmail: Buffer;
  readonly authorName: Buffer;
  readonly authorDate: string;
  readonly committerName: Buffer;
  readonly committerDate: string;
  /** Seconds since 1970. */
  readonly committerTime: number;
  readonly message: Buffer;
  /** The committer's date in the format that was asked for. */
  readonly timestamp: string;
  /** What `git describe` said; empty when it failed. */
  readonly description: string;
  /** Local branches at the commit. */
  readonly branches: readonly string[];
  /** Tags at the commit. */
  readonly tags: readonly string[];
}

export interface FactOptions {
  readonly timestampFormat: string | null;
  readonly describeRefOptions: string | null;
}

const FIELDS = ['%ae', '%an', '%ai', '%cn', '%ci', '%ct', '%B'].join('%x00');

/** Asks git about the commit that is checked out. */
export async function readFacts(
  repository: Repository,
  commit: string,
  options: FactOptions,
): Promise<Facts> {
  const [authorEmail, authorName, authorDate, committerName, committerDate, time, message] = await readFields(
    repository,
    commit,
  );
  const format = options.timestampFormat;
  const tags = await repository.run(['tag', '--points-at', commit]);
  const heads = await repository.run([
    'for-each-ref',
    '--format=%(refname:strip=2)',
    '--points-at',
    commit,
    'refs/heads',
  ]);
  return {
    commit,
    authorEmail,
    authorName,
    authorDate: authorDate.toString(),
    committerName,
    committerDate: committerDate.toString(),
    committerTime: Number(time.toString()),
    message,
    timestamp:
      format === null || format === 'iso8601'
        ? committerDate.toString()
        : (await repository.run(['log', '-1', '--format=%cd', `--date=${format}`, commit])).replace(
            /\n$/,
            '',
          ),
    description: await describe(repository, options.describeRefOptions),
    branches: lines(heads),
    tags: lines(tags),
  };
}

/** Through a file, because names and messages are bytes and not always UTF-8. */
async function readFields(
  repository: Repository,
  commit: string,
): Promise<[Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer]> {
  const file = join(repository.gitDirectory, 'offline-gen-facts');
  await repository.run(['log', '-1', `--format=format:${FIELDS}`, `--output=${file}`, commit]);
  const content = await readFile(file);
  await rm(file);
  let rest = content;
  const next = (): Buffer => {
    const zero = rest.indexOf(0);
    const field = zero < 0 ? rest : rest.subarray(0, zero);
    rest = zero < 0 ? Buffer.alloc(0) : rest.subarray(zero + 1);
    return field;
  };
  return [next(), next(), next(), next(), next(), next(), rest];
}

/** The resource leaves the file empty but for a newline when git finds no description. */
async function describe(repository: Repository, options: string | null): Promise<string> {
  const words = (options ?? '--always --dirty --broken').split(/\s+/).filter((word) => word !== '');
  const text = await repository.run(['describe', ...words]).catch(() => '');
  return text.replace(/\n+$/, '');
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
