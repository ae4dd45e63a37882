import { expect, it } from 'vitest';
import { parseReported, renderReported } from '../../src/platform/reported.ts';

const HEAD = 'a'.repeat(40);

it('gives back what was reported', () => {
  const versions = new Map([
    ['image:docker.io/library/ubuntu:22.04', `sha256:${'b'.repeat(64)}`],
    ['file:https://example.com/a?b=c#"d"', 'etag:"\\--> é 🎉\u2028'],
    ['__proto__', 'polluted'],
  ]);
  const { line, isShortened } = renderReported({ head: HEAD, versions });
  expect(isShortened).toBe(false);
  expect(parseReported(`${line}\nThe report.`)).toEqual({ head: HEAD, versions });
});

it.each([
  '-->',
  '--!>',
  '->',
  '<!--',
  '--->',
  '\n-->\n',
  '-- >',
  '</script>',
  '@everyone',
  '#12',
  '\u2028',
  '\x1b[2J',
])('lets %j end nothing, call nobody and hide nothing', (text) => {
  const { line } = renderReported({ head: HEAD, versions: new Map([[text, text]]) });
  const inner = line.slice('<!--'.length, -'-->'.length);
  expect(inner).not.toMatch(/--|[<>@#]|[^\x20-\x7e]/);
  expect(parseReported(line)?.versions).toEqual(new Map([[text, text]]));
});

it('leaves the versions out, and says so, when the line gets too long', () => {
  const many = Array.from({ length: 300 }, (_, index) => [`image:${index}`, 'c'.repeat(71)] as const);
  const { line, isShortened } = renderReported({ head: HEAD, versions: new Map(many) });
  expect(isShortened).toBe(true);
  expect(line.length).toBeLessThan(200);
  expect(parseReported(line)).toEqual({ head: HEAD, versions: null });
});

const valid = { schemaVersion: 1, head: HEAD, versions: [['id', '1']] };

it.each([
  ['of another schema', { ...valid, schemaVersion: 2 }],
  ['with a further key', { ...valid, more: 1 }],
  ['without versions', { schemaVersion: 1, head: HEAD }],
  ['with a head that is no commit', { ...valid, head: '$(id)' }],
  ['with versions by name', { ...valid, versions: { id: '1' } }],
  ['with a version that is no text', { ...valid, versions: [['id', 1]] }],
  ['with an empty version', { ...valid, versions: [['id', '']] }],
  ['with half a pair', { ...valid, versions: [['id']] }],
  ['that is a list', [valid]],
  ['that is null', null],
])('does not read a line %s', (_, value) => {
  expect(parseReported(`<!-- offline-gen:reported ${JSON.stringify(value)} -->`)).toBeNull();
});

it('does not read broken JSON, longer lines, later lines, or none', () => {
  const good = `<!-- offline-gen:reported ${JSON.stringify(valid)} -->`;
  expect(parseReported(good)).not.toBeNull();
  expect(parseReported('<!-- offline-gen:reported {"schemaVersion":1, -->')).toBeNull();
  expect(
    parseReported(`<!-- offline-gen:reported ${JSON.stringify(valid)}${' '.repeat(20_000)} -->`),
  ).toBeNull();
  expect(parseReported(`A report.\n${good}`)).toBeNull();
  expect(parseReported('')).toBeNull();
});
