import type { Random } from './random.ts';

/** What a node is for. */
export type Role =
  | 'text'
  | 'params'
  | 'source'
  | 'image'
  | 'resource'
  | 'type'
  | 'get'
  | 'put'
  | 'task'
  | 'do'
  | 'in_parallel'
  | 'limited'
  | 'aggregate'
  | 'try'
  | 'steps'
  | 'config'
  | 'version';

interface Marks {
  readonly role?: Role;
  readonly anchor?: string;
}

/** A YAML node that still has to be written; the keys of maps are plain words. */
export type Tree =
  | ({ readonly scalar: string | number | boolean | null } & Marks)
  | ({ readonly map: readonly (readonly [string, Tree])[] } & Marks)
  | ({ readonly list: readonly Tree[] } & Marks)
  | { readonly alias: string };

/** Writes a tree in styles chosen at random; everything it writes is read alike by this library and by go-yaml. */
export function writeTree(tree: Tree, random: Random): string {
  const lines = 'map' in tree ? mapLines(tree.map, 0, random) : [];
  return `${lines.join('\n')}\n`;
}

function mapLines(pairs: readonly (readonly [string, Tree])[], indent: number, random: Random): string[] {
  return pairs.flatMap(([key, value], index) => {
    const lines = pairLines(key, value, indent, random);
    const isFirst = index === 0 && indent > 0;
    return isFirst ? lines : [...spacing(indent, random), ...lines];
  });
}

/** Blank lines and comments that may stand before a pair or an item. */
function spacing(indent: number, random: Random): string[] {
  if (random.chance(0.08)) return [''];
  if (random.chance(0.08))
    return [`${' '.repeat(indent)}# note ${random.below(1000)}: it's "here" & *there*`];
  return [];
}

function trailing(random: Random): string {
  return random.chance(0.06) ? `  # tail ${random.below(1000)}: {x}` : '';
}

function pairLines(key: string, value: Tree, indent: number, random: Random): string[] {
  const space = ' '.repeat(indent);
  const written = key !== '<<' && random.chance(0.06) ? `"${key}"` : key;
  if (key !== '<<' && random.chance(0.02) && !isBlockList(value))
    return [`${space}? ${written}`, ...after(`${space}:`, value, indent, random)];
  return after(`${space}${written}:`, value, indent, random);
}

function isBlockList(tree: Tree): boolean {
  return 'list' in tree;
}

/** The lines of a value behind `head`, which ends with a colon. */
function after(head: string, value: Tree, indent: number, random: Random): string[] {
  const anchor = 'anchor' in value && value.anchor !== undefined ? ` &${value.anchor}` : '';
  if ('alias' in value) return [`${head} *${value.alias}${trailing(random)}`];
  if ('scalar' in value) return scalarLines(`${head}${anchor}`, value.scalar, indent, random);
  const items = 'map' in value ? value.map : value.list;
  const isFlow = items.length === 0 || random.chance(0.25);
  if (isFlow && (items.length === 0 || random.chance(0.7)))
    return [`${head} ${flow(value, random)}${trailing(random)}`];
  if (isFlow) return multiLineFlow(`${head}${anchor}`, value, indent, random);
  const inner =
    'map' in value
      ? mapLines(value.map, indent + random.pick([2, 2, 2, 4]), random)
      : listLines(value.list, indent + random.pick([0, 2]), random);
  return [`${head}${anchor}${trailing(random)}`, ...inner];
}

function listLines(items: readonly Tree[], indent: number, random: Random): string[] {
  return items.flatMap((item) => [...spacing(indent, random), ...itemLines(item, indent, random)]);
}

