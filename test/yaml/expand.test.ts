import { describe, expect, it } from 'vitest';
import { isAlias, isMap, isPair, visit } from 'yaml';
import { parseYaml } from '../../src/yaml/document.ts';
import { applyEdits } from '../../src/yaml/edit.ts';
import { type Expandable, expand } from '../../src/yaml/expand.ts';
import { isMergePair } from '../../src/yaml/lookup.ts';
import { plainValue } from '../../src/yaml/value.ts';

/** The last alias, merge key or pair without braces of a document. */
function lastExpandable(yaml: ReturnType<typeof parseYaml>): Expandable {
  let found: Expandable | undefined;
  visit(yaml.document, (_key, node, path) => {
    const inMerge = path.slice(-2).some((holder) => isPair(holder) && isMergePair(holder));
    if (isAlias(node) && !inMerge) found = { alias: node };
    if (isPair(node) && isMergePair(node)) found = { merge: node };
    if (isMap(node) && node.flow === true && node.srcToken === undefined) found = { bare: node };
  });
  if (found === undefined) throw new Error('nothing to write out');
  return found;
}

/** Writes the last one out, and fails if any value changes by it. */
function expanded(text: string): string {
  const before = parseYaml(text, 'p.yml');
  const result = applyEdits(before.text, expand(before, lastExpandable(before)));
  const after = parseYaml(result, 'p.yml');
  expect(plainValue(after, after.document.contents)).toEqual(plainValue(before, before.document.contents));
  return result;
}

/** What stands behind the anchors. */
function tail(text: string): string {
  return text.slice(text.indexOf('x:'));
}

describe('an alias that is written out', () => {
  it.each([
    ['a block map', 'a: &a\n  k: 1 # c\n  l: 2\nx: *a\n', 'x:\n  k: 1 # c\n  l: 2\n'],
    [
      'a deeper block map',
      'o:\n    a: &a\n        k: 1\n\n        l: 2\nx: *a\n',
      'x:\n    k: 1\n\n    l: 2\n',
    ],
    ['a list', 'a: &a\n- 1\n- 2\nx: *a\n', 'x:\n- 1\n- 2\n'],
    ['an indented list', 'a: &a\n  - 1\n  - 2\nx: *a\n', 'x:\n  - 1\n  - 2\n'],
    ['a comment behind it', 'a: &a\n- 1\nx: *a  # same\ny: 1\n', 'x:  # same\n- 1\ny: 1\n'],
    ['an alias on its own line', 'a: &a\n  k: 1\nx: # note: this\n    *a\n', 'x: # note: this\n    k: 1\n'],
    ['an item', 'a: &a\n  k: 1\n  l: 2\nx:\n- *a\n- z\n', 'x:\n- k: 1\n  l: 2\n- z\n'],
    [
      'an item with a comment',
      'a: &a\n  k: 1\n  l: |\n    text\nx:\n- *a # c\n',
      'x:\n# c\n- k: 1\n  l: |\n    text\n',
    ],
    ['flow style', 'a: &a {k: 1, l: [2]}\nx: *a\n', 'x: {k: 1, l: [2]}\n'],
    [
      'flow style of several lines',
      'o:\n  a: &a {\n    k: 1,\n    l: 2\n   }\nx: *a\n',
      'x: {\n  k: 1,\n  l: 2\n }\n',
    ],
    [
      'a block in flow style',
      'a: &a\n  k: one, two\n  l: [2]\nx: [*a ]\n',
      'x: [{k: "one, two", l: [2]} ]\n',
    ],
    ['quoted text', 'a: &a "it\'s"\nx: *a\n', 'x: "it\'s"\n'],
    ['plain text with a comma in flow style', 'a: &a one, two\nx: {k: *a }\n', 'x: {k: "one, two" }\n'],
    ['a big number', 'a: &a 12345678901234567890\nx: *a\n', 'x: 12345678901234567890\n'],
    [
      'a block scalar',
      'o:\n  a: &a |\n    one\n\n      two\nx: *a\ny: 1\n',
      'x: |\n  one\n\n    two\ny: 1\n',
    ],
    [
      'a block scalar that keeps its blank lines',
      'a: &a |+\n  one\n\nb: 1\nx: *a\ny: 1\n',
      'x: |+\n  one\n\ny: 1\n',
    ],
    ['a block scalar in flow style', 'a: &a |\n  one\nx: [*a ]\n', 'x: ["one\\n" ]\n'],
    ['a tag', 'a: &a !!str 5\nx: *a\n', 'x: "5"\n'],
    ['an empty list', 'a: &a []\nx: *a\n', 'x: []\n'],
    ['nothing', 'a: &a\nx: *a\n', 'x: null\n'],
    ['windows lines', 'a: &a\r\n  k: 1\r\n  l: 2\r\nx: *a # c\r\n', 'x: # c\n  k: 1\r\n  l: 2\r\n'],
  ])('keeps the text and the meaning of %s', (_what, text, expected) => {
    expect(tail(expanded(text))).toBe(expected);
  });

  it('defines no anchor again', () => {
    expect(tail(expanded('a: &a\n  k: &k # the &k\n    n: 1\n  l: &l [&m 1]\nx: *a\n'))).toBe(
      'x:\n  k: # the &k\n    n: 1\n  l: [1]\n',
    );
  });

  it('keeps an alias inside whose anchor is the only one of its name', () => {
    expect(tail(expanded('b: &b 1\na: &a\n  k: *b\nx: *a\n'))).toBe('x:\n  k: *b\n');
  });

  it('writes an alias inside out whose anchor was given again', () => {
    expect(tail(expanded('b: &b 1\na: &a\n  k: *b\nc: &b 2\nx: *a\n'))).toBe('x:\n  k: 1\n');
  });
});

