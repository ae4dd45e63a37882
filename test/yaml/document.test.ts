import { describe, expect, it } from 'vitest';
import { isMap } from 'yaml';
import { parseYaml, placeOf } from '../../src/yaml/document.ts';
import { find, get, keys } from '../../src/yaml/lookup.ts';
import { plainValue } from '../../src/yaml/value.ts';

function valueOfText(text: string): unknown {
  const yaml = parseYaml(text, 'p.yml');
  return plainValue(yaml, yaml.document.contents);
}

describe('scalars as Concourse reads them', () => {
  it.each([
    ['on', true],
    ['y', true],
    ['No', false],
    ['0755', 493],
    ['08', 8],
    ['0o17', 15],
    ['0b11', 3],
    ['-0x1F', -31],
    ['1_000', 1000],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['.5', 0.5],
    ['.', '.'],
    ['..', '..'],
    ['12:30:45', '12:30:45'],
    ['1:30', '1:30'],
    ['2001-01-01', '2001-01-01'],
    ['=', '='],
    ['"yes"', 'yes'],
    ['!!str 5', '5'],
    ['~', null],
    ['', null],
  ])('reads %s', (text, value) => {
    expect(valueOfText(`key: ${text}\n`)).toEqual({ key: value });
  });

  it('makes names of keys that are no text', () => {
    expect(valueOfText('{on: 1, 1.10: 2, 010: 3, "on": 4}')).toEqual({ true: 1, 1.1: 2, 8: 3, on: 4 });
  });
});

describe('anchors and merge keys', () => {
  it('takes the last anchor of a name before the alias', () => {
    expect(valueOfText('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it.each([
    ['a pair behind the merge key overrides it', '{<<: *one, k: own}', { k: 'own', a: 1 }],
    ['the merge key overrides a pair before it', '{k: own, <<: *one}', { k: 'one', a: 1 }],
    ['the first map of a list counts', '{<<: [*two, *one]}', { k: 'two', a: 1 }],
    ['the last of two merge keys counts', '{<<: *one, <<: *two}', { k: 'two', a: 1 }],
    ['a quoted merge key is a key', '{"<<": *two}', { '<<': { k: 'two' } }],
  ])('%s', (_rule, map, expected) => {
    const text = `one: &one {k: one, a: 1}\ntwo: &two {k: two}\nmap: ${map}\n`;
    expect(valueOfText(text)).toMatchObject({ map: expected });
  });

  it('finds a pair through a merge key of a merge key, and says so', () => {
    const yaml = parseYaml('a: &a {p: 1}\nb: &b {<<: *a, q: 2}\nc: {<<: *b, r: 3}\n', 'p.yml');
    const root = yaml.document.contents;
    const map = isMap(root) ? get(yaml, root, 'c') : undefined;
    if (!isMap(map)) throw new Error('c is a map');
    expect(keys(yaml, map)).toEqual(['p', 'q', 'r']);
    expect(find(yaml, map, 'p')?.merge).toBe(map.items[0]);
    expect(find(yaml, map, 'r')?.merge).toBeUndefined();
    expect(find(yaml, map, 'nothing')).toBeUndefined();
  });
});

describe('files', () => {
  it('reads the first of several documents', () => {
    expect(valueOfText('---\na: 1\n...\n---\na: 2\n')).toEqual({ a: 1 });
  });

  it('lets the last of two equal keys count, as fly does', () => {
    expect(valueOfText('a: 1\nb: 2\na: 3\n')).toEqual({ b: 2, a: 3 });
  });

  it('counts columns without a byte order mark', () => {
    const yaml = parseYaml('\uFEFFa: 1\n', 'p.yml');
    const root = yaml.document.contents;
    expect(placeOf(yaml, isMap(root) ? get(yaml, root, 'a') : null)).toEqual({
      file: 'p.yml',
      line: 1,
      column: 4,
    });
  });

  it('reads windows line breaks like others', () => {
    expect(valueOfText('a: |\r\n  one\r\n  two\r\nb: 1\r\n')).toEqual({ a: 'one\ntwo\n', b: 1 });
  });
});

describe('what is no YAML', () => {
  it.each([
    ['a broken line', 'a: 1\nb: [1\n', /^not valid YAML: /, 'Correct the file at this place.'],
    [
      'a ytt template',
      '#@ for x in y:\n- a: 1\n  a: 2\n',
      /Map keys must be unique/,
      'The file looks like a ytt template',
    ],
    ['a template', 'a: <%= x %>\n  b: 1\n', /^not valid YAML: /, 'The file looks like a template'],
    ['an alias without anchor', 'a: *nothing\n', 'the alias *nothing names no anchor before it', undefined],
    ['an alias before its anchor', 'a: *x\nb: &x 1\n', 'the alias *x names no anchor before it', undefined],
    ['endless nesting', `a: ${'['.repeat(20_000)}`, 'it is nested deeper than a pipeline can be', undefined],
  ])('says so of %s', (_what, text, message, hint) => {
    expect(() => parseYaml(text, 'p.yml')).toThrow(
      expect.objectContaining({
        code: 'pipeline',
        message: message instanceof RegExp ? expect.stringMatching(message) : message,
        details: expect.objectContaining({
          file: 'p.yml',
          ...(hint === undefined ? {} : { hint: expect.stringContaining(hint) }),
        }),
      }),
    );
  });

  it.each([
    ['an alias that contains itself', 'a: &a [*a]\n'],
    ['an alias bomb', bomb(9)],
  ])('does not write out %s', (_what, text) => {
    expect(() => valueOfText(text)).toThrow('aliases expand to more than a pipeline can hold');
  });

  it('merges a bomb of merge keys in no time', () => {
    const levels = Array.from({ length: 40 }, (_value, level) => {
      const merged = level === 0 ? '' : `<<: [${`*m${level - 1}, `.repeat(9)}*m${level - 1}], `;
      return `m${level}: &m${level} {${merged}k${level}: ${level}}\n`;
    });
    expect(valueOfText(`${levels.join('')}last: {<<: *m39}\n`)).toMatchObject({ last: { k0: 0, k39: 39 } });
  });
});

function bomb(levels: number): string {
  const lists = Array.from({ length: levels }, (_value, level) =>
    level === 0 ? 'b0: &b0 [1]\n' : `b${level}: &b${level} [${`*b${level - 1}, `.repeat(10)}]\n`,
  );
  return lists.join('');
}
