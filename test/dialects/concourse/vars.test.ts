import { describe, expect, it } from 'vitest';
import {
  collectVars,
  hasToken,
  interpolate,
  modernizeVars,
  tokensOf,
} from '../../../src/dialects/concourse/vars.ts';

const VARS = new Map<string, unknown>([
  ['a', 'one'],
  ['n', 5],
  ['flag', true],
  ['map', { field: 'deep', 'dotted.field': 2, list: [1] }],
  ['dotted.name', 'flat'],
  ['again', '((a))'],
  ['on', 'no key of the map'],
]);

describe('interpolation', () => {
  it.each([
    ['((a))', 'one'],
    ['((n))', 5],
    ['((flag))', true],
    ['((map.field))', 'deep'],
    ['(("map"."dotted.field"))', 2],
    ['(("dotted.name"))', 'flat'],
    ['((map.list))', [1]],
    ['x-((a))-((n))', 'x-one-5'],
    // One pass: what a value holds is left to Concourse, as fly does.
    ['((again))', '((a))'],
    ['x((again))', 'x((a))'],
  ])('gives %s its value', (text, value) => {
    expect(interpolate(text, VARS)).toEqual({ value, missing: [] });
  });

  it.each([
    '((b))',
    '((map.nothing))',
    '((a.field))',
    '((source:a))',
    '((.:a))',
    '((.a))',
    '((a.))',
    '((map..field))',
    '((dotted.name))',
    '((map.toString))',
  ])('leaves %s alone and says so', (text) => {
    expect(interpolate(text, VARS)).toEqual({ value: text, missing: [text.slice(2, -2)] });
  });

  it('puts only text and numbers into a longer text', () => {
    expect(interpolate('x((flag))((map))', VARS)).toEqual({
      value: 'x((flag))((map))',
      missing: ['flag', 'map'],
    });
  });

  it('takes spaces and other text in parentheses for what they are', () => {
    const text = '(( a )) ((a b)) $((1 + 2)) ((a';
    expect(interpolate(text, VARS)).toEqual({ value: text, missing: [] });
  });

  it('goes into lists, maps and keys, and counts each missing token once', () => {
    const value = { list: ['((a))', '((x))'], '((a))': { '((x))': null, n: 1 } };
    expect(interpolate(value, VARS)).toEqual({
      value: { list: ['one', '((x))'], one: { '((x))': null, n: 1 } },
      missing: ['x'],
    });
  });
});

describe('tokens', () => {
  it.each(['((a))', 'x((a.b))', '((ünï-1))', '((vault:path/to.field))', '((@a))', '(("a.b".c))'])(
    'sees one in %s',
    (text) => {
      expect(hasToken(text)).toBe(true);
    },
  );

  it('lists them in order', () => {
    expect(tokensOf('((a))/((s:b.c))((a))')).toEqual(['a', 's:b.c', 'a']);
  });
});

describe('braces of old pipelines', () => {
  it.each([
    ['a value', 'a: {{x}}\n', 'a: ((x))\n'],
    ['an item', 'a: [{{x}}, {{y-1}}]\n', 'a: [((x)), ((y-1))]\n'],
    [
      'text once a value tells that the file is old',
      'a: {{x}}\nb: "http://{{host}}/"\n',
      'a: ((x))\nb: "http://((host))/"\n',
    ],
  ])('become parentheses as %s', (_what, text, expected) => {
    expect(modernizeVars(text)).toBe(expected);
    expect(modernizeVars(text)).toHaveLength(text.length);
  });

  it.each([
    ['a template of something else', 'run: {args: ["docker inspect -f {{json}} x"]}\n'],
    ['a block scalar', 'args:\n- |\n  echo {{name}}\n'],
    ['spaces', 'a: "{{ x }}"\n'],
    ['a map', 'a: {b: {c: 1}}\n'],
  ])('stay in %s', (_what, text) => {
    expect(modernizeVars(text)).toBe(text);
  });
});

describe('variables from options', () => {
  it('lets later files beat earlier ones, options beat files, and both beat the configuration', () => {
    const vars = collectVars({
      defaults: { a: 'config', b: 'config', c: 'config' },
      files: [
        { file: '1.yml', text: 'b: first\nc: first\nd: {x: 1, z: 2}\n' },
        { file: '2.yml', text: '---\nc: second\ne: ((a))\n' },
      ],
      values: [
        { name: 'c', value: '1' },
        { name: 'd.x', value: '3' },
        { name: 'f.g', value: 'new' },
        { name: '"h.i"', value: 'dotted' },
      ],
    });
    expect(Object.fromEntries(vars)).toEqual({
      a: 'config',
      b: 'first',
      c: '1',
      d: { x: '3', z: 2 },
      e: '((a))',
      f: { g: 'new' },
      'h.i': 'dotted',
    });
  });

  it('takes an empty file for no variables', () => {
    expect(collectVars({ defaults: {}, files: [{ file: 'v.yml', text: '# none\n' }], values: [] }).size).toBe(
      0,
    );
  });

  it('says which file holds no variables', () => {
    const input = { defaults: {}, files: [{ file: 'v.yml', text: '- a\n' }], values: [] };
    expect(() => collectVars(input)).toThrow(
      expect.objectContaining({
        code: 'pipeline',
        message: 'a vars file holds a map of names to values',
        details: expect.objectContaining({ file: 'v.yml' }),
      }),
    );
  });
});
