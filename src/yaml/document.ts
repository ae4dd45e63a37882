import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { OfflineGenError } from '../model/errors.ts';
import type { Place } from '../model/rules.ts';
import { concourseTags } from './tags.ts';

/** A parsed YAML file that remembers where everything stands. */
export interface YamlFile {
  readonly file: string;
  /** The text that was parsed, without a byte order mark; offsets of nodes point into it. */
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Alias → the node it names: the last anchor of that name before it, as YAML has it. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Node or pair → what holds it; the root node has no entry. */
  readonly parents: ReadonlyMap<Node | Pair, Node | Pair>;
  /** How often each anchor name is given. */
  readonly anchors: ReadonlyMap<string, number>;
}

/**
 * Parses YAML as Concourse does: 1.1 words and numbers, without base-60 numbers and timestamps (go-yaml v2); merge
 * keys; several anchors of one name; of several documents the first. A key given twice is no error there (the last one
 * counts), but it is one here in a file that looks like a template, which nobody can have meant to be read.
 *
 * Throws `OfflineGenError('pipeline')` with file, line and column.
 */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const source = text.replace(/^\uFEFF/, '');
  try {
    const document = parse(source, lines);
    const error = document.errors.find((candidate) => isFatal(candidate, source));
    if (error !== undefined) throw invalid(error, source, file, lines);
    return { file, text: source, document, lines, ...relations(document, file, lines) };
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(file, error);
    throw error;
  }
}

function parse(text: string, lines: LineCounter): Document.Parsed {
  return parseDocument(text, {
    version: '1.1',
    merge: true,
    keepSourceTokens: true,
    lineCounter: lines,
    prettyErrors: false,
    customTags: concourseTags,
  });
}

function isFatal(error: YAMLError, text: string): boolean {
  if (error.code === 'MULTIPLE_DOCS') return false;
  return error.code !== 'DUPLICATE_KEY' || looksLikeTemplate(text) !== undefined;
}

function invalid(error: YAMLError, text: string, file: string, lines: LineCounter): OfflineGenError {
  if (error.code === 'RESOURCE_EXHAUSTION') return tooDeep(file, error);
  const { line, col } = lines.linePos(error.pos[0]);
  const kind = looksLikeTemplate(text);
  return new OfflineGenError('pipeline', `not valid YAML: ${error.message.split('\n', 1)[0]}`, {
    file,
    line,
    column: col,
    hint:
      kind === undefined
        ? 'Correct the file at this place.'
        : `The file looks like a ${kind}: give the rendered pipeline instead.`,
    cause: error,
  });
}

function looksLikeTemplate(text: string): string | undefined {
  if (/^\s*#@/m.test(text)) return 'ytt template';
  return /<%[=-]?|\{%/.test(text) ? 'template' : undefined;
}

function tooDeep(file: string, cause: unknown): OfflineGenError {
  return new OfflineGenError('pipeline', 'it is nested deeper than a pipeline can be', { file, cause });
}

type Relations = Pick<YamlFile, 'targets' | 'parents' | 'anchors'>;

function relations(document: Document.Parsed, file: string, lines: LineCounter): Relations {
  const named = new Map<string, Node>();
  const anchors = new Map<string, number>();
  const targets = new Map<Alias, Node>();
  const parents = new Map<Node | Pair, Node | Pair>();
  visit(document, (_key, node, path) => {
    if (!isPair(node) && !isNode(node)) return;
    const parent = path.at(-1);
    if (isPair(parent) || isNode(parent)) parents.set(node, parent);
    if (isAlias(node)) {
      const target = named.get(node.source);
      if (target === undefined) throw unknownAnchor(node, file, lines);
      targets.set(node, target);
    } else if (isNode(node) && node.anchor !== undefined) {
      named.set(node.anchor, node);
      anchors.set(node.anchor, (anchors.get(node.anchor) ?? 0) + 1);
    }
  });
  return { targets, parents, anchors };
}

function unknownAnchor(alias: Alias, file: string, lines: LineCounter): OfflineGenError {
  const { line, col } = lines.linePos(alias.range?.[0] ?? 0);
  const message = `the alias *${alias.source} names no anchor before it`;
  return new OfflineGenError('pipeline', message, { file, line, column: col });
}

/** Where a node stands, 1-based. A null value (`key:`) stands where its text would be. */
export function placeOf(yaml: YamlFile, node: Node | null | undefined): Place {
  const { line, col } = yaml.lines.linePos(node?.range?.[0] ?? 0);
  return { file: yaml.file, line, column: col };
}

export function isNode(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}

/** The node behind an alias; any other node is itself. */
export function deref(yaml: YamlFile, node: unknown): Node | undefined {
  if (isAlias(node)) return yaml.targets.get(node);
  return isNode(node) ? node : undefined;
}
