import { once } from 'node:events';
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packDirectory } from '../../src/archive/pack-directory.ts';
import { collect, listing, readAll, tar } from './gnu-tar.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pack-directory-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('packDirectory', () => {
  it('lists a tree sorted by bytes, owned by 0:0, directories first', async () => {
    mkdirSync(join(directory, 'b/empty'), { recursive: true, mode: 0o755 });
    writeFileSync(join(directory, 'b/run'), '#!', { mode: 0o755 });
    writeFileSync(join(directory, 'B'), 'x');
    writeFileSync(Buffer.concat([Buffer.from(`${directory}/`), Buffer.from('caf\xe9', 'latin1')]), 'y');
    symlinkSync('/nowhere', join(directory, 'a'));
    expect(listing(await collect(packDirectory(directory, { mtime: 86_400 })))).toEqual([
      'drwxr-xr-x 0/0 0 1970-01-02 00:00:00 ./',
      '-rw-r--r-- 0/0 1 1970-01-02 00:00:00 B',
      'lrwxrwxrwx 0/0 0 1970-01-02 00:00:00 a -> /nowhere',
      'drwxr-xr-x 0/0 0 1970-01-02 00:00:00 b/',
      'drwxr-xr-x 0/0 0 1970-01-02 00:00:00 b/empty/',
      '-rwxr-xr-x 0/0 2 1970-01-02 00:00:00 b/run',
      '-rw-r--r-- 0/0 1 1970-01-02 00:00:00 caf\\351',
    ]);
  });

  it('does not show the umask it was made under', async () => {
    mkdirSync(join(directory, 'd'), { mode: 0o700 });
    writeFileSync(join(directory, 'private'), '', { mode: 0o600 });
    writeFileSync(join(directory, 'read-only'), '', { mode: 0o444 });
    writeFileSync(join(directory, 'run'), '', { mode: 0o700 });
    const members = await readAll(await collect(packDirectory(directory)));
    expect(members.map(({ name, mode }) => [name, mode.toString(8)])).toEqual([
      ['./', '755'],
      ['d/', '755'],
      ['private', '644'],
      ['read-only', '644'],
      ['run', '755'],
    ]);
  });

  it('keeps whole seconds of each file when no time is given', async () => {
    writeFileSync(join(directory, 'f'), '');
    utimesSync(join(directory, 'f'), 1234.75, 1234.75);
    const members = await readAll(await collect(packDirectory(directory)));
    expect(members[1]).toMatchObject({ name: 'f', mtime: 1234 });
  });

  it('stores hard links as files and leaves sockets out', async () => {
    writeFileSync(join(directory, 'f'), 'content');
    linkSync(join(directory, 'f'), join(directory, 'g'));
    const server = createServer().listen(join(directory, 'socket'));
    await once(server, 'listening');
    const members = await readAll(await collect(packDirectory(directory)));
    server.close();
    expect(members.map(({ type, name, content }) => [type, name, content])).toEqual([
      ['directory', './', ''],
      ['file', 'f', 'content'],
      ['file', 'g', 'content'],
    ]);
  });

  it('survives GNU tar with big and deep content', async () => {
    const deep = join(directory, ...Array.from({ length: 12 }, () => 'long-directory-name'));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'big'), Buffer.alloc(1_000_001, 'x'));
    const target = mkdtempSync(join(tmpdir(), 'pack-target-'));
    tar(['-xf', '-', '-C', target], await collect(packDirectory(directory)));
    const again = await collect(packDirectory(target));
    rmSync(target, { recursive: true });
    expect(again.equals(await collect(packDirectory(directory)))).toBe(true);
  });

  it('fails when a file grows while it is read', async () => {
    writeFileSync(join(directory, 'f'), Buffer.alloc(4_000_000));
    const stream = packDirectory(directory);
    const pump = async () => {
      for await (const _chunk of stream) appendFileSync(join(directory, 'f'), 'more');
    };
    await expect(pump()).rejects.toThrow(/f changed while it was read/);
  });

  it('fails when the directory is not there', async () => {
    await expect(collect(packDirectory(join(directory, 'none')))).rejects.toThrow(/ENOENT/);
  });
});
