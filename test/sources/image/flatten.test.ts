import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadMember } from '../../archive/gnu-tar.ts';
import { buildImage, type LayerEntry } from '../../servers/image-builder.ts';
import { startRegistry, type TestRegistry } from '../../servers/registry.ts';
import { failure } from '../context.ts';
import { fetchMembers, imageRequest, type World, world } from './setup.ts';

let registry: TestRegistry;
let here: World;

beforeAll(async () => {
  registry = await startRegistry();
  here = world();
});
afterAll(async () => {
  await here.close();
  await registry.close();
});

/** What is left of layers below `rootfs/`: `name`, `name -> target`, `name = other name`, `name: content`. */
async function flattened(...layers: readonly (readonly LayerEntry[])[]): Promise<string[]> {
  const members = await rootfs(...layers);
  return members.map(describeMember);
}

async function rootfs(...layers: readonly (readonly LayerEntry[])[]): Promise<ReadMember[]> {
  registry.push('app', '1.0', buildImage({ layers }));
  const members = await fetchMembers(imageRequest(registry.host), here.context);
  return members.filter(({ name }) => name.startsWith('rootfs/') && name !== 'rootfs/');
}

function describeMember({ type, name, linkname, content }: ReadMember): string {
  const path = name.slice('rootfs/'.length);
  if (type === 'symlink') return `${path} -> ${linkname}`;
  if (type === 'hardlink') return `${path} = ${linkname.slice('rootfs/'.length)}`;
  return type === 'file' ? `${path}: ${content}` : path;
}

const file = (name: string, content = name): LayerEntry => ({ name, content });
const directory = (name: string): LayerEntry => ({ type: 'directory', name: `${name}/` });
const symlink = (name: string, linkname: string): LayerEntry => ({ type: 'symlink', name, linkname });
const hardlink = (name: string, linkname: string): LayerEntry => ({ type: 'hardlink', name, linkname });

