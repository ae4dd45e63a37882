import { describe, expect, it } from 'vitest';
import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import { parseYaml, type YamlFile } from '../../src/yaml/document.ts';
import { appendRootList, applyEdits, removePairs, setPair } from '../../src/yaml/edit.ts';
import { appendItems, prependItems, removeItems } from '../../src/yaml/edit-list.ts';
import { get } from '../../src/yaml/lookup.ts';

/** The map or list under `at` in the root map. */
function under(yaml: YamlFile, key: string): unknown {
  const root = yaml.document.contents;
  return isMap(root) ? get(yaml, root, key) : undefined;
}

function mapAt(yaml: YamlFile): YAMLMap {
  const list = under(yaml, 'at');
  const node = isSeq(list) ? list.items[0] : list;
  if (isMap(node)) return node;
  throw new Error('`at` is a map or a list that starts with one');
}

function listAt(yaml: YamlFile): YAMLSeq {
  const node = under(yaml, 'at');
  if (isSeq(node)) return node;
  throw new Error('`at` is a list');
}

function set(text: string, key: string, value: unknown, after: string): string {
  const yaml = parseYaml(text, 'p.yml');
  return applyEdits(yaml.text, [setPair(yaml, mapAt(yaml), key, value, after)]);
}

function remove(text: string, ...keys: string[]): string {
  const yaml = parseYaml(text, 'p.yml');
  return applyEdits(yaml.text, removePairs(yaml, mapAt(yaml), keys));
}

const UNPACK = { unpack: true };

describe('applyEdits', () => {
  it('inserts before it replaces at one place, in the order given', () => {
    const edits = [
      { start: 1, end: 2, text: 'X' },
      { start: 1, end: 1, text: '1' },
      { start: 1, end: 1, text: '2' },
    ];
    expect(applyEdits('abc', edits)).toBe('a12Xc');
  });

  it('refuses edits that overlap', () => {
    const edits = [
      { start: 0, end: 2, text: '' },
      { start: 1, end: 3, text: '' },
    ];
    expect(() => applyEdits('abc', edits)).toThrow('edits overlap at offset 1');
  });
});

describe('a pair that is added', () => {
  it.each([
    [
      'below a line with a comment',
      'at:\n- get: a  # why\n- z\n',
      'at:\n- get: a  # why\n  params: {unpack: true}\n- z\n',
    ],
    ['as the last line of a file', 'at:\n- get: a', 'at:\n- get: a\n  params: {unpack: true}'],
    [
      'in a map of its own lines',
      'at:\n-\n    get: a\n    b: 1\n',
      'at:\n-\n    get: a\n    params: {unpack: true}\n    b: 1\n',
    ],
    [
      'behind an anchored key',
      'at:\n- &k get: a\n  b: 1\n',
      'at:\n- &k get: a\n  params: {unpack: true}\n  b: 1\n',
    ],
    ['behind an explicit key', 'at:\n- ? get\n  : a\n', 'at:\n- ? get\n  : a\n  params: {unpack: true}\n'],
    ['behind a quoted key', 'at:\n- "get": a\n', 'at:\n- "get": a\n  params: {unpack: true}\n'],
    ['in flow style', 'at: [{get: a , b: 1}]\n', 'at: [{get: a, params: {unpack: true} , b: 1}]\n'],
    [
      'behind a key without value',
      'at: [{get, b: "c: d"}]\n',
      'at: [{get, params: {unpack: true}, b: "c: d"}]\n',
    ],
    ['in JSON', 'at: [{"get": "a"}]\n', 'at: [{"get": "a", "params": {"unpack":true}}]\n'],
    ['in an empty map', 'at: {}\n', 'at: {params: {unpack: true}}\n'],
    [
      'in windows files',
      'at:\r\n- get: a # c\r\n  b: 1\r\n',
      'at:\r\n- get: a # c\n  params: {unpack: true}\r\n  b: 1\r\n',
    ],
  ])('stands %s', (_where, text, expected) => {
    expect(set(text, 'params', UNPACK, 'get')).toBe(expected);
  });

  it.each([
    [
      '|',
      'at:\n- task: |\n    a\n    b\n\n# c\n- z\n',
      'at:\n- task: |\n    a\n    b\n  image: x\n\n# c\n- z\n',
    ],
    ['|-', 'at:\n- task: |-\n    a\n- z\n', 'at:\n- task: |-\n    a\n  image: x\n- z\n'],
    ['>', 'at:\n- task: >\n    a  \n  # c\n- z\n', 'at:\n- task: >\n    a  \n  image: x\n  # c\n- z\n'],
    ['|+', 'at:\n- task: |+\n    a\n\n- z\n', 'at:\n- task: |+\n    a\n\n  image: x\n- z\n'],
  ])('stands behind a block scalar %s', (_style, text, expected) => {
    expect(set(text, 'image', 'x', 'task')).toBe(expected);
  });
});

