import { mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { resolveInside } from '../../src/config/inside.ts';

let base: string;
let root: string;

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'offline-gen-inside-')));
  root = join(base, 'repository');
  await mkdir(join(root, 'sub'), { recursive: true });
  await mkdir(join(base, 'outside'));
});

afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

test.each(['.', 'sub', 'sub/new/file.yml', 'new', '..name'])('%s lies inside', async (path) => {
  expect(await resolveInside(root, path)).toBe(join(root, path));
});

test.each(['..', 'sub/../../outside', '/etc'])('%s leads outside', async (path) => {
  await expect(resolveInside(root, path)).rejects.toThrow(`"${path}" leads outside the repository`);
});

test('a link to a directory outside is refused, also for files below it that do not exist', async () => {
  await symlink(join(base, 'outside'), join(root, 'link'));
  await expect(resolveInside(root, 'link')).rejects.toThrow('leads outside');
  await expect(resolveInside(root, 'link/new/file.yml')).rejects.toThrow('leads outside');
});

test('a link to something outside that does not exist yet is refused', async () => {
  await symlink(join(base, 'outside', 'new'), join(root, 'dangling'));
  await expect(resolveInside(root, 'dangling')).rejects.toThrow('leads outside');
  await expect(resolveInside(root, 'dangling/file.yml')).rejects.toThrow('leads outside');
});

test('a link that stays inside is followed', async () => {
  await symlink('sub', join(root, 'inner'));
  expect(await resolveInside(root, 'inner/file.yml')).toBe(join(root, 'inner/file.yml'));
});

test('the repository itself may be reached through a link', async () => {
  await symlink(root, join(base, 'checkout'));
  expect(await resolveInside(join(base, 'checkout'), 'sub')).toBe(join(root, 'sub'));
});
