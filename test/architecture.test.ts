import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages and the only folders that may import them. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  undici: ['net'],
  'simple-git': ['git'],
  '@aws-sdk': ['store', 'sources/s3'],
  '@actions': ['action'],
  yaml: ['yaml', 'config', 'dialects', 'model', 'report'],
};

const PURE_FOLDERS = ['dialects', 'model', 'report', 'yaml'];
const IMPURE_MODULE = /^node:(fs|child_process|https?|http2|net|tls|dns|dgram|worker_threads)(\/|$)/;

interface Import {
  /** Relative to `src`, as `cli/main.ts`. */
  readonly from: string;
  /** A file relative to `src`, or a module's name. */
  readonly to: string;
  readonly isLocal: boolean;
  readonly isDynamic: boolean;
}

const FILES = globSync('**/*.ts', { cwd: join(ROOT, 'src') }).sort();
const IMPORTS = FILES.flatMap(importsOf);

function importsOf(from: string): Import[] {
  const text = readFileSync(join(ROOT, 'src', from), 'utf8');
  const fixed = text.matchAll(/^(?:import|export)\b(?:[^;'"]*?\bfrom)?\s*['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...[...fixed].map((match) => toImport(from, match[1] ?? '', false)),
    ...[...dynamic].map((match) => toImport(from, match[1] ?? '', true)),
  ];
}

function toImport(from: string, target: string, isDynamic: boolean): Import {
  const isLocal = target.startsWith('.');
  return { from, to: isLocal ? join(dirname(from), target) : target, isLocal, isDynamic };
}

/** `cli`, `main.ts`: the part of `src` that a row of the table is about. */
function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}

/** Part of `src` → the parts that it may import, as the table of docs/architecture.md says. */
function readTable(): ReadonlyMap<string, ReadonlySet<string>> {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const rows = [...text.matchAll(/^\|([^|]*`src\/[^|]*)\|[^|]*\|([^|]*)\|$/gm)].map(([, parts, allowed]) => ({
    parts: [...(parts ?? '').matchAll(/`src\/([^`]+?)\/?`/g)].map((match) => match[1] ?? ''),
    allowed: allowed?.trim() ?? '',
  }));
  const table = new Map<string, ReadonlySet<string>>();
  for (const [index, { parts, allowed }] of rows.entries()) {
    const below = rows.slice(index + 1).flatMap((row) => row.parts);
    const named =
      allowed === '–' ? [] : allowed.split(', ').map((name) => (name === 'version' ? 'version.ts' : name));
    const permitted = allowed.startsWith('everything below') ? below : named;
    for (const part of parts) table.set(part, new Set(permitted));
  }
  return table;
}

const TABLE = readTable();

test('the table of docs/architecture.md names every part of src, and only those', () => {
  const parts = [...new Set(FILES.map(partOf))].sort();
  expect([...TABLE.keys()].sort()).toEqual(parts);
});

test('the table only allows parts that exist and stand below', () => {
  const order = [...TABLE.keys()];
  for (const [part, allowed] of TABLE) {
    for (const name of allowed)
      expect(order.indexOf(name), `${part} → ${name}`).toBeGreaterThan(order.indexOf(part));
  }
});

test('every import goes where the table allows', () => {
  const strays = IMPORTS.filter((entry) => entry.isLocal && partOf(entry.from) !== partOf(entry.to))
    .filter((entry) => TABLE.get(partOf(entry.from))?.has(partOf(entry.to)) !== true)
    .map((entry) => `${entry.from} imports ${entry.to}`);
  expect(strays).toEqual([]);
});

test('every local import names a file that exists', () => {
  const files = new Set([...FILES, ...globSync('**/*.json', { cwd: join(ROOT, 'src') })]);
  const dangling = IMPORTS.filter((entry) => entry.isLocal && !files.has(entry.to)).map(
    (entry) => `${entry.from} imports ${entry.to}`,
  );
  expect(dangling).toEqual([]);
});

test('no import leads back to where it came from', () => {
  expect(findCycle(new Map(FILES.map((file) => [file, targetsOf(file)])))).toEqual([]);
});

test('no part leads back to itself through others', () => {
  const parts = [...TABLE.keys()];
  const graph = parts.map((part): [string, string[]] => [
    part,
    FILES.filter((file) => partOf(file) === part)
      .flatMap(targetsOf)
      .map(partOf)
      .filter((target) => target !== part),
  ]);
  expect(findCycle(new Map(graph))).toEqual([]);
});

function targetsOf(file: string): string[] {
  return IMPORTS.filter((entry) => entry.isLocal && entry.from === file).map((entry) => entry.to);
}

/** The nodes of one cycle, in order; empty when there is none. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): readonly string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return [];
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...path, node]);
      if (cycle.length > 0) return cycle;
    }
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}

test('each package is imported by its owner only', () => {
  const strays = IMPORTS.filter((entry) => !entry.isLocal && !entry.to.startsWith('node:'))
    .filter((entry) => !ownersOf(entry.to).some((folder) => isIn(entry.from, folder)))
    .map((entry) => `${entry.from} imports ${entry.to}`);
  expect(strays).toEqual([]);
});

/** The folders that may import a package; none for a package that the list does not know. */
function ownersOf(name: string): readonly string[] {
  return OWNERS[name] ?? OWNERS[name.split('/')[0] ?? ''] ?? [];
}

test('pure folders import nothing that reaches files, processes or the network', () => {
  const strays = IMPORTS.filter((entry) => PURE_FOLDERS.includes(partOf(entry.from)))
    .filter((entry) => IMPURE_MODULE.test(entry.to))
    .map((entry) => `${entry.from} imports ${entry.to}`);
  expect(strays).toEqual([]);
});

test('the entry loads everything on demand', () => {
  expect(IMPORTS.filter((entry) => entry.from === 'main.ts' && !entry.isDynamic)).toEqual([]);
});

test('the start of the command line loads no package, no command and no configuration', () => {
  const loaded = new Set<string>();
  const load = (file: string) => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const entry of IMPORTS.filter((candidate) => candidate.from === file && !candidate.isDynamic)) {
      if (entry.isLocal) load(entry.to);
      else expect(entry.to, `${relative('', file)} at start`).toMatch(/^node:/);
    }
  };
  load('cli/main.ts');
  const heavy = [...loaded].filter((file) => !/^(cli|model)\/|^version\.ts$/.test(file));
  expect(heavy.sort()).toEqual(['commands/options.ts', 'report/report.ts']);
});