describe('a pair that is replaced', () => {
  const value = { endpoint: '((endpoint))', regexp: 'x/(v1)\\.tgz', use_path_style: true };
  const block = '    endpoint: ((endpoint))\n    regexp: x/(v1)\\.tgz\n    use_path_style: true';

  it.each([
    [
      'a block',
      'at:\n- source:\n    uri: x  # gone\n  # stays\n  b: 1\n',
      `at:\n- source:\n${block}\n  # stays\n  b: 1\n`,
    ],
    ['a flow map', 'at:\n- source: {uri: x} # stays\n  b: 1\n', `at:\n- source:\n${block} # stays\n  b: 1\n`],
    ['nothing', 'at:\n- source:\n  b: 1\n', `at:\n- source:\n${block}\n  b: 1\n`],
    ['an empty node with an anchor', 'at:\n- source: &s\n  b: 1\n', `at:\n- source:\n${block}\n  b: 1\n`],
    ['an explicit pair', 'at:\n- ? source\n  : uri: x\n  b: 1\n', `at:\n- source:\n${block}\n  b: 1\n`],
  ])('takes the place of %s', (_what, text, expected) => {
    expect(set(text, 'source', value, '')).toBe(expected);
  });
});

describe('pairs that are removed', () => {
  it.each([
    [
      'with their lines',
      'at:\n  a: 1\n  v: {x: 1} # c\n  w:\n    x: 1\n  # stays\n  b: 2\n',
      'at:\n  a: 1\n  # stays\n  b: 2\n',
    ],
    ['at the end', 'at:\n  a: 1\n  v: 1\n  w: 2\nz: 1\n', 'at:\n  a: 1\nz: 1\n'],
    ['at the end of the file', 'at:\n  a: 1\n  v: 1', 'at:\n  a: 1'],
    ['at the head of an item', 'at:\n- v: 1\n  w: 2\n  a: 1\n', 'at:\n- a: 1\n'],
    [
      'at the head of an item, a comment below',
      'at:\n- v: 1\n  # stays\n  a: 1\n',
      'at:\n-\n  # stays\n  a: 1\n',
    ],
    ['between blank lines', 'at:\n  a: 1\n\n  v: 1\n\n  b: 1\n', 'at:\n  a: 1\n\n  b: 1\n'],
    ['altogether', 'at:\n  v: 1\n  w: 2\nz: 1\n', 'at:\n  {}\nz: 1\n'],
    ['in flow style', 'at: {a: 1, v: 1, w: 2, b: 3}\n', 'at: {a: 1, b: 3}\n'],
    ['at the end in flow style', 'at: {a: 1, v: 1, w: 2}\n', 'at: {a: 1}\n'],
    ['at the head in flow style', 'at: {v: 1, w: 2, a: 1}\n', 'at: {a: 1}\n'],
    ['apart in flow style', 'at: {v: 1, a: 1, w: 2}\n', 'at: {a: 1}\n'],
    ['altogether in flow style', 'at: {v: 1, w: 2}\n', 'at: {}\n'],
    [
      'from lines in flow style',
      'at: {\n  a: 1, # one\n  v: 1, # gone\n  b: 2\n  }\n',
      'at: {\n  a: 1, # one\n  b: 2\n  }\n',
    ],
    ['from the last line in flow style', 'at: {\n  a: 1, # one\n  v: 1 }\n', 'at: {\n  a: 1, # one\n   }\n'],
    ['with a comma at the end', 'at: {\n  a: 1,\n  v: 1,}\n', 'at: {\n  a: 1,}\n'],
    ['with commas in front', 'at: {\n  a: 1\n  , v: 1\n  , b: 1\n  }\n', 'at: {\n  a: 1\n  , b: 1\n  }\n'],
    ['from windows files', 'at:\r\n  a: 1\r\n  v: 1\r\n  b: 1\r\n', 'at:\r\n  a: 1\r\n  b: 1\r\n'],
  ])('go %s', (_how, text, expected) => {
    expect(remove(text, 'v', 'w')).toBe(expected);
  });

  it('leave a place to add something where they ended', () => {
    const yaml = parseYaml('at:\n- a: 1\n  v: 1\n', 'p.yml');
    const edits = [...removePairs(yaml, mapAt(yaml), ['v']), appendItems(yaml, listAt(yaml), ['new'])];
    expect(applyEdits(yaml.text, edits)).toBe('at:\n- a: 1\n- new\n');
  });
});

