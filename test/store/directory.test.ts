import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDirectoryStore } from '../../src/store/directory.ts';
import { startProcess } from '../real/tools.ts';
import { bodyOf, describeStore } from './store.contract.ts';

const temporary = () => mkdtemp(join(tmpdir(), 'offline-gen-store-'));

describeStore('a directory', async () => {
  const root = await temporary();
  return {
    store: openDirectoryStore(join(root, 'not', 'there', 'yet')),
    leftovers: async () => (await readdir(join(root, 'not', 'there', 'yet', '.staging'))).length,
    close: () => rm(root, { recursive: true }),
  };
});

describe('a directory store', () => {
  let root: string;
  beforeEach(async () => {
    root = await temporary();
  });
  afterEach(() => rm(root, { recursive: true }));

  const staging = (name: string) => join(root, '.staging', name);
  const machine = hostname().replace(/[^A-Za-z0-9-]/g, '-');

  async function stage(...names: string[]): Promise<void> {
    await mkdir(join(root, '.staging'));
    for (const name of names) await writeFile(staging(name), 'half');
  }

  it('removes what ended writers and old writers left, and nothing else', async () => {
    const ended = await startProcess(process.execPath, { args: ['-e', ''] });
    await ended.ended;
    const dead = `${machine}.${ended.pid}.aa`;
    const alive = `${machine}.${process.pid}.bb`;
    const elsewhere = `another.${ended.pid}.cc`;
    const old = `another.${ended.pid}.dd`;
    await stage(dead, alive, elsewhere, old);
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 3600;
    await utimes(staging(old), twoDaysAgo, twoDaysAgo);
    await openDirectoryStore(root).put('a', bodyOf('a'));
    expect((await readdir(join(root, '.staging'))).sort()).toEqual([alive, elsewhere].sort());
  });

  it('says its address and has no prefix', () => {
    const store = openDirectoryStore(root);
    expect([store.url, store.prefix]).toEqual([pathToFileURL(root).href, '']);
  });

  it('has the layout of a bucket', async () => {
    await openDirectoryStore(root).put('resources/git/x/0a/x-1.tgz', bodyOf('a'));
    expect(await readdir(join(root, 'resources/git/x/0a'))).toEqual(['x-1.tgz']);
  });

  it('says in one line that it can not be used', async () => {
    await writeFile(join(root, 'file'), '');
    const check = openDirectoryStore(join(root, 'file', 'below')).check();
    await expect(check).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^[^\n]*ENOTDIR[^\n]*$/),
    });
  });

  it('leaves nothing when its place can not be made', async () => {
    const store = openDirectoryStore(root);
    await store.put('a', bodyOf('a'));
    await expect(store.put('a/b', bodyOf('b'))).rejects.toMatchObject({ code: 'store' });
    expect(await readdir(join(root, '.staging'))).toEqual([]);
  });
});