describe('flattening layers', () => {
  const cases: readonly [string, readonly (readonly LayerEntry[])[], readonly string[]][] = [
    ['keeps what upper layers do not touch', [[file('a')], [file('b')]], ['a: a', 'b: b']],
    ['takes the upper file', [[file('a', '1')], [file('a', '2')]], ['a: 2']],
    ['takes the last of two members in one layer', [[file('a', '1'), file('a', '2')]], ['a: 2']],
    ['removes a file by a whiteout', [[file('a'), file('b')], [file('.wh.a')]], ['b: b']],
    ['removes a whole directory by a whiteout', [[directory('d'), file('d/a')], [file('.wh.d')]], []],
    ['ignores a whiteout of nothing', [[file('a')], [file('.wh.b'), file('x/.wh.y')]], ['a: a']],
    ['ignores bookkeeping of AUFS', [[file('.wh..wh.plnk/1'), file('.wh..wh.aufs'), file('a')]], ['a: a']],
    [
      'keeps what a layer adds beside its own whiteout',
      [[file('a', '1')], [file('a', '2'), file('.wh.a')]],
      ['a: 2'],
    ],
    [
      'empties an opaque directory of lower layers only, wherever the mark stands',
      [
        [directory('d'), file('d/old'), directory('d/sub'), file('d/sub/old')],
        [directory('d'), file('d/new'), file('d/sub/new'), file('d/.wh..wh..opq')],
      ],
      ['d/', 'd/sub/', 'd/new: d/new', 'd/sub/new: d/sub/new'],
    ],
    [
      'whiteouts a directory and makes it anew in one layer',
      [
        [directory('d'), file('d/old')],
        [directory('d'), file('d/new'), file('.wh.d')],
      ],
      ['d/', 'd/new: d/new'],
    ],
    ['replaces a directory by a file', [[directory('d'), file('d/a')], [file('d', 'f')]], ['d: f']],
    ['replaces a file by a directory', [[file('d')], [directory('d'), file('d/a', 'x')]], ['d/', 'd/a: x']],
    [
      'merges directories',
      [
        [directory('d'), file('d/a')],
        [directory('d'), file('d/b')],
      ],
      ['d/', 'd/a: d/a', 'd/b: d/b'],
    ],
    ['makes parents that no layer has', [[file('x/y/z')]], ['x/', 'x/y/', 'x/y/z: x/y/z']],
    [
      'writes through a linked parent directory',
      [[directory('usr'), directory('usr/lib'), symlink('lib', 'usr/lib')], [file('lib/a', 'A')]],
      ['usr/', 'usr/lib/', 'lib -> usr/lib', 'usr/lib/a: A'],
    ],
    [
      'whiteouts through a linked parent directory',
      [[directory('usr'), file('usr/a'), symlink('lib', '/usr')], [file('lib/.wh.a')]],
      ['usr/', 'lib -> /usr'],
    ],
    [
      'follows links up to the root and not out of it',
      [[directory('d'), symlink('d/up', '../../../etc'), file('d/up/passwd', 'x')]],
      ['d/', 'etc/', 'd/up -> ../../../etc', 'etc/passwd: x'],
    ],
    [
      'replaces a link by a directory instead of following it',
      [
        [directory('usr'), file('usr/a'), symlink('lib', 'usr')],
        [directory('lib'), file('lib/b')],
      ],
      ['lib/', 'usr/', 'usr/a: usr/a', 'lib/b: lib/b'],
    ],
    ['replaces a link by a file', [[file('a'), symlink('b', 'a')], [file('b')]], ['a: a', 'b: b']],
    [
      'keeps names inside of the root',
      [[file('../../a'), file('/b'), file('./c/../d')]],
      ['a: ../../a', 'b: /b', 'd: ./c/../d'],
    ],
    [
      'keeps hard links',
      [[file('b', 'x'), hardlink('a', 'b'), hardlink('c', '/b')]],
      ['a: x', 'b = a', 'c = a'],
    ],
    ['keeps hard links across layers', [[file('a', 'x')], [hardlink('b', './a')]], ['a: x', 'b = a']],
    [
      'keeps the content of a hard link when the name it was made for is removed',
      [[file('a', 'x'), hardlink('b', 'a')], [file('.wh.a')]],
      ['b: x'],
    ],
    [
      'keeps the old content of a hard link when the name it was made for is replaced',
      [[file('a', 'old'), hardlink('b', 'a'), hardlink('c', 'a')], [file('a', 'new')]],
      ['b: old', 'c = b', 'a: new'],
    ],
    [
      'finds hard link targets through linked directories',
      [[file('d/a', 'x'), symlink('l', 'd'), hardlink('b', 'l/a')]],
      ['d/', 'b: x', 'd/a = b', 'l -> d'],
    ],
    [
      'repeats a symbolic link that has two names',
      [[symlink('a', 'x'), hardlink('b', 'a')]],
      ['a -> x', 'b -> x'],
    ],
    [
      'drops devices and keeps pipes',
      [
        [
          { type: 'character-device', name: 'null' },
          { type: 'block-device', name: 'sda' },
          { type: 'fifo', name: 'pipe' },
          hardlink('zero', 'null'),
        ],
      ],
      ['pipe'],
    ],
    ['has layers without members', [[], [file('a')], []], ['a: a']],
    ['has images without layers', [], []],
  ];
  it.each(cases)('%s', async (_name, layers, expected) => {
    expect(await flattened(...layers)).toEqual(expected);
  });

  it('keeps owners, setuid modes and whole seconds, the last word on a directory being final', async () => {
    const members = await rootfs(
      [
        { ...directory('.'), mode: 0o700, uid: 3 },
        { ...directory('d'), mode: 0o700, uid: 1 },
        { ...file('d/su'), mode: 0o4755, uid: 4_294_967_293, gid: 50, mtime: 1234 },
      ],
      [{ ...directory('d'), mode: 0o1777, gid: 9, mtime: 99 }],
    );
    expect(members).toMatchObject([
      { name: 'rootfs/d/', mode: 0o1777, uid: 0, gid: 9, mtime: 99 },
      { name: 'rootfs/d/su', mode: 0o4755, uid: 4_294_967_293, gid: 50, mtime: 1234 },
    ]);
  });

  it('keeps names of over 100 bytes and names that are no UTF-8', async () => {
    const long = 'f'.repeat(200);
    expect(await flattened([directory(long), file(`${long}/x`, 'x'), file('caf\xe9', 'y')])).toEqual([
      `${long}/`,
      `${long}/x: x`,
      'caf\xe9: y',
    ]);
  });

  it.each<[string, readonly LayerEntry[], RegExp]>([
    ['a hard link to nothing', [hardlink('a', 'b')], /a is a hard link to b, which is not there/],
    ['a hard link to a directory', [directory('d'), hardlink('a', 'd')], /hard link to a directory/],
    ['a file below a file', [file('a'), file('a/b')], /a leads through a file/],
    ['a circle of links', [symlink('a', 'b'), symlink('b', 'a'), file('a/x')], /too many symbolic links/],
    ['a path over 4096 bytes', [file('x/'.repeat(2100))], /4096/],
  ])('refuses %s and leaves nothing behind', async (_name, entries, message) => {
    expect(String(await failure(flattened(entries)))).toMatch(message);
    expect(here.leftovers()).toEqual([]);
  });
});
