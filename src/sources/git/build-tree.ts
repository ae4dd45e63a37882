import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';
import { recordedUri } from './address.ts';
import type { Connection } from './connection.ts';
import { type Facts, readFacts } from './facts.ts';
import { type Filled, fillTree, type Site, type Target } from './fill.ts';
import { infoFiles } from './info-files.ts';
import { matchingTags, selectsTags } from './newest-tag.ts';
import { writeRefs } from './refs-file.ts';
import { findStart } from './remote-refs.ts';
import { cloneSettings, type Repository } from './repository.ts';
import { normalizeModes, sealRepository } from './seal.ts';

/** Files that concourse/s3-resource writes next to what it unpacked (`in/command.go`). */
const WRITTEN_BY_S3 = ['version', 'url', 's3_uri'];

/**
 * Builds in `root` the directory that git-resource's `get` leaves for `commit`. `label` is the resolved label: the tag
 * that led to the commit, if one did. Returns the committer's time in seconds, the time for every file.
 * Throws `OfflineGenError('unsupported')` when the tree has an entry that the s3 resource would overwrite.
 */
export async function buildTree(
  request: GitRequest,
  version: { readonly commit: string; readonly label: string },
  root: string,
  site: Site,
  connection: Connection,
): Promise<number> {
  const target = await targetOf(request, version.commit, root, site, connection);
  await mkdir(target.gitDirectory, { recursive: true });
  const { main, nested } = await fillTree(target, site, connection, request.checkout.submodules);
  await refuseCollisions(root, request.uri);
  const facts = await readFacts(main.repository, version.commit, request.checkout);
  const ref = await versionName(request, version, main.repository);
  for (const each of nested) await seal(each, false, facts.committerTime);
  await seal(main, request.checkout.cleanTags, facts.committerTime);
  await writeInfoFiles(target.gitDirectory, facts, ref, request);
  await normalizeModes(root);
  return facts.committerTime;
}

async function targetOf(
  request: GitRequest,
  commit: string,
  root: string,
  site: Site,
  connection: Connection,
): Promise<Target> {
  const { checkout, uri } = request;
  const start = await findStart(connection, site.context.temp, request.branch);
  const tags = checkout.fetchTags ?? (selectsTags(request.select) ? true : null);
  const everything = checkout.sparsePaths.length === 1 && checkout.sparsePaths[0] === '.';
  return {
    uri,
    commit,
    start,
    workTree: root,
    gitDirectory: join(root, '.git'),
    config: cloneSettings(uri, start, checkout),
    pipelineConfig: checkout.gitConfig,
    tags: tags === null ? 'follow' : tags ? 'all' : 'none',
    sparsePaths: everything ? [] : checkout.sparsePaths,
    checkout,
  };
}

async function refuseCollisions(root: string, uri: string): Promise<void> {
  for (const name of WRITTEN_BY_S3) {
    const stats = await lstat(join(root, name)).catch(() => undefined);
    if (stats === undefined) continue;
    const why = stats.isDirectory()
      ? 'the s3 resource writes a file there, and a directory in its place makes the get fail'
      : 'the s3 resource overwrites it when it unpacks the archive';
    throw new OfflineGenError(
      'unsupported',
      `${recordedUri(uri)} has an entry "${name}" at its root: ${why}`,
      {
        hint: 'Rename the entry in the repository.',
      },
    );
  }
}

/** What the resource calls this version: the pinned ref, or the tag that matched, else the commit. */
async function versionName(
  request: GitRequest,
  version: { readonly commit: string; readonly label: string },
  repository: Repository,
): Promise<string> {
  if (request.ref !== null) return request.ref;
  if (!selectsTags(request.select)) return version.commit;
  const scratch = repository.gitDirectory;
  const restriction = ['--points-at', version.commit];
  const run = (args: readonly string[]) => repository.run(args);
  const names = await matchingTags(run, scratch, request.select, restriction);
  return names.find((name) => name === version.label) ?? names.at(-1) ?? version.commit;
}

async function seal(filled: Filled, withoutTags: boolean, mtime: number): Promise<void> {
  const { repository, refs, defaultBranch, config } = filled;
  if (withoutTags) {
    const kept = refs.filter(({ name }) => !name.startsWith('refs/tags/'));
    await writeRefs(repository.gitDirectory, kept, defaultBranch);
  }
  await sealRepository(repository, config, mtime);
}

async function writeInfoFiles(
  gitDirectory: string,
  facts: Facts,
  ref: string,
  { uri, checkout }: GitRequest,
): Promise<void> {
  for (const [name, content] of infoFiles(facts, ref, uri, checkout.shortRefFormat)) {
    await writeFile(join(gitDirectory, name), content);
  }
  // Else every `git status` in a task would show the files that the s3 resource adds.
  await writeFile(join(gitDirectory, 'info/exclude'), WRITTEN_BY_S3.map((name) => `/${name}\n`).join(''));
}
