import type { TarEntry } from '../../archive/tar-entry.ts';
import {
  componentsOf,
  type Directory,
  findDirectory,
  type Leaf,
  makeDirectory,
  newDirectory,
} from './tree.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
/** Bytes; Linux takes no longer path. */
const MAX_PATH = 4096;

const LEAF_KINDS: Readonly<Record<Exclude<TarEntry['type'], 'directory' | 'hardlink'>, Leaf['kind']>> = {
  file: 'file',
  symlink: 'symlink',
  fifo: 'fifo',
  'block-device': 'device',
  'character-device': 'device',
};

/** Where a member stands. */
export interface Position {
  readonly layer: number;
  readonly member: number;
  /** Time of directories that no layer describes. */
  readonly mtime: number;
}

/**
 * Applies one member of a layer to the tree, as the OCI image specification says (`layer.md`, "Applying Changesets"):
 * it replaces what has its name, directories are merged with directories, whiteouts remove what lower layers have.
 * Throws a plain `Error` for members that no extractor could apply.
 */
export function applyMember(root: Directory, entry: TarEntry, position: Position): void {
  if (entry.name.includes('\0') || entry.name.length > MAX_PATH) throw new Error('a path is over 4096 bytes');
  const path = componentsOf(entry.name);
  const name = path.pop();
  if (name === undefined) {
    if (entry.type === 'directory') root.attributes = attributesOf(entry);
    return;
  }
  // What lies in a directory with such a name is bookkeeping of AUFS.
  if (path.some((part) => part.startsWith(WHITEOUT))) return;
  if (name.startsWith(WHITEOUT)) {
    applyWhiteout(root, path, name, position.layer);
    return;
  }
  const linked = entry.type === 'hardlink' ? linkedLeaf(root, entry) : undefined;
  const parent = makeDirectory(root, path, position.layer, position.mtime);
  if (entry.type === 'directory') putDirectory(parent, name, entry, position);
  else parent.children.set(name, { node: linked ?? leafOf(entry, position), layer: position.layer });
}

function putDirectory(parent: Directory, name: string, entry: TarEntry, { layer, mtime }: Position): void {
  const existing = parent.children.get(name)?.node;
  const node = existing?.kind === 'directory' ? existing : newDirectory(mtime);
  node.attributes = attributesOf(entry);
  parent.children.set(name, { node, layer });
}

function leafOf(entry: TarEntry, { layer, member }: Position): Leaf {
  if (entry.type === 'directory' || entry.type === 'hardlink') throw new Error(`${entry.name} is no file`);
  const kind = LEAF_KINDS[entry.type];
  return { kind, attributes: attributesOf(entry), linkname: entry.linkname, layer, member };
}

/** The link shares the file as it is: its own attributes repeat those of the file. */
function linkedLeaf(root: Directory, entry: TarEntry): Leaf {
  const path = componentsOf(entry.linkname);
  const name = path.pop() ?? '';
  const target = findDirectory(root, path)?.children.get(name)?.node;
  if (target === undefined)
    throw new Error(`${entry.name} is a hard link to ${entry.linkname}, which is not there`);
  if (target.kind === 'directory') throw new Error(`${entry.name} is a hard link to a directory`);
  return target;
}

function attributesOf({ mode, uid, gid, mtime }: TarEntry): Directory['attributes'] {
  return { mode, uid, gid, mtime };
}

function applyWhiteout(root: Directory, path: readonly string[], name: string, layer: number): void {
  const parent = findDirectory(root, path);
  if (parent === undefined) return;
  if (name === OPAQUE) {
    removeLower(parent, layer);
    return;
  }
  const removed = name.slice(WHITEOUT.length);
  const slot = parent.children.get(removed);
  if (slot === undefined) return;
  if (slot.layer < layer) parent.children.delete(removed);
  else if (slot.node.kind === 'directory') removeLower(slot.node, layer);
}

/** Whiteouts hide lower layers only: what this layer brought stays, wherever in the layer the whiteout stands. */
function removeLower(directory: Directory, layer: number): void {
  for (const [name, slot] of directory.children) {
    if (slot.layer < layer) directory.children.delete(name);
    else if (slot.node.kind === 'directory') removeLower(slot.node, layer);
  }
}
