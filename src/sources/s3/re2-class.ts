/** Character classes of Go's regexp/syntax, as ranges of code points. */
export type Range = readonly [from: number, to: number];

const LAST = 0x10ffff;

const POSIX: Readonly<Record<string, string>> = {
  alnum: '09AZaz',
  alpha: 'AZaz',
  ascii: '\u0000\u007f',
  blank: '\t\t  ',
  cntrl: '\u0000\u001f\u007f\u007f',
  digit: '09',
  graph: '!~',
  lower: 'az',
  print: ' ~',
  punct: '!/:@[`{~',
  space: '\t\r  ',
  upper: 'AZ',
  word: '09AZaz__',
  xdigit: '09AFaf',
};

const PERL: Readonly<Record<string, string>> = { d: '09', s: '\t\n\f\r  ', w: '09AZaz__' };

/** Ranges of `[:name:]` or `[:^name:]`; undefined for a name that Go does not know. */
export function posixClass(name: string): readonly Range[] | undefined {
  const negated = name.startsWith('^');
  const pairs = POSIX[negated ? name.slice(1) : name];
  if (pairs === undefined) return undefined;
  return negated ? complement(rangesOf(pairs)) : rangesOf(pairs);
}

/** Ranges of `\d \s \w` (ASCII only, unlike JavaScript's `\s`) and their negations; undefined for another letter. */
export function perlClass(letter: string): readonly Range[] | undefined {
  const pairs = PERL[letter.toLowerCase()];
  if (pairs === undefined) return undefined;
  return letter === letter.toLowerCase() ? rangesOf(pairs) : complement(rangesOf(pairs));
}

/** With the other case of every ASCII letter. */
export function bothCases(ranges: readonly Range[]): readonly Range[] {
  return ranges.flatMap((range) => [
    range,
    ...shifted(range, 'A', 'Z', 32),
    ...shifted(range, 'a', 'z', -32),
  ]);
}

/** The ranges as the inside of a JavaScript class with the `u` flag. */
export function formatRanges(ranges: readonly Range[]): string {
  return ranges
    .map(([from, to]) => (from === to ? escapePoint(from) : `${escapePoint(from)}-${escapePoint(to)}`))
    .join('');
}

function escapePoint(point: number): string {
  const text = String.fromCodePoint(point);
  return /^[0-9A-Za-z]$/.test(text) ? text : `\\u{${point.toString(16)}}`;
}

function shifted([from, to]: Range, first: string, last: string, by: number): readonly Range[] {
  const low = Math.max(from, codePoint(first));
  const high = Math.min(to, codePoint(last));
  return low > high ? [] : [[low + by, high + by]];
}

function complement(ranges: readonly Range[]): readonly Range[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const gaps: Range[] = [];
  let next = 0;
  for (const [from, to] of sorted) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next > LAST ? gaps : [...gaps, [next, LAST]];
}

function rangesOf(pairs: string): readonly Range[] {
  return Array.from({ length: pairs.length / 2 }, (_, index) => [
    pairs.charCodeAt(2 * index),
    pairs.charCodeAt(2 * index + 1),
  ]);
}

function codePoint(text: string): number {
  return text.codePointAt(0) ?? 0;
}
