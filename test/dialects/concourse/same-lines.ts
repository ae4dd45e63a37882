import { expect } from 'vitest';
import { isCollection, isMap, isPair, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Pipeline, Step } from '../../../src/dialects/concourse/model.ts';
import { readPipeline } from '../../../src/dialects/concourse/read.ts';
import type { AnalyzedFile } from '../../../src/dialects/dialect.ts';
import { deref, isNode, type YamlFile } from '../../../src/yaml/document.ts';
import { entriesOf, find, isMergePair } from '../../../src/yaml/lookup.ts';

/** Lines of a text, 0-based, that a rewriting may touch. */
type Lines = Set<number>;

/**
 * Fails unless every line outside the nodes that had to change is still there, byte by byte and in order; in a file with
 * aliases, which may have been written out, every comment line.
 */
export function expectSameLines(original: string, file: AnalyzedFile, rewritten: string): void {
  const pipeline = readPipeline(original, 'pipeline.yml', new Map());
  const touched = touchedLines(pipeline, file);
  const lines = original.replace(/^\uFEFF/, '').split('\n');
  const kept = lines.filter((line, index) => !touched.has(index) && line.trim() !== '');
  const hasAliases = pipeline.yaml.targets.size > 0;
  const wanted = hasAliases ? kept.filter((line) => /^\s*#/.test(line)) : kept;
  const isLegacy = /\{\{/.test(original);
  if (!isLegacy) expectSubsequence(wanted, rewritten.split('\n'), hasAliases);
  if (!/(^|[^\r])\n/.test(original)) expect(rewritten).not.toMatch(/(^|[^\r])\n/);
}

function expectSubsequence(wanted: readonly string[], found: readonly string[], inAnyOrder: boolean): void {
  if (inAnyOrder) {
    const there = new Set(found.map((line) => line.trim()));
    expect(wanted.filter((line) => !there.has(line.trim()))).toEqual([]);
    return;
  }
  let at = 0;
  for (const line of wanted) {
    const next = found.findIndex((candidate, index) => index >= at && sameLine(candidate, line));
    expect(next, `the line ${JSON.stringify(line)} is gone`).toBeGreaterThanOrEqual(0);
    at = next + 1;
  }
}

/** The last line of a file without final line break gets one when something is added below. */
function sameLine(found: string, wanted: string): boolean {
  return found === wanted || (found.endsWith('\r') && found === `${wanted}\r`);
}

function touchedLines(pipeline: Pipeline, file: AnalyzedFile): Lines {
  const { yaml } = pipeline;
  const lines: Lines = new Set();
  const isMirrored = (path: string) =>
    file.drafts.some((draft) => draft.reference.path === path && draft.disposition === 'mirror');
  const root = yaml.document.contents;
  if (!isMap(root)) return lines;
  for (const declaration of [...pipeline.resources, ...pipeline.resourceTypes, ...pipeline.prototypes]) {
    const { node, section, index } = declaration;
    if (!isMirrored(`${section}[${index}]`)) continue;
    const keys = ['type', 'source', 'params', 'version', 'webhook_token', 'expose_build_created_by'];
    touchPairs(yaml, lines, node, keys);
  }
  for (const key of ['resource_types', 'resources']) {
    const list = deref(yaml, find(yaml, root, key)?.value);
    if (key === 'resource_types' || !isSeq(list) || list.flow === true || list.items.length === 0)
      touchPairs(yaml, lines, root, [key]);
  }
  for (const job of pipeline.jobs) {
    const plan = deref(yaml, find(yaml, job.node, 'plan')?.value);
    if (isSeq(plan) && plan.flow !== true) touchFlow(yaml, lines, plan);
    else touchPairs(yaml, lines, job.node, ['plan']);
    for (const pair of job.aggregates) touch(yaml, lines, isNode(pair.key) ? pair.key : undefined);
    for (const step of job.steps) touchStep(yaml, lines, step);
  }
  touchCommentsAbove(yaml, lines);
  touchOverridden(yaml, lines);
  return lines;
}

function touchStep(yaml: YamlFile, lines: Lines, { kind, node }: Step): void {
  if (kind === 'get') touchPairs(yaml, lines, node, ['params', 'version']);
  if (kind !== 'task') return;
  touchFlow(yaml, lines, node);
  const config = deref(yaml, find(yaml, node, 'config')?.value);
  if (isMap(config)) touchPairs(yaml, lines, config, ['image_resource']);
}

/** The lines of some pairs; of the next one too, which moves up when the first of a map goes. */
function touchPairs(yaml: YamlFile, lines: Lines, map: YAMLMap, keys: readonly string[]): void {
  touchFlow(yaml, lines, map);
  for (const [index, pair] of map.items.entries()) {
    const { key } = pair;
    if (!isNode(key) || !keys.includes(yaml.text.slice(...offsets(key)).replaceAll('"', ''))) continue;
    touchPair(yaml, lines, pair);
    const next = map.items[index + 1]?.key;
    if (index === 0 && isNode(next)) touch(yaml, lines, next);
  }
}

function touchPair(yaml: YamlFile, lines: Lines, { key, value }: Pair): void {
  if (isNode(key)) touchRange(yaml, lines, offsets(key)[0], offsets(isNode(value) ? value : key)[1]);
}

/** A pair that a merge key below it overrides has no meaning; what is merged may be written out. */
function touchOverridden(yaml: YamlFile, lines: Lines): void {
  for (const node of yaml.parents.keys()) {
    if (isPair(node) || !isMap(node)) continue;
    const taken = new Set([...entriesOf(yaml, node).values()].map(({ pair }) => pair));
    for (const pair of node.items) if (!taken.has(pair) || isMergePair(pair)) touchPair(yaml, lines, pair);
  }
}

/** The lines of the outermost flow collection around a node. */
function touchFlow(yaml: YamlFile, lines: Lines, node: Node): void {
  let outermost: Node | undefined;
  let current: Node | Pair | undefined = node;
  while (current !== undefined) {
    if (!isPair(current) && isCollection(current) && current.flow === true) outermost = current;
    current = yaml.parents.get(current);
  }
  touch(yaml, lines, outermost);
}

/** Comment lines directly above something that is touched may go with it. */
function touchCommentsAbove(yaml: YamlFile, lines: Lines): void {
  const texts = yaml.text.split('\n');
  const root = yaml.document.contents;
  const types = isMap(root) ? deref(yaml, find(yaml, root, 'resource_types')?.value) : undefined;
  if (!isSeq(types)) return;
  for (const item of types.items) {
    if (!isNode(item)) continue;
    let line = yaml.lines.linePos(offsets(item)[0]).line - 2;
    while (/^\s*#/.test(texts[line] ?? '')) {
      lines.add(line);
      line -= 1;
    }
  }
}

function touch(yaml: YamlFile, lines: Lines, node: Node | undefined): void {
  if (node === undefined) return;
  touchRange(yaml, lines, ...offsets(node));
}

function touchRange(yaml: YamlFile, lines: Lines, start: number, end: number): void {
  const last = yaml.lines.linePos(Math.max(start, end - 1)).line;
  for (let line = yaml.lines.linePos(start).line; line <= last; line += 1) lines.add(line - 1);
}

function offsets(node: Node): [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}
