import { isMap, parseDocument, visit } from 'yaml';
import { OfflineGenError } from '../../model/errors.ts';
import { parseYaml } from '../../yaml/document.ts';
import { plainValue } from '../../yaml/value.ts';

/** Known values by name, as `fly` gets them from `-v` and `-l`. */
export type Vars = ReadonlyMap<string, unknown>;

export interface Interpolated {
  readonly value: unknown;
  /** Tokens without a known value, as written between the parentheses; each once. */
  readonly missing: readonly string[];
}

/** A token: optional `source:`, then path and fields (concourse `vars/template.go`, interpolationRegex). */
const TOKEN = /\(\(([-/.@:"\p{L}\d_]+)\)\)/gu;
const WHOLE_TOKEN = /^\(\(([-/.@:"\p{L}\d_]+)\)\)$/u;

/** Replaces every `((token))` whose value is known, in strings, keys and nested values. */
export function interpolate(value: unknown, vars: Vars): Interpolated {
  const missing = new Set<string>();
  return { value: walk(value, vars, missing), missing: [...missing] };
}

function walk(value: unknown, vars: Vars, missing: Set<string>): unknown {
  if (typeof value === 'string') return interpolateText(value, vars, missing);
  if (Array.isArray(value)) return value.map((item) => walk(item, vars, missing));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      String(interpolateText(key, vars, missing)),
      walk(inner, vars, missing),
    ]),
  );
}

function interpolateText(text: string, vars: Vars, missing: Set<string>): unknown {
  if (!text.includes('((')) return text;
  const whole = WHOLE_TOKEN.exec(text)?.[1];
  if (whole !== undefined) {
    const found = lookUp(whole, vars);
    if (found === undefined) missing.add(whole);
    return found === undefined ? text : found;
  }
  return text.replace(TOKEN, (token, name: string) => {
    const found = lookUp(name, vars);
    if (typeof found === 'string' || typeof found === 'number') return String(found);
    missing.add(name);
    return token;
  });
}

/** Undefined when unknown: not given, a field that is not there, or a token of a credential source. */
function lookUp(name: string, vars: Vars): unknown {
  const segments = splitName(name);
  if (segments === undefined) return undefined;
  const [path = '', ...fields] = segments;
  let value = vars.get(path);
  for (const field of fields) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, field)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[field];
  }
  return value;
}

/**
 * `a."b.c".d` → `a`, `b.c`, `d`; undefined when a `source:` stands in front, or a segment is empty, which Concourse
 * refuses (concourse `vars/variables.go`).
 */
function splitName(name: string): string[] | undefined {
  const parts = name.match(/(?:"[^"]*"|[^.:"])+|[.:]/g) ?? [];
  const isAlternating = parts.every((part, index) => (part === '.') === (index % 2 === 1) && part !== ':');
  if (!isAlternating || parts.length % 2 === 0) return undefined;
  const segments = parts.filter((part) => part !== '.').map((part) => part.replaceAll('"', ''));
  return segments.includes('') ? undefined : segments;
}

/** Whether a text still holds a token. */
export function hasToken(text: string): boolean {
  return text.search(TOKEN) >= 0;
}

/** The tokens of a text, as written between the parentheses. */
export function tokensOf(text: string): string[] {
  return [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
}

const LEGACY_TOKEN = /\{\{([-\p{L}\d_]+)\}\}/gu;

/**
 * Turns `{{name}}` of Concourse before 8.0 into `((name))`: the same length, so that every position stays true. Only in
 * files that use it as a value, where it means nothing in YAML; scripts of other files keep their braces.
 */
export function modernizeVars(text: string): string {
  if (text.search(LEGACY_TOKEN) < 0 || !usesLegacyVars(text)) return text;
  return text.replace(LEGACY_TOKEN, '(($1))');
}

/** YAML reads `{{name}}` as a map whose key is a map; nobody writes that for another reason. */
function usesLegacyVars(text: string): boolean {
  const document = parseDocument(text, {
    merge: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (document.errors.some((error) => error.code !== 'MULTIPLE_DOCS')) return true;
  let found = false;
  visit(document, {
    Pair(_key, pair) {
      if (!isMap(pair.key) || pair.value !== null) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

export interface VarsInput {
  /** Parsed text of the vars files, in the order given; the last one that names a variable wins. */
  readonly files: readonly { readonly file: string; readonly text: string }[];
  /** `-v name=value`: always text; beats the files. */
  readonly values: readonly { readonly name: string; readonly value: string }[];
  /** Values of the configuration; beaten by both. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

/**
 * Puts variables together as `fly` does (`fly/commands/internal/templatehelpers/yaml_template.go`): a value that holds
 * a token keeps it, and leaves it to Concourse.
 * Throws `OfflineGenError('pipeline')` when a vars file is no YAML map.
 */
export function collectVars(input: VarsInput): Vars {
  const vars = new Map<string, unknown>(Object.entries(input.defaults));
  for (const { file, text } of input.files) {
    for (const [name, value] of varsOfFile(file, text)) vars.set(name, value);
  }
  for (const { name, value } of input.values) setPath(vars, name, value);
  return vars;
}

function varsOfFile(file: string, text: string): [string, unknown][] {
  const yaml = parseYaml(modernizeVars(text), file);
  const root = yaml.document.contents;
  if (root === null) return [];
  if (!isMap(root)) {
    throw new OfflineGenError('pipeline', 'a vars file holds a map of names to values', {
      file,
      line: 1,
      column: 1,
    });
  }
  const value = plainValue(yaml, root);
  return value === null || typeof value !== 'object' ? [] : Object.entries(value);
}

/** `-v a.b=c` sets a field, as fly does since 6.0. */
function setPath(vars: Map<string, unknown>, name: string, value: string): void {
  const [head = name, ...fields] = splitName(name) ?? [name];
  if (fields.length === 0) {
    vars.set(head, value);
    return;
  }
  const before = vars.get(head);
  vars.set(head, withField(before, fields, value));
}

function withField(before: unknown, fields: readonly string[], value: string): unknown {
  const [field, ...rest] = fields;
  if (field === undefined) return value;
  const base: Readonly<Record<string, unknown>> =
    before !== null && typeof before === 'object' && !Array.isArray(before) ? { ...before } : {};
  return { ...base, [field]: withField(base[field], rest, value) };
}
