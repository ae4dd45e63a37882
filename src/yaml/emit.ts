import { Document, isCollection, visit } from 'yaml';

const OPTIONS = { lineWidth: 0, flowCollectionPadding: false, indentSeq: false } as const;

/** A value in flow style, on one line. */
export function emitFlow(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Node(_key, node) {
      if (isCollection(node)) node.flow = true;
    },
  });
  return document
    .toString({ ...OPTIONS, defaultStringType: 'PLAIN' })
    .trimEnd()
    .replace(/\n\s*/g, ' ');
}

/** Longest small collection that stays on one line in block style. */
const SMALL = 40;

/**
 * A value in block style whose lines start at column `indent` (0-based); the first line is not indented, because the
 * caller stands there already. Small maps and lists of plain values inside it are on one line.
 */
export function emitBlock(value: unknown, indent: number): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Collection(_key, node) {
      if (node !== document.contents && isSmall(node.toJS(document))) node.flow = true;
    },
  });
  return indentLines(document.toString(OPTIONS).trimEnd(), indent);
}

/** Whether a map or list of plain values reads better on one line. */
export function isSmall(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  const isPlain = Object.values(value).every((inner) => inner === null || typeof inner !== 'object');
  return isPlain && emitFlow(value).length <= SMALL;
}

/** Indents every line but the first. */
export function indentLines(text: string, indent: number): string {
  const space = ' '.repeat(indent);
  return text.replace(/\n(?!\n|$)/g, `\n${space}`);
}

/** Moves every line but the first by `delta` columns. */
export function shiftLines(text: string, delta: number): string {
  if (delta === 0) return text;
  if (delta > 0) return indentLines(text, delta);
  const surplus = new RegExp(`\\n {1,${-delta}}`, 'g');
  return text.replace(surplus, '\n');
}
