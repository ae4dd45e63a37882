import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTar } from '../../src/archive/tar-reader.ts';
import { encodeHeader, endOfArchive } from '../../src/archive/tar-writer.ts';
import { inChunks, readAll, tar } from './gnu-tar.ts';

const LONG = `${'d'.repeat(90)}/${'e'.repeat(95)}`;
let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tar-reader-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function create(...args: readonly string[]): Buffer {
  return tar(['-C', directory, '--numeric-owner', '--owner=7', '--group=8', '-cf', '-', ...args]);
}

describe.each(['ustar', 'gnu', 'pax'])('readTar on what GNU tar writes as %s', (format) => {
  it('reads types, owners, times, links and contents, in any chunks', async () => {
    mkdirSync(join(directory, 'dir'));
    writeFileSync(join(directory, 'dir/file'), 'x'.repeat(700), { mode: 0o600 });
    linkSync(join(directory, 'dir/file'), join(directory, 'dir/hard'));
    symlinkSync('file', join(directory, 'dir/soft'));
    for (const name of ['dir/file', 'dir']) utimesSync(join(directory, name), 1_600_000_000, 1_600_000_000);
    const archive = create(`--format=${format}`, 'dir', '--sort=name');
    for (const size of [1000, 10_240]) {
      expect(await readAll(archive, size)).toMatchObject([
        { type: 'directory', name: 'dir/', uid: 7, gid: 8, mtime: 1_600_000_000 },
        { type: 'file', name: 'dir/file', mode: 0o600, size: 700, content: 'x'.repeat(700) },
        { type: 'hardlink', name: 'dir/hard', linkname: 'dir/file', size: 0 },
        { type: 'symlink', name: 'dir/soft', linkname: 'file' },
      ]);
    }
  });

  it('reads names over 100 bytes', async () => {
    mkdirSync(join(directory, LONG.slice(0, 90)));
    writeFileSync(join(directory, LONG), 'long');
    expect(await readAll(create(`--format=${format}`, LONG))).toMatchObject([
      { name: LONG, content: 'long' },
    ]);
  });
});

describe('readTar', () => {
  it('reads long link targets of GNU and pax archives', async () => {
    symlinkSync('t'.repeat(300), join(directory, 's'));
    for (const format of ['gnu', 'pax']) {
      expect(await readAll(create(`--format=${format}`, 's'))).toMatchObject([{ linkname: 't'.repeat(300) }]);
    }
  });

  it('reads big owners, times before 1970 and fractions', async () => {
    writeFileSync(join(directory, 'f'), '');
    const gnu = create('--format=gnu', '--owner=4294967293', '--mtime=@-5', 'f');
    expect(await readAll(gnu)).toMatchObject([{ uid: 4_294_967_293, mtime: -5 }]);
    const pax = create('--format=pax', '--owner=4294967293', '--mtime=@5.25', 'f');
    expect(await readAll(pax)).toMatchObject([{ uid: 4_294_967_293, mtime: 5.25 }]);
  });

  it('applies global pax records to all members', async () => {
    writeFileSync(join(directory, 'f'), '');
    writeFileSync(join(directory, 'g'), '');
    const archive = create('--format=pax', '--pax-option=globexthdr.name=g,gid=77', 'f', 'g');
    expect(await readAll(archive)).toMatchObject([{ gid: 77 }, { gid: 77 }]);
  });

  it('skips contents that nobody reads', async () => {
    writeFileSync(join(directory, 'a'), 'a'.repeat(5000));
    writeFileSync(join(directory, 'b'), 'b');
    const names: string[] = [];
    for await (const { name, body } of readTar(inChunks(create('a', 'b'), 777))) {
      names.push(name);
      for await (const _part of body) break;
    }
    expect(names).toEqual(['a', 'b']);
  });

  it('ends with the source when the closing zero blocks are missing', async () => {
    const header = encodeHeader({
      type: 'fifo',
      name: 'p',
      linkname: '',
      mode: 0,
      uid: 0,
      gid: 0,
      size: 0,
      mtime: 0,
    });
    expect(await readAll(header)).toHaveLength(1);
    expect(await readAll(Buffer.alloc(0), 1)).toEqual([]);
  });

  it.each(['gnu', 'pax'])('refuses sparse files (%s)', async (format) => {
    writeFileSync(join(directory, 's'), 'start');
    truncateSync(join(directory, 's'), 1 << 20);
    await expect(readAll(create(`--format=${format}`, '--sparse', 's'))).rejects.toThrow(/sparse/);
  });

  it('refuses damaged and cut archives', async () => {
    writeFileSync(join(directory, 'a'), 'a'.repeat(5000));
    const archive = create('a');
    await expect(readAll(archive.subarray(0, 2000))).rejects.toThrow(/cut off/);
    await expect(readAll(archive.subarray(0, 300))).rejects.toThrow(/cut off/);
    const damaged = Buffer.from(archive);
    damaged[3] = 0x41;
    await expect(readAll(damaged)).rejects.toThrow(/checksum/);
    await expect(readAll(Buffer.alloc(600, 'text'))).rejects.toThrow(/no tar header/);
  });

  it('refuses records that no file system needs', async () => {
    const member = { linkname: '', mode: 0, uid: 0, gid: 0, mtime: 0 };
    const file = encodeHeader({ ...member, type: 'file', name: 'x', size: 1_048_577 });
    file.write('x', 156);
    fixChecksum(file);
    await expect(readAll(Buffer.concat([file, endOfArchive()]))).rejects.toThrow(/over the limit/);
    file.write('L', 156);
    fixChecksum(file);
    await expect(readAll(Buffer.concat([file, endOfArchive()]))).rejects.toThrow(/over the limit/);
  });

  it.each(['12 path=x\n', 'path=x\n', '8 path=x\n', '8 pathx\n', '11 size=-1\n', '10 size=x\n'])(
    'refuses the pax record %j',
    async (record) => {
      const member = { linkname: '', mode: 0, uid: 0, gid: 0, mtime: 0 };
      const header = encodeHeader({ ...member, type: 'file', name: 'x', size: record.length });
      header.write('x', 156);
      fixChecksum(header);
      const file = encodeHeader({ ...member, type: 'file', name: 'x', size: 0 });
      const archive = Buffer.concat([header, Buffer.from(record.padEnd(512, '\0')), file]);
      await expect(readAll(archive)).rejects.toThrow(/pax/);
    },
  );
});

function fixChecksum(block: Buffer): void {
  block.fill(' ', 148, 156);
  const sum = block.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
}
