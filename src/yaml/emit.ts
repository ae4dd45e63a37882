import { Document, isCollection, isScalar, type Tags, visit } from 'yaml';

const CREATE = {
  version: '1.1',
  aliasDuplicateObjects: false,
  customTags: (tags: Tags): Tags =>
    tags.filter((tag) => (typeof tag === 'string' ? tag !== 'merge' : !tag.tag.endsWith(':merge'))),
} as const;
const OPTIONS = { lineWidth: 0, flowCollectionPadding: false, indentSeq: false } as const;

/** Text that only double quotes can carry on one line: line breaks and what does not print. */
const NEEDS_ESCAPES = /[^\t\x20-\x7E\xA0-\uFFFD]|[\u2028\u2029\uFEFF]/;
/** Text that a block scalar would not give back: its trailing blank lines would be taken for the space below it. */
const NO_BLOCK = /\n\s*\n$|^\s|[^\n]\s\n$|[^\t\n\x20-\x7E\xA0-\uFFFD]|[\u2028\u2029\uFEFF]/;

/** Words that go-yaml reads as something else than text, and the library does not know of. */
const WORDS = /^(<<|[-+]?0o[0-7_]+)$/;

function needsQuotes(value: unknown, obstacle: RegExp): boolean {
  return typeof value === 'string' && (WORDS.test(value) || obstacle.test(value));
}

/** A value in flow style, on one line; right inside a flow collection too. */
export function emitFlow(value: unknown): string {
  const document = new Document([value], CREATE);
  visit(document, (_key, node) => {
    if (isCollection(node)) node.flow = true;
    if (isScalar(node) && needsQuotes(node.value, NEEDS_ESCAPES)) node.type = 'QUOTE_DOUBLE';
  });
  const text = document.toString({
    ...OPTIONS,
    defaultStringType: 'PLAIN',
    doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY,
  });
  return text
    .trimEnd()
    .replace(/\n\s*/g, ' ')
    .replace(/^\[\s*/, '')
    .replace(/\s*\]$/, '');
}

/** Longest small collection that stays on one line in block style. */
const SMALL = 40;

/**
 * A value in block style whose lines start at column `indent` (0-based); the first line is not indented, because the
 * caller stands there already. Small maps and lists of plain values inside it are on one line.
 */
export function emitBlock(value: unknown, indent: number): string {
  const document = new Document(value, CREATE);
  visit(document, (_key, node) => {
    if (isCollection(node) && node !== document.contents && isSmall(node.toJS(document))) node.flow = true;
    if (isScalar(node) && needsQuotes(node.value, NO_BLOCK)) node.type = 'QUOTE_DOUBLE';
  });
  const text = document.toString({ ...OPTIONS, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
  return indentLines(text.trimEnd(), indent);
}

/** Whether a map or list of plain values reads better on one line. */
export function isSmall(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  const isPlain = Object.values(value).every((inner) => inner === null || typeof inner !== 'object');
  return isPlain && emitFlow(value).length <= SMALL;
}

/** Indents every line but the first and the blank ones. */
export function indentLines(text: string, indent: number): string {
  const space = ' '.repeat(indent);
  return text.replace(/\n(?!\r?\n|\r?$)/g, `\n${space}`);
}

/** Moves every line but the first by `delta` columns. */
export function shiftLines(text: string, delta: number): string {
  if (delta === 0) return text;
  if (delta > 0) return indentLines(text, delta);
  const surplus = new RegExp(`\\n {1,${-delta}}`, 'g');
  return text.replace(surplus, '\n');
}
