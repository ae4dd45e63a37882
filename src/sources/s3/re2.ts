import { messageOf } from '../../model/errors.ts';
import { bothCases, formatRanges, perlClass, posixClass, type Range } from './re2-class.ts';

/** A Go regular expression in JavaScript's words. */
export interface Expression {
  readonly regexp: RegExp;
  /** Name of each group, by its number less one; null for a group without name. */
  readonly groups: readonly (string | null)[];
}

/** Longer expressions are refused. */
const LENGTH_LIMIT = 2_000;
/** Go refuses larger counts in `{n,m}`. */
const REPEAT_LIMIT = 1_000;

interface Flags {
  /** Both cases. */
  readonly i: boolean;
  /** `^` and `$` match at lines too. */
  readonly m: boolean;
  /** `.` matches a line feed too. */
  readonly s: boolean;
  /** Repetitions are lazy unless marked. */
  readonly U: boolean;
}

interface Scanner {
  readonly text: string;
  at: number;
  flags: Flags;
  /** Flags to go back to at the end of each open group. */
  readonly outer: Flags[];
  readonly groups: (string | null)[];
}

/**
 * Translates the syntax of Go's regexp package (RE2, `regexp/syntax`) to a JavaScript expression that means the same.
 * Throws `SyntaxError` with one line for what Go refuses too and for what has no counterpart.
 */
export function translateRegexp(text: string): Expression {
  if (text.length > LENGTH_LIMIT) throw new SyntaxError(`it is longer than ${LENGTH_LIMIT} characters`);
  const flags = { i: false, m: false, s: false, U: false };
  const scanner: Scanner = { text, at: 0, flags, outer: [], groups: [] };
  let source = '';
  while (scanner.at < text.length) source += translateNext(scanner);
  if (scanner.outer.length > 0) throw new SyntaxError('a `(` is not closed');
  try {
    return { regexp: new RegExp(source, 'u'), groups: scanner.groups };
  } catch (error) {
    throw new SyntaxError(messageOf(error).replace(/^Invalid regular expression: \/.*\/u?: /s, ''));
  }
}

function translateNext(scanner: Scanner): string {
  const { flags } = scanner;
  const repeat = take(scanner, /[*+?]\??|\{\d+(?:,\d*)?\}\??/y);
  if (repeat !== null) return repetition(repeat[0], flags);
  const character = takeCharacter(scanner);
  switch (character) {
    case '(':
      return openGroup(scanner);
    case ')':
      return closeGroup(scanner);
    case '[':
      return bracketClass(scanner);
    case '\\':
      return escapeSequence(scanner);
    case '.':
      return flags.s ? '[\\s\\S]' : '[^\\n]';
    case '^':
      return flags.m ? '(?<![^\\n])' : '^';
    case '$':
      return flags.m ? '(?![^\\n])' : '$';
    case '|':
      return '|';
    default:
      return literal(character, flags);
  }
}

function repetition(text: string, flags: Flags): string {
  const isLazy = text.length > 1 && text.endsWith('?');
  const bare = isLazy ? text.slice(0, -1) : text;
  if ((bare.match(/\d+/g) ?? []).some((count) => Number(count) > REPEAT_LIMIT)) {
    throw new SyntaxError(`\`${bare}\` repeats more than ${REPEAT_LIMIT} times`);
  }
  return isLazy !== flags.U ? `${bare}?` : bare;
}

function openGroup(scanner: Scanner): string {
  const { flags } = scanner;
  const named = take(scanner, /\?P?<([A-Za-z0-9_]+)>/y);
  const flagged = named === null ? take(scanner, /\?([imsU]*)(?:-([imsU]+))?([:)])/y) : null;
  if (named === null && flagged === null && scanner.text[scanner.at] === '?') {
    throw new SyntaxError(`\`(${scanner.text.slice(scanner.at, scanner.at + 3)}\` is not known to Go`);
  }
  const changed = flagged === null ? flags : withFlags(flags, flagged[1] ?? '', flagged[2] ?? '');
  if (flagged?.[3] === ')') {
    scanner.flags = changed;
    return '';
  }
  scanner.outer.push(flags);
  scanner.flags = changed;
  if (flagged !== null) return '(?:';
  scanner.groups.push(named?.[1] ?? null);
  return '(';
}

function closeGroup(scanner: Scanner): string {
  const flags = scanner.outer.pop();
  if (flags === undefined) throw new SyntaxError('a `)` closes nothing');
  scanner.flags = flags;
  return ')';
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const value = (name: keyof Flags): boolean => (flags[name] || on.includes(name)) && !off.includes(name);
  return { i: value('i'), m: value('m'), s: value('s'), U: value('U') };
}

