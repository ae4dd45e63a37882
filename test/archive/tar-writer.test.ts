import { describe, expect, it } from 'vitest';
import type { TarEntry } from '../../src/archive/tar-entry.ts';
import { toByteString } from '../../src/archive/tar-entry.ts';
import { encodeHeader, endOfArchive, padding } from '../../src/archive/tar-writer.ts';
import { listing, readAll } from './gnu-tar.ts';

const FILE: TarEntry = {
  type: 'file',
  name: 'a',
  linkname: '',
  mode: 0o644,
  uid: 0,
  gid: 0,
  size: 0,
  mtime: 1_700_000_000,
};

function archive(...members: readonly (readonly [Partial<TarEntry>, string?])[]): Buffer {
  const blocks = members.flatMap(([entry, content = '']) => [
    encodeHeader({ ...FILE, size: content.length, ...entry }),
    Buffer.from(content, 'latin1'),
    padding(content.length),
  ]);
  return Buffer.concat([...blocks, endOfArchive()]);
}

describe('encodeHeader', () => {
  it('writes every member type so that GNU tar lists it', () => {
    const lines = listing(
      archive(
        [{ type: 'directory', name: './', mode: 0o755 }],
        [{ name: 'run', mode: 0o4755, uid: 1000, gid: 50 }, 'hello'],
        [{ type: 'symlink', name: 'link', linkname: '../x', mode: 0o777 }],
        [{ type: 'hardlink', name: 'again', linkname: 'run' }],
        [{ type: 'fifo', name: 'pipe' }],
      ),
    );
    expect(lines).toEqual([
      'drwxr-xr-x 0/0 0 2023-11-14 22:13:20 ./',
      '-rwsr-xr-x 1000/50 5 2023-11-14 22:13:20 run',
      'lrwxrwxrwx 0/0 0 2023-11-14 22:13:20 link -> ../x',
      'hrw-r--r-- 0/0 0 2023-11-14 22:13:20 again link to run',
      'prw-r--r-- 0/0 0 2023-11-14 22:13:20 pipe',
    ]);
  });

  it.each([99, 100, 101, 255, 5000])('writes names and targets of %i bytes', (length) => {
    const long = 'n'.repeat(length);
    const lines = listing(archive([{ type: 'symlink', name: long, linkname: `${long}` }]));
    expect(lines).toEqual([`lrw-r--r-- 0/0 0 2023-11-14 22:13:20 ${long} -> ${long}`]);
  });

  it('writes numbers that do not fit octal fields', () => {
    const header = encodeHeader({
      ...FILE,
      uid: 2_097_152,
      gid: 4_294_967_293,
      size: 8_589_934_592,
      mtime: -1,
    });
    const [line] = listing(
      Buffer.concat([encodeHeader({ ...FILE, uid: 4_294_967_293, mtime: -1 }), endOfArchive()]),
    );
    expect(line).toBe('-rw-r--r-- 4294967293/0 0 1969-12-31 23:59:59 a');
    expect(header.subarray(124, 136).toString('hex')).toBe('800000000000000200000000');
  });

  it('keeps names that are no UTF-8, and those that are', async () => {
    const bytes = archive([{ name: 'caf\xe9' }], [{ name: toByteString('café') }]);
    expect(listing(bytes).map((line) => line.split(' ').at(-1))).toEqual(['caf\\351', 'caf\\303\\251']);
    expect((await readAll(bytes)).map(({ name }) => name)).toEqual(['caf\xe9', 'caf\xc3\xa9']);
  });
});
