import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/yaml/document.ts';
import { emitBlock, emitFlow, indentLines, isSmall, shiftLines } from '../../src/yaml/emit.ts';
import { plainValue } from '../../src/yaml/value.ts';

const AWKWARD: readonly unknown[] = [
  'a, b',
  'a: b',
  'a]',
  '{x',
  '#c',
  'a #c',
  "it's",
  '"',
  '- a',
  '? a',
  '*a',
  '&b',
  '!t',
  '%x',
  '@x',
  'a:',
  '',
  ' x',
  'x ',
  '\tq',
  'yes',
  'N',
  '12:30',
  '0x1',
  '0o17',
  '1e3',
  '1_000',
  '.5',
  '.',
  '~',
  '<<',
  '2001-01-01',
  '---',
  'line\nline\n',
  'two\n\nparagraphs',
  'keeps\n\n\n',
  '\n',
  '  indented\nless',
  'space at the end \n',
  'bell \u0007',
  'paragraph \u2028 separator',
  '☃ 😀',
  'a\r\nb',
  '((x))',
  `${'long '.repeat(100)}end`,
  1,
  1.5,
  -0.5,
  true,
  null,
  [],
  {},
  [['nested', { deep: ['x, y', 'z\n'] }]],
  { 'a: b': 1, true: 2, '1.1': 3, '': 4, '<<': { x: 1 }, 'x,y': 5, '- q': 6, 'more\nlines': 7 },
];

function readBack(text: string): unknown {
  const yaml = parseYaml(text, 'p.yml');
  return plainValue(yaml, yaml.document.contents);
}

describe('a value that is written', () => {
  it.each(AWKWARD.map((value) => [JSON.stringify(value), value]))('reads back as %s', (_name, value) => {
    expect(readBack(`[${emitFlow(value)}, z]\n`)).toEqual([value, 'z']);
    expect(readBack(`{k: ${emitFlow(value)}}\n`)).toEqual({ k: value });
    expect(readBack(`k: ${emitFlow(value)}\nz: 1\n`)).toEqual({ k: value, z: 1 });
    expect(readBack(`- k:\n    ${emitBlock(value, 4)}\n  z: 1\n`)).toEqual([{ k: value, z: 1 }]);
    expect(readBack(`- ${emitBlock(value, 2)}\n- z\n`)).toEqual([value, 'z']);
  });

  it('stays on one line in flow style', () => {
    expect(emitFlow({ text: 'a\nb', list: ['x'.repeat(200), 'y'] })).not.toContain('\n');
  });

  it('puts only small collections of plain values on one line in block style', () => {
    expect(emitBlock({ params: { unpack: true }, source: { a: 'x'.repeat(50), b: 1 } }, 2)).toBe(
      `params: {unpack: true}\n  source:\n    a: ${'x'.repeat(50)}\n    b: 1`,
    );
    expect(isSmall({ a: [1] })).toBe(false);
  });
});

describe('moving lines', () => {
  it('leaves the first line and blank lines where they are', () => {
    expect(indentLines('a\nb\n\nc\n', 2)).toBe('a\n  b\n\n  c\n');
    expect(shiftLines('a\n  b\n\n c', 1)).toBe('a\n   b\n\n  c');
  });

  it('moves no line further left than it can go', () => {
    expect(shiftLines('a\n    b\n c', -3)).toBe('a\n b\nc');
  });
});
