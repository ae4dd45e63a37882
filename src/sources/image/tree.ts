import type { TarEntry } from '../../archive/tar-entry.ts';

/** Permissions, owner and time of a file or directory. */
export type Attributes = Pick<TarEntry, 'mode' | 'uid' | 'gid' | 'mtime'>;

/** Everything but a directory. Names that are hard links of each other hold the same leaf. */
export interface Leaf {
  readonly kind: 'file' | 'symlink' | 'fifo' | 'device';
  readonly attributes: Attributes;
  /** Byte string; target of a symbolic link. */
  readonly linkname: string;
  /** Layer that has the content, and the member's place in it. */
  readonly layer: number;
  readonly member: number;
}

export interface Directory {
  readonly kind: 'directory';
  attributes: Attributes;
  readonly children: Map<string, Slot>;
}

export type Node = Leaf | Directory;

/** A name in a directory, and the last layer that set it or something below it. */
export interface Slot {
  node: Node;
  layer: number;
}

/** Linux's own limit; also bounds the depth of recursion here. */
const MAX_DEPTH = 2048;
/** As Linux: more symbolic links in one path are a circle. */
const MAX_LINKS = 40;

export function newDirectory(mtime: number): Directory {
  return { kind: 'directory', attributes: { mode: 0o755, uid: 0, gid: 0, mtime }, children: new Map() };
}

/** Components of a name below the root: `..` stops at the root, a leading slash is the root. */
export function componentsOf(name: string): string[] {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}

/**
 * The directory at `path`, symbolic links on the way followed as inside a container: none leads out of the root.
 * Undefined when it is not there.
 */
export function findDirectory(root: Directory, path: readonly string[]): Directory | undefined {
  return walk(root, path, () => undefined);
}

/** Like `findDirectory`, but creates what is missing and marks all of the way as touched by `layer`. */
export function makeDirectory(
  root: Directory,
  path: readonly string[],
  layer: number,
  mtime: number,
): Directory {
  const directory = walk(
    root,
    path,
    (parent, name) => {
      const slot = { node: newDirectory(mtime), layer };
      parent.children.set(name, slot);
      return slot;
    },
    layer,
  );
  if (directory === undefined) throw new Error(`${path.join('/')} leads through a file`);
  return directory;
}

function walk(
  root: Directory,
  path: readonly string[],
  missing: (parent: Directory, name: string) => Slot | undefined,
  touch?: number,
): Directory | undefined {
  let here = root;
  const above: Directory[] = [];
  const todo = [...path].reverse();
  let links = 0;
  for (let part = todo.pop(); part !== undefined; part = todo.pop()) {
    if (part === '..') {
      here = above.pop() ?? root;
      continue;
    }
    const slot: Slot | undefined = here.children.get(part) ?? missing(here, part);
    if (slot === undefined) return undefined;
    const { node } = slot;
    if (node.kind === 'directory') {
      if (touch !== undefined) slot.layer = touch;
      above.push(here);
      here = node;
      if (above.length > MAX_DEPTH) throw new Error('a path is too deep');
    } else if (node.kind === 'symlink') {
      links += 1;
      if (links > MAX_LINKS) throw new Error(`${path.join('/')} leads through too many symbolic links`);
      if (node.linkname.startsWith('/')) {
        here = root;
        above.length = 0;
      }
      todo.push(...node.linkname.split('/').filter(isStep).reverse());
    } else {
      return undefined;
    }
  }
  return here;
}

function isStep(part: string): boolean {
  return part !== '' && part !== '.';
}
