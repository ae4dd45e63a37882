import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGit } from '../../src/git/simple-git.ts';
import { checkoutGit, repositoryPrefix } from '../../src/platform/checkout.ts';
import { git } from '../servers/git.ts';

let dir: string;
const run = checkoutGit(createGit(process.env));

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'checkout-test-'));
  await git(dir, ['init', '--quiet']);
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

it('knows where in its repository a directory lies', async () => {
  await mkdir(join(dir, 'a/b c'), { recursive: true });
  expect(await repositoryPrefix(run, join(dir, 'a/b c'))).toBe('a/b c/');
  expect(await repositoryPrefix(run, dir)).toBe('');
});

it('takes no folder of the repository for a repository, whose configuration could name programs', async () => {
  const planted = join(dir, 'ci');
  await mkdir(join(planted, 'objects'), { recursive: true });
  await mkdir(join(planted, 'refs'));
  await writeFile(join(planted, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(planted, 'config'), '[core]\n\tbare = true\n[gpg]\n\tprogram = touch owned\n');
  expect(await git(planted, ['config', 'gpg.program'])).toBe('touch owned\n');
  await expect(run(['config', 'gpg.program'], { cwd: planted })).rejects.toMatchObject({ code: 'git' });
});