function escapeSequence(scanner: Scanner): string {
  const quoted = take(scanner, /Q([\s\S]*?)(?:\\E|$)/y);
  if (quoted !== null) return Array.from(quoted[1] ?? '', (one) => literal(one, scanner.flags)).join('');
  const anchor = take(scanner, /[AzbB]/y);
  if (anchor !== null) return { A: '^', z: '$' }[anchor[0]] ?? `\\${anchor[0]}`;
  const set = escapedClass(scanner);
  if (set !== undefined) return typeof set === 'string' ? set : `[${formatRanges(set)}]`;
  return literal(escapedCharacter(scanner), scanner.flags);
}

function literal(character: string, flags: Flags): string {
  const point = character.codePointAt(0) ?? 0;
  if (flags.i && /^[A-Za-z]$/.test(character)) return `[${formatRanges(bothCases([[point, point]]))}]`;
  return character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&');
}

/** After the `[`: its items up to the closing `]`. */
function bracketClass(scanner: Scanner): string {
  const negated = take(scanner, /\^/y) !== null;
  const ranges: Range[] = [];
  let properties = '';
  for (let isFirst = true; isFirst || take(scanner, /\]/y) === null; isFirst = false) {
    const set = setInClass(scanner);
    if (typeof set === 'string') properties += set;
    else ranges.push(...(set ?? [rangeInClass(scanner)]));
  }
  const all = scanner.flags.i ? bothCases(ranges) : ranges;
  return `[${negated ? '^' : ''}${formatRanges(all)}${properties}]`;
}

function setInClass(scanner: Scanner): readonly Range[] | string | undefined {
  const posix = take(scanner, /\[:(\^?\w+):\]/y);
  if (posix !== null) {
    const ranges = posixClass(posix[1] ?? '');
    if (ranges === undefined) throw new SyntaxError(`\`${posix[0]}\` is no character class`);
    return ranges;
  }
  if (take(scanner, /\\(?=[dDsSwWpP])/y) === null) return undefined;
  return escapedClass(scanner);
}

function rangeInClass(scanner: Scanner): Range {
  const from = pointInClass(scanner);
  if (take(scanner, /-(?!\])/y) === null) return [from, from];
  const to = pointInClass(scanner);
  if (to < from) throw new SyntaxError('a range in a character class runs backwards');
  return [from, to];
}

function pointInClass(scanner: Scanner): number {
  if (scanner.at >= scanner.text.length) throw new SyntaxError('a `[` is not closed');
  const character = takeCharacter(scanner);
  return (character === '\\' ? escapedCharacter(scanner) : character).codePointAt(0) ?? 0;
}

/** After a backslash: a class of several characters, as ranges or as a property escape. */
function escapedClass(scanner: Scanner): readonly Range[] | string | undefined {
  const perl = take(scanner, /[dDsSwW]/y);
  if (perl !== null) return perlClass(perl[0]);
  const property = take(scanner, /([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y);
  if (property === null) return undefined;
  const [, letter, caret = '', long, short] = property;
  const name = long ?? short ?? '';
  const escaped = (letter === 'P') !== (caret === '^') ? 'P' : 'p';
  return `\\${escaped}{${name.length > 2 ? `Script=${name}` : name}}`;
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\u0007',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** After a backslash: the one character that is meant. */
function escapedCharacter(scanner: Scanner): string {
  const code = take(scanner, /x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})|(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
  if (code !== null) return fromPoint(parseInt(code[3] ?? code[1] ?? code[2] ?? '', code[3] ? 8 : 16));
  const character = takeCharacter(scanner);
  const control = CONTROLS[character];
  if (control !== undefined) return control;
  if (/^[!-/:-@[-`{-~]$/.test(character)) return character;
  throw new SyntaxError(`\`\\${character}\` is not known to Go`);
}

function fromPoint(point: number): string {
  if (point > 0x10ffff) throw new SyntaxError('a character code is too large');
  return String.fromCodePoint(point);
}

function takeCharacter(scanner: Scanner): string {
  const point = scanner.text.codePointAt(scanner.at);
  if (point === undefined) return '';
  const character = String.fromCodePoint(point);
  scanner.at += character.length;
  return character;
}

/** Takes what a sticky expression matches at the scanner's place. */
function take(scanner: Scanner, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = scanner.at;
  const match = sticky.exec(scanner.text);
  if (match !== null) scanner.at += match[0].length;
  return match;
}
