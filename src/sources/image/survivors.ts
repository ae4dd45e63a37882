import type { Attributes, Directory, Leaf } from './tree.ts';

/** A file that is left, and all names it has, the first of which gets the content. */
export interface Survivor {
  readonly leaf: Leaf;
  /** Byte strings, sorted. */
  readonly names: string[];
}

export interface Survivors {
  /** Names end with `/`; each after the directory it is in. */
  readonly directories: readonly { readonly name: string; readonly attributes: Attributes }[];
  /** By layer, then by the member's place in it. Devices are left out. */
  readonly leaves: ReadonlyMap<number, ReadonlyMap<number, Survivor>>;
}

/** What of the layers is left in the tree, sorted by the bytes of the names. `name` is that of the root. */
export function survivorsOf(root: Directory, name: string): Survivors {
  const directories: { name: string; attributes: Attributes }[] = [];
  const leaves = new Map<number, Map<number, Survivor>>();

  function visit(directory: Directory, path: string): void {
    directories.push({ name: path, attributes: directory.attributes });
    for (const child of [...directory.children.keys()].sort()) {
      const node = directory.children.get(child)?.node;
      if (node?.kind === 'directory') visit(node, `${path}${child}/`);
      else if (node !== undefined && node.kind !== 'device') addLeaf(node, path + child);
    }
  }

  function addLeaf(leaf: Leaf, path: string): void {
    const members = leaves.get(leaf.layer) ?? new Map<number, Survivor>();
    leaves.set(leaf.layer, members);
    const survivor = members.get(leaf.member);
    if (survivor === undefined) members.set(leaf.member, { leaf, names: [path] });
    else survivor.names.push(path);
  }

  visit(root, name);
  return { directories, leaves };
}