describe('a merge key that is written out', () => {
  it.each([
    [
      'pairs that are not overridden',
      'a: &a\n  k: 1 \n  l:\n    m: 2\nx:\n  <<: *a\n  k: 3\n',
      'x:\n  l:\n    m: 2\n  k: 3\n',
    ],
    [
      'at the head of an item',
      'a: &a\n  k: 1\n  l: 2\nx:\n- <<: *a\n  m: 3\n',
      'x:\n- k: 1\n  l: 2\n  m: 3\n',
    ],
    ['from flow style', 'a: &a {k: "a, b", l: [1]}\nx:\n  <<: *a\n', 'x:\n  k: "a, b"\n  l: [1]\n'],
    ['in flow style', 'a: &a\n  k: 1\n  l: [1]\nx: {<<: *a , m: 1}\n', 'x: {k: 1, l: [1] , m: 1}\n'],
    ['a list of maps', 'a: &a {k: 1}\nb: &b {k: 2, l: 2}\nx:\n  <<: [*a, *b]\n', 'x:\n  k: 1\n  l: 2\n'],
    [
      'pairs that override what stands before',
      'a: &a {k: 1}\nx:\n  k: 0\n  m: 1\n  <<: *a\n',
      'x:\n  m: 1\n  k: 1\n',
    ],
    ['nothing that counts', 'a: &a {k: 1}\nx: {<<: *a , k: 2}\n', 'x: {k: 2}\n'],
    ['keys that need quotes', 'a: &a {"a: b": 1, on: 2}\nx:\n  <<: *a\n', 'x:\n  "a: b": 1\n  "true": 2\n'],
    [
      'text behind a comment',
      'a: &a\n  k: 1\n  l: |\n    t\nx:\n  <<: *a # c\n',
      'x:\n  # c\n  k: 1\n  l: |\n    t\n',
    ],
    ['pairs without value', 'a: &a {k: }\nx:\n  <<: *a\n', 'x:\n  k: null\n'],
  ])('gives %s', (_what, text, expected) => {
    expect(tail(expanded(text)).replace(/ +\n/g, '\n')).toBe(expected.replace(/ +\n/g, '\n'));
  });
});

describe('a pair of a flow list', () => {
  it('gets braces', () => {
    expect(expanded('x: [k: 1, l]\n')).toBe('x: [{k: 1}, l]\n');
  });
});
