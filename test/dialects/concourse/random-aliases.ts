import type { Random } from './random.ts';
import type { Role, Tree } from './random-text.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;

interface Anchor {
  readonly role: Role;
  isOpen: boolean;
}

/** Anchor name → what it means at the place of the document that is being made. */
type Anchors = Map<string, Anchor>;

/**
 * Puts anchors, aliases and merge keys into a tree, in the order of the document: an alias stands only where its anchor's
 * node could stand, an anchor's name may be given again.
 */
export function withAliases(tree: Tree, random: Random): Tree {
  return place(tree, random, new Map());
}

function place(tree: Tree, random: Random, anchors: Anchors): Tree {
  if ('alias' in tree || tree.role === undefined) return inside(tree, random, anchors);
  const known = namesOf(tree.role, anchors);
  const [first, ...rest] = known;
  if (first !== undefined && !isNamed(tree.role) && random.chance(0.2))
    return { alias: random.pick([first, ...rest]) };
  if (!random.chance(0.3)) return inside(tree, random, anchors);
  const name = random.pick(NAMES);
  const anchor: Anchor = { role: tree.role, isOpen: true };
  anchors.set(name, anchor);
  const made = inside(tree, random, anchors);
  anchor.isOpen = false;
  return 'alias' in made ? made : { ...made, anchor: name };
}

function inside(tree: Tree, random: Random, anchors: Anchors): Tree {
  if ('list' in tree) return { ...tree, list: tree.list.map((item) => place(item, random, anchors)) };
  if (!('map' in tree)) return tree;
  const places = isNamed(tree.role) ? 1 : tree.map.length + 1;
  const at = tree.role !== undefined && random.chance(0.2) ? random.below(places) : -1;
  const pairs: (readonly [string, Tree])[] = [];
  for (const [index, [key, value]] of tree.map.entries()) {
    if (index === at) pairs.push(...mergePair(tree.role, random, anchors));
    pairs.push([key, place(value, random, anchors)]);
  }
  if (at === tree.map.length) pairs.push(...mergePair(tree.role, random, anchors));
  return { ...tree, map: pairs };
}

/** What has a name of its own, which nothing else may have. */
function isNamed(role: Role | undefined): boolean {
  return role === 'resource' || role === 'type';
}

function mergePair(role: Role | undefined, random: Random, anchors: Anchors): (readonly [string, Tree])[] {
  const [first, ...rest] = role === undefined || role === 'text' ? [] : namesOf(role, anchors);
  if (first === undefined) return [];
  const one: Tree = { alias: random.pick([first, ...rest]) };
  const two: Tree = { alias: random.pick([first, ...rest]) };
  return [['<<', random.chance(0.7) ? one : { list: [one, two] }]];
}

function namesOf(role: Role, anchors: Anchors): string[] {
  return [...anchors].filter(([, anchor]) => anchor.role === role && !anchor.isOpen).map(([name]) => name);
}
