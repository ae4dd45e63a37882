import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGit } from '../../src/git/simple-git.ts';
import { checkoutGit } from '../../src/platform/checkout.ts';
import { commitMessage, isOwnPush } from '../../src/platform/own-commit.ts';
import { type CommitSpec, type GitServer, git, startGitServer } from '../servers/git.ts';

const UNKNOWN = '0'.repeat(40);

let server: GitServer;
let temp: string;
let checkout: string;
let bare: string;
let start: string;

beforeEach(async () => {
  server = await startGitServer();
  temp = await mkdtemp(join(tmpdir(), 'own-commit-test-'));
  [start = ''] = await server.addRepository('pipelines.git', { files: { 'ci/ci.yml': 'jobs: []\n' } });
  bare = join(server.root, 'pipelines.git');
  checkout = join(temp, 'checkout');
});

afterEach(async () => {
  await server.close();
  await rm(temp, { recursive: true, force: true });
});

/** Whether a push of these commits is one of our own. */
async function isOwn(commits: readonly CommitSpec[], before = start, ...flags: string[]): Promise<boolean> {
  await server.addRepository('pipelines.git', ...commits);
  await git(temp, ['clone', '--quiet', ...flags, `file://${bare}`, checkout]);
  const generated = ['offline', 'offline.lock.yml'];
  return isOwnPush(checkoutGit(createGit(process.env)), checkout, generated, before);
}

const GENERATED = { 'offline/offline-ci.yml': 'one', 'offline.lock.yml': 'one' };
const OWN = { message: commitMessage('a'.repeat(40)), files: GENERATED };
const MERGED = { message: 'Squashed (#3)', files: GENERATED };
const FOREIGN = { files: { 'ci/ci.yml': 'jobs: [] # changed\n' } };

it('knows its own commit', async () => {
  expect(await isOwn([OWN], UNKNOWN)).toBe(true);
});

it('knows its own commit in a checkout without history', async () => {
  expect(await isOwn([OWN], start, '--depth=1')).toBe(true);
});

it('knows its own pull request after the merge', async () => {
  expect(await isOwn([MERGED])).toBe(true);
});

it("takes a push for somebody else's when it cannot see what was pushed", async () => {
  expect(await isOwn([MERGED], start, '--depth=1')).toBe(false);
});

it.each([
  ['nothing generated', [FOREIGN]],
  ['more than generated files', [{ files: { ...GENERATED, ...FOREIGN.files } }]],
  ['generated files in its last commit', [FOREIGN, MERGED]],
  [
    'our trailer in a squashed message',
    [{ ...FOREIGN, message: 'Squashed (#4)\n\nOffline-Gen-Source: 123' }],
  ],
  ['a folder of a similar name', [{ files: { 'offline-docs/x.yml': 'x' } }]],
])('knows that a push with %s needs a run', async (_, commits) => {
  expect(await isOwn(commits)).toBe(false);
});