function itemLines(item: Tree, indent: number, random: Random): string[] {
  const space = ' '.repeat(indent);
  const isAnchored = 'anchor' in item && item.anchor !== undefined;
  const anchor = isAnchored ? ` &${item.anchor}` : '';
  if ('alias' in item) return [`${space}- *${item.alias}${trailing(random)}`];
  if ('scalar' in item) return scalarLines(`${space}-${anchor}`, item.scalar, indent, random);
  if ('list' in item || item.map.length === 0 || random.chance(0.25))
    return [`${space}- ${flow(item, random)}${trailing(random)}`];
  const lines = mapLines(item.map, indent + 2, random);
  if (isAnchored || random.chance(0.03)) return [`${space}-${anchor}`, ...lines];
  const [first = '', ...rest] = lines;
  return [`${space}- ${first.slice(indent + 2)}`, ...rest];
}

function scalarLines(
  head: string,
  scalar: string | number | boolean | null,
  indent: number,
  random: Random,
): string[] {
  if (typeof scalar === 'string' && scalar.includes('\n')) {
    const space = ' '.repeat(indent + random.pick([2, 4]));
    const lines = scalar
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? '' : `${space}${line}`));
    const style = random.pick(['|', '|-', '|+', '>', '>-', '| # why']);
    const blanks = style === '|+' ? random.pick([[], ['']]) : random.pick([[], [], ['']]);
    return [`${head} ${style}`, ...lines, ...blanks];
  }
  if (scalar === null && random.chance(0.5)) return [`${head}`];
  return [`${head} ${scalarText(scalar, random)}${trailing(random)}`];
}

function scalarText(scalar: string | number | boolean | null, random: Random): string {
  if (typeof scalar !== 'string') return String(scalar);
  if (!/^[A-Za-z][\w./-]*$/.test(scalar) || /^(y|n|yes|no|on|off|true|false|null)$/i.test(scalar))
    return scalar.includes("'") || random.chance(0.5) ? JSON.stringify(scalar) : `'${scalar}'`;
  return random.pick([scalar, scalar, scalar, `"${scalar}"`, `'${scalar}'`]);
}

function flow(tree: Tree, random: Random): string {
  if ('alias' in tree) return `*${tree.alias} `;
  if ('scalar' in tree) {
    const anchor = tree.anchor === undefined ? '' : `&${tree.anchor} `;
    const text = typeof tree.scalar === 'string' ? tree.scalar : null;
    return anchor + (text?.includes('\n') ? JSON.stringify(text) : scalarText(tree.scalar, random));
  }
  const anchor = tree.anchor === undefined ? '' : `&${tree.anchor} `;
  const pad = random.chance(0.2) ? ' ' : '';
  if ('map' in tree) {
    const pairs = tree.map.map(([key, value]) => `${key}: ${flow(value, random)}`);
    return `${anchor}{${pad}${pairs.join(', ')}${pad}}`;
  }
  const items = tree.list.map((item) => {
    const isBare = 'map' in item && item.map.length === 1 && item.anchor === undefined && random.chance(0.5);
    const [pair] = isBare ? item.map : [];
    return pair === undefined || pair[0] === '<<'
      ? flow(item, random)
      : `${pair[0]}: ${flow(pair[1], random)}`;
  });
  return `${anchor}[${pad}${items.join(', ')}${pad}]`;
}

/** A flow collection with an entry a line, and comments between them. */
function multiLineFlow(
  head: string,
  tree: Exclude<Tree, { alias: string } | { scalar: unknown }>,
  indent: number,
  random: Random,
): string[] {
  const space = ' '.repeat(indent + 2);
  const entries =
    'map' in tree
      ? tree.map.map(([key, value]) => `${key}: ${flow(value, random)}`)
      : tree.list.map((item) => flow(item, random));
  const last = entries.length - 1;
  const comma = random.chance(0.3) ? ',' : '';
  const lines = entries.map(
    (entry, index) =>
      `${space}${entry}${index < last ? ',' : comma}${random.chance(0.2) ? ' # in flow' : ''}`,
  );
  const [open, close] = 'map' in tree ? ['{', '}'] : ['[', ']'];
  if (random.chance(0.3) && !lines.at(-1)?.includes('#'))
    return [`${head} ${open}`, ...lines.slice(0, -1), `${lines.at(-1)}${close}`];
  return [`${head} ${open}`, ...lines, `${' '.repeat(indent + 1)}${close}`];
}