describe('items of a list', () => {
  function edited(text: string, edit: typeof prependItems): string {
    const yaml = parseYaml(text, 'p.yml');
    return applyEdits(yaml.text, [edit(yaml, listAt(yaml), [{ get: 'i', params: UNPACK }])]);
  }

  it.each([
    ['a list', 'at:\n- a\n', 'at:\n- get: i\n  params: {unpack: true}\n- a\n'],
    ['an indented list', 'at:\n    - a\n', 'at:\n    - get: i\n      params: {unpack: true}\n    - a\n'],
    [
      'a comment',
      'at:\n# first\n# of all\n- a\n',
      'at:\n- get: i\n  params: {unpack: true}\n# first\n# of all\n- a\n',
    ],
    ['a flow list', 'at: [ a ]\n', 'at: [{get: i, params: {unpack: true}},  a ]\n'],
    ['nothing', 'at: []\n', 'at: [{get: i, params: {unpack: true}}]\n'],
  ])('go before %s', (_what, text, expected) => {
    expect(edited(text, prependItems)).toBe(expected);
  });

  it.each([
    ['a list', 'at:\n- a # c\n# end\n', 'at:\n- a # c\n- get: i\n  params: {unpack: true}\n# end\n'],
    ['an empty item', 'at:\n- a\n-\nz: 1\n', 'at:\n- a\n-\n- get: i\n  params: {unpack: true}\nz: 1\n'],
    ['a flow list with a comma', 'at: [a,]\n', 'at: [a, {get: i, params: {unpack: true}},]\n'],
    ['a list of JSON', 'at: [{"a": 1}]\n', 'at: [{"a": 1}, {"get":"i","params":{"unpack":true}}]\n'],
  ])('go behind %s', (_what, text, expected) => {
    expect(edited(text, appendItems)).toBe(expected);
  });

  it.each([
    ['with their comment', 'at:\n- a\n# b is\n# good\n- b\n- c\n- d\n', 'at:\n- a\n- d\n'],
    [
      'without the comment of the item above',
      'at:\n- a:\n    x: 1\n    # y: 2\n- b\n- c\n',
      'at:\n- a:\n    x: 1\n    # y: 2\n',
    ],
    ['and a comment after a blank line stays', 'at:\n- a\n# rest\n\n- b\n- c\n', 'at:\n- a\n# rest\n\n'],
    ['from a flow list', 'at: [a, &b {x: 1}, c]\n', 'at: [a]\n'],
    [
      'from lines of a flow list',
      'at: [\n  a, # one\n  b, # two\n  c # three\n  ]\n',
      'at: [\n  a, # one\n  ]\n',
    ],
  ])('go %s', (_how, text, expected) => {
    const yaml = parseYaml(text, 'p.yml');
    expect(applyEdits(yaml.text, removeItems(yaml, listAt(yaml), [1, 2]))).toBe(expected);
  });
});

describe('a list that is added to the root map', () => {
  it.each([
    ['a block', 'a: 1\n# end\n', 'a: 1\n\nresources:\n- name: x\n# end\n'],
    ['JSON', '{"a": 1}\n', '{"a": 1, "resources": [{"name":"x"}]}\n'],
    ['the first document', 'a: 1\n---\nb: 1\n', 'a: 1\n\nresources:\n- name: x\n---\nb: 1\n'],
  ])('stands at the end of %s', (_what, text, expected) => {
    const yaml = parseYaml(text, 'p.yml');
    const root = yaml.document.contents;
    if (!isMap(root)) throw new Error('the root is a map');
    expect(applyEdits(yaml.text, [appendRootList(yaml, root, 'resources', [{ name: 'x' }])])).toBe(expected);
  });
});
