import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { didYouMean } from '../model/suggest.ts';

/** The part of JSON Schema 2020-12 that the configuration's schema uses. `title` says what is expected, for errors. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
}

/** What does not fit, in words that never repeat a value (it may be a secret), and the offset of its first character. */
export interface Mismatch {
  readonly message: string;
  readonly hint: string | null;
  readonly offset: number;
}

interface Context {
  readonly document: Document.Parsed;
  readonly root: Schema;
}

interface Spot {
  /** `s3.endpoint`, `sources[1]`; empty for the document. */
  readonly path: string;
  /** Where to point when there is no node. */
  readonly offset: number;
}

/** The first place where a YAML document does not fit a schema, in document order. */
export function findMismatch(document: Document.Parsed, root: Schema): Mismatch | undefined {
  return checkNode(document.contents, root, { path: '', offset: 0 }, { document, root });
}

function checkNode(value: Node | null, schema: Schema, spot: Spot, context: Context): Mismatch | undefined {
  const rule = dereference(schema, context.root);
  const node = isAlias(value) ? (value.resolve(context.document) ?? null) : value;
  const offset = value?.range?.[0] ?? spot.offset;
  if (!accepts(rule, node)) return wrongValue(rule, node, { path: spot.path, offset });
  if (isMap(node)) return checkMap(node, rule, { path: spot.path, offset }, context);
  if (!isSeq<Node>(node) || rule.items === undefined) return undefined;
  for (const [index, item] of node.items.entries()) {
    const mismatch = checkNode(item, rule.items, { path: `${spot.path}[${index}]`, offset }, context);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

function checkMap(map: YAMLMap, rule: Schema, spot: Spot, context: Context): Mismatch | undefined {
  for (const { key, value } of map.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const offset = isScalar(key) ? (key.range?.[0] ?? spot.offset) : spot.offset;
    const path = spot.path === '' ? name : `${spot.path}.${name}`;
    const schema = schemaOfKey(rule, name);
    if (schema === false) return unknownKey(path, name, Object.keys(rule.properties ?? {}), offset);
    const names = rule.propertyNames && dereference(rule.propertyNames, context.root);
    if (names !== undefined && !matches(names.pattern, name)) {
      return { message: `"${path}" is not ${names.title ?? 'allowed here'}`, hint: null, offset };
    }
    if (schema === true) continue;
    const mismatch = checkNode(isNode(value) ? value : null, schema, { path, offset }, context);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}

/** The schema of a key's value; true: anything; false: no such key. */
function schemaOfKey(rule: Schema, name: string): Schema | boolean {
  const { properties } = rule;
  const own = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return own ?? rule.additionalProperties ?? true;
}

function unknownKey(path: string, name: string, known: readonly string[], offset: number): Mismatch {
  const suggestion = didYouMean(name, known);
  const hint = suggestion === '' ? `Known keys: ${known.join(', ')}.` : null;
  return { message: `unknown key "${path}"${suggestion}`, hint, offset };
}

function accepts(rule: Schema, node: Node | null): boolean {
  const value: unknown = isScalar(node) ? node.value : null;
  const kind = kindOf(node);
  const types = rule.type === undefined ? undefined : [rule.type].flat();
  if (types !== undefined && !types.includes(kind) && !(kind === 'integer' && types.includes('number')))
    return false;
  if (rule.const !== undefined && value !== rule.const) return false;
  if (rule.enum !== undefined && !rule.enum.includes(value)) return false;
  if (typeof value === 'string') return matches(rule.pattern, value);
  if (typeof value !== 'number') return true;
  return value >= (rule.minimum ?? -Infinity) && value <= (rule.maximum ?? Infinity);
}

function wrongValue(rule: Schema, node: Node | null, spot: Spot): Mismatch {
  const kind = kindOf(node);
  const types = [rule.type ?? []].flat();
  const fits = types.length === 0 || types.includes(kind);
  const subject = spot.path === '' ? 'the configuration' : `"${spot.path}"`;
  const unquoted = !fits && types.includes('string') && (kind === 'integer' || kind === 'number');
  return {
    message: `${subject} must be ${expectation(rule)}${fits ? '' : `, not ${KIND_NAMES[kind]}`}`,
    hint: unquoted ? 'Put it in quotes.' : null,
    offset: spot.offset,
  };
}

function expectation(rule: Schema): string {
  if (rule.title !== undefined && rule.properties === undefined) return rule.title;
  if (rule.enum !== undefined) return rule.enum.map((choice) => `"${String(choice)}"`).join(' or ');
  return [rule.type ?? 'something else']
    .flat()
    .map((type) => (isKind(type) ? KIND_NAMES[type] : type))
    .join(' or ');
}

const KIND_NAMES = {
  null: 'empty',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'a map of keys and values',
} as const;

type Kind = keyof typeof KIND_NAMES;

function isKind(text: string): text is Kind {
  return Object.hasOwn(KIND_NAMES, text);
}

function kindOf(node: Node | null): Kind {
  if (isMap(node)) return 'object';
  if (isSeq(node)) return 'array';
  const value: unknown = isScalar(node) ? node.value : null;
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'null';
}

function matches(pattern: string | undefined, text: string): boolean {
  return pattern === undefined || new RegExp(pattern, 'u').test(text);
}

/** Follows `#/$defs/name`; keywords beside `$ref` win. */
function dereference(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : { ...root.$defs?.[name], ...schema };
}
