import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { OfflineGenError } from '../model/errors.ts';
import type { Place } from '../model/rules.ts';

/** A parsed YAML file that remembers where everything stands. */
export interface YamlFile {
  readonly file: string;
  /** The text that was parsed; offsets of nodes point into it. */
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
  /** Alias → the node it names: the last anchor of that name before it, as YAML has it. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/** Tags of YAML 1.1 that go-yaml, and so Concourse, does not know or reads as plain strings. */
const UNKNOWN_TO_CONCOURSE = /:(timestamp|omap|pairs|set)$/;

/**
 * Parses YAML as Concourse does: 1.1 words and numbers, without base-60 numbers and timestamps (go-yaml v2); merge
 * keys; several anchors of one name; of several documents the first.
 *
 * Throws `OfflineGenError('pipeline')` with file, line and column.
 */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    merge: true,
    keepSourceTokens: true,
    lineCounter: lines,
    prettyErrors: false,
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === 'string' ||
          !(UNKNOWN_TO_CONCOURSE.test(tag.tag) || ('format' in tag && tag.format === 'TIME')),
      ),
  });
  const error = document.errors.find((candidate) => candidate.code !== 'MULTIPLE_DOCS');
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new OfflineGenError('pipeline', `not valid YAML: ${firstLine(error.message)}`, {
      file,
      line,
      column: col,
      hint: templateHint(text),
      cause: error,
    });
  }
  return { file, text, document, lines, targets: aliasTargets(document, file, lines) };
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? message;
}

function templateHint(text: string): string {
  if (/^\s*#@/m.test(text)) return 'The file looks like a ytt template: give the rendered pipeline instead.';
  if (/<%[=-]?|\{%/.test(text)) return 'The file looks like a template: give the rendered pipeline instead.';
  return 'Correct the file at this place.';
}

function aliasTargets(document: Document.Parsed, file: string, lines: LineCounter): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target === undefined) {
          const { line, col } = lines.linePos(node.range?.[0] ?? 0);
          throw new OfflineGenError('pipeline', `the alias *${node.source} names no anchor before it`, {
            file,
            line,
            column: col,
          });
        }
        targets.set(node, target);
      } else if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return targets;
}

/** Where a node stands, 1-based. A null value (`key:`) stands where its text would be. */
export function placeOf(yaml: YamlFile, node: Node | null | undefined): Place {
  const { line, col } = yaml.lines.linePos(node?.range?.[0] ?? 0);
  return { file: yaml.file, line, column: col };
}

/** The node behind an alias; any other node is itself. */
export function deref(yaml: YamlFile, node: unknown): Node | undefined {
  if (isAlias(node)) return yaml.targets.get(node);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : undefined;
}

/** Text of a key as it is written; Concourse's keys are all plain words. */
export function keyText(pair: Pair): string {
  return isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '';
}

/** A pair found under a key, and the alias or merge it was reached through (undefined: written in the map itself). */
export interface Found {
  readonly pair: Pair;
  readonly value: Node | undefined;
  readonly map: YAMLMap;
  readonly merge: Pair | undefined;
}

/** Looks a key up in a map, its own pairs before the merged ones. */
export function find(yaml: YamlFile, map: YAMLMap, key: string): Found | undefined {
  const own = map.items.find((pair) => keyText(pair) === key);
  if (own !== undefined) return { pair: own, value: asNode(own.value), map, merge: undefined };
  for (const merge of map.items) {
    if (!isMergePair(merge)) continue;
    for (const merged of mergedMaps(yaml, merge)) {
      const found = find(yaml, merged, key);
      if (found !== undefined) return { ...found, merge };
    }
  }
  return undefined;
}

/** The value under a key, aliases followed. */
export function get(yaml: YamlFile, map: YAMLMap, key: string): Node | undefined {
  return deref(yaml, find(yaml, map, key)?.value);
}

/** Keys of a map, merged ones included, in order, each once. */
export function keys(yaml: YamlFile, map: YAMLMap): string[] {
  const names = map.items.flatMap((pair) =>
    isMergePair(pair) ? mergedMaps(yaml, pair).flatMap((merged) => keys(yaml, merged)) : [keyText(pair)],
  );
  return [...new Set(names)];
}

export function isMergePair(pair: Pair): boolean {
  return (
    isScalar(pair.key) &&
    (pair.key.source === '<<' || pair.key.value === '<<') &&
    pair.key.type === Scalar.PLAIN
  );
}

function mergedMaps(yaml: YamlFile, pair: Pair): YAMLMap[] {
  const value = deref(yaml, pair.value);
  if (isMap(value)) return [value];
  if (!isSeq(value)) return [];
  return value.items.map((item) => deref(yaml, item)).filter((item) => isMap(item));
}

function asNode(value: unknown): Node | undefined {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value) ? value : undefined;
}

/** Deeper nesting than any pipeline has; also stops an alias that contains itself. */
const MAX_DEPTH = 200;
/** Values made from one node, over all aliases: an alias bomb ends here instead of in memory. */
const MAX_VALUES = 2_000_000;

/** The plain value of a node, aliases and merges resolved. Map keys are text. */
export function plainValue(yaml: YamlFile, node: Node | undefined): unknown {
  const budget = { left: MAX_VALUES };
  return convert(yaml, node, budget, 0);
}

function convert(yaml: YamlFile, node: unknown, budget: { left: number }, depth: number): unknown {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0) {
    throw new OfflineGenError('pipeline', 'aliases expand to more than a pipeline can hold', {
      file: yaml.file,
    });
  }
  const target = deref(yaml, node);
  if (isScalar(target)) return scalarValue(target);
  if (isSeq(target)) return target.items.map((item) => convert(yaml, item, budget, depth + 1));
  if (!isMap(target)) return null;
  const entries = keys(yaml, target).map((key): [string, unknown] => [
    key,
    convert(yaml, find(yaml, target, key)?.value, budget, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

function scalarValue(scalar: Scalar): unknown {
  const { value } = scalar;
  if (typeof value === 'bigint') return Number(value);
  return value === undefined ? null : value;
}
