import { expect, it } from 'vitest';
import { inert, inertLines } from '../../src/action/surface.ts';
import { commandsIn } from './runner.ts';

it.each([
  '::error::x',
  '  ::error::x',
  'a\n\t::error::x',
  'a\r::error::x',
  'a\r\n::error::x',
  '\u0085::error::x',
])('takes the command out of the line %j', (text) => {
  expect(commandsIn(text)).toEqual(['error']);
  expect(commandsIn(inertLines(text))).toEqual([]);
});

it('takes the older form of commands out of lines', () => {
  expect(commandsIn('a ##[add-mask]x')).toEqual(['##[add-mask]']);
  expect(commandsIn(inertLines('a ##[add-mask]x'))).toEqual([]);
});

it('leaves other lines as they are', () => {
  const text = 'Comment 7: created\n\ta::b: 100 %';
  expect(inertLines(text)).toBe(text);
  expect(inertLines('\x1b[31mred\x1b[0m')).toBe('[31mred[0m');
});

it('puts a report where no command is obeyed, under a name that nobody can guess', () => {
  const [first, second] = [inert('::error::x'), inert('::error::x\n')];
  expect(commandsIn(first)).toEqual([]);
  expect(first.split('\n')).toHaveLength(4);
  expect(second.split('\n')[0]).not.toBe(first.split('\n')[0]);
});
