import { describe, expect, it } from 'vitest';
import { execAll } from '../../../src/sources/s3/match.ts';
import { translateRegexp } from '../../../src/sources/s3/re2.ts';

function matches(expression: string, text: string): boolean {
  return translateRegexp(expression).regexp.test(text);
}

describe('a Go expression', () => {
  it.each([
    // [expression, matches, does not match]
    ['^v(?P<version>\\d+)$', 'v12', 'vx'],
    ['^v(?<version>\\d+)$', 'v12', 'v'],
    ['\\Aab\\z', 'ab', 'ab\n'],
    ['^ab$', 'ab', 'ab\n'],
    ['^(?i)abc$', 'aBC', 'abd'],
    ['^a(?i:b)c$', 'aBc', 'aBC'],
    ['^(?i)a(?-i)b$', 'Ab', 'AB'],
    ['^((?i)a)b$', 'Ab', 'AB'],
    ['^(?i)[b-d]+$', 'bCD', 'e'],
    ['^(?i)[^b-d]+$', 'xyz', 'C'],
    ['^a.c$', 'a\rc', 'a\nc'],
    ['^(?s)a.c$', 'a\nc', 'ac'],
    ['(?m)^b$', 'a\nb\nc', 'ab'],
    ['^[[:alpha:]]+$', 'aZ', 'a1'],
    ['^[[:^digit:]_]+$', 'a_', '1'],
    ['^[[:punct:]]$', '~', 'a'],
    ['^[]a]+$', ']a', 'b'],
    ['^[^]a]+$', 'b', ']'],
    ['^[a-]+$', 'a-', 'b'],
    ['^[-a]+$', 'a-', 'b'],
    ['^[\\w.-]+$', 'a_1.-', '+'],
    ['^[\\D]$', 'a', '1'],
    ['^[\\-\\]]+$', '-]', 'a'],
    ['^\\s$', '\t', '\u00a0'],
    ['^\\Qa.b(\\E+$', 'a.b((', 'axb('],
    ['^a\\Q.b', 'a.b', 'axb'],
    ['^\\x41\\x{1F600}\\101$', 'A\u{1f600}A', 'A'],
    ['^\\pL+$', 'é', '1'],
    ['^\\p{Greek}$', 'λ', 'l'],
    ['^\\P{Greek}$', 'l', 'λ'],
    ['^\\p{^Greek}$', 'l', 'λ'],
    ['^[\\p{Lu}\\d]+$', 'A1', 'a'],
    ['^a\\_\\-\\/b$', 'a_-/b', 'ab'],
    ['^a{2,3}$', 'aaa', 'aaaa'],
    ['^a{,2}$', 'a{,2}', 'aa'],
    ['^{a}]$', '{a}]', 'a'],
    ['^(?:a|b)+?$', 'abab', 'c'],
    ['^\u{1f600}.$', '\u{1f600}\u{1f601}', '\u{1f600}'],
  ])('%s matches as in Go', (expression, text, other) => {
    expect([matches(expression, text), matches(expression, other)]).toEqual([true, false]);
  });

  it('keeps the names of its groups, also those that JavaScript does not allow', () => {
    expect(translateRegexp('(a)(?:b)(?P<version>c)(?P<1st>d)').groups).toEqual([null, 'version', '1st']);
  });

  it('turns greed around under the flag U', () => {
    expect(translateRegexp('(?U)a+').regexp.exec('aaa')?.[0]).toBe('a');
    expect(translateRegexp('(?U)a+?').regexp.exec('aaa')?.[0]).toBe('aaa');
  });

  it.each([
    ['(a', 'not closed'],
    ['a)', 'closes nothing'],
    ['[a', 'not closed'],
    ['[z-a]', 'backwards'],
    ['*a', 'repeat'],
    ['a**', 'repeat'],
    ['a{1001}', 'more than 1000'],
    ['(?=a)', 'not known to Go'],
    ['(?<!a)', 'not known to Go'],
    ['(?P=name)', 'not known to Go'],
    ['(a)\\1', 'not known to Go'],
    ['\\Z', 'not known to Go'],
    ['[[:nope:]]', 'no character class'],
    ['\\p{Nope}', 'property'],
    ['a\\', 'not known to Go'],
    ['a'.repeat(2_001), 'longer than 2000'],
  ])('%s is refused', (expression, reason) => {
    expect(() => translateRegexp(expression)).toThrow(reason);
  });
});

it('stops an expression that backtracks without end', () => {
  const { regexp } = translateRegexp('^(a+)+$');
  expect(() => execAll(regexp, [`${'a'.repeat(100)}b`], 20)).toThrow(
    expect.objectContaining({ code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' }),
  );
});
