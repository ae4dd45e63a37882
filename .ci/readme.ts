/**
 * Fills the parts of README.md that stand between `<!-- name -->` and `<!-- /name -->` from the files that define
 * them: `node .ci/readme.ts` after a change of action.yml, of the configuration's schema or of the example workflow.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const README = join(ROOT, 'README.md');

interface Described {
  readonly description?: string;
}

interface SchemaKey extends Described {
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaKey>>;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(README, fillReadme(readFileSync(README, 'utf8')));
}

/** The text of README.md with its generated parts as they have to be now. */
export function fillReadme(text: string): string {
  const action: { inputs: Record<string, Described>; outputs: Record<string, Described> } = parse(
    read('action.yml'),
  );
  const schema: SchemaKey = JSON.parse(read('src/config/offline-gen.schema.json'));
  const parts: Readonly<Record<string, string>> = {
    workflow: `\`\`\`yaml\n${read('examples/github/offline-gen.yml')}\`\`\``,
    inputs: table(['Input', 'What it does'], describedRows(action.inputs)),
    outputs: table(['Output', 'What it says'], describedRows(action.outputs)),
    configuration: table(['Key', 'Default', 'What it says'], schemaRows(schema, '')),
  };
  return Object.entries(parts).reduce(fillPart, text);
}

function fillPart(text: string, [name, content]: readonly [string, string]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(begin);
  const stop = text.indexOf(end, start);
  if (start < 0 || stop < 0) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${text.slice(0, start + begin.length)}\n\n${content}\n\n${text.slice(stop)}`;
}

function describedRows(entries: Readonly<Record<string, Described>>): readonly (readonly string[])[] {
  return Object.entries(entries).map(([name, { description }]) => [code(name), description ?? '']);
}

/** One row a key; the keys of a map with fixed keys stand below it, as `map.key`. */
function schemaRows({ properties = {} }: SchemaKey, prefix: string): readonly (readonly string[])[] {
  return Object.entries(properties).flatMap(([name, key]) => [
    [code(`${prefix}${name}`), key.properties === undefined ? defaultOf(key) : '', key.description ?? ''],
    ...schemaRows(key, `${prefix}${name}.`),
  ]);
}

function defaultOf({ default: value }: SchemaKey): string {
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return isEmpty ? '' : code(stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim());
}

/** Columns of equal width, as the formatter has them. */
function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [heading, ...rows].map((row) => row.map(cell));
  const widths = heading.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = '', ...others] = cells.map(line);
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...others].join('\n');
}

/** Bare addresses would become links to nowhere. */
function cell(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replaceAll('|', '\\|')
    .replace(/(?<!`)\bhttps?:\/\/[^\s,;`]+/g, code);
}

function code(text: string): string {
  return `\`${text}\``;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
