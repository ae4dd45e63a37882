import { clipped, shown } from './words.ts';

/** Longer texts say nothing more to a reader, and one of them could fill a comment. */
const MAX_CODE = 240;
const MAX_PROSE = 600;

/**
 * A code span: nothing in it is a link, a mention, an issue number or markup, on GitHub and on GitLab. The fence is
 * longer than any run of backticks in the text.
 */
export function code(text: string): string {
  const body = clipped(shown(text), MAX_CODE);
  if (body.trim() === '') return '`(empty)`';
  const fence = '`'.repeat(longestRun(body) + 1);
  const padding = /^[` ]|[` ]$/.test(body) ? ' ' : '';
  return `${fence}${padding}${body}${padding}${fence}`;
}

/** A code span for table cells, where a pipe ends the cell even inside backticks. */
export function cellCode(text: string): string {
  return shown(text).includes('|') ? htmlCode(text) : code(text);
}

/**
 * A code element in which every character with a meaning is a reference; for HTML blocks, which hold no Markdown. The
 * break after `@` keeps GitHub from making a link of a mail address, which it does after reading references.
 */
export function htmlCode(text: string): string {
  const body = clipped(shown(text), MAX_CODE).replace(
    /[^A-Za-z0-9 \-\u0080-\u{10ffff}]/gu,
    (character) => `&#${character.codePointAt(0)};${character === '@' ? '<wbr>' : ''}`,
  );
  return `<code>${body.trim() === '' ? '(empty)' : body}</code>`;
}

/**
 * A sentence that may quote the repository. Plain words stay; what stands in backticks and every word that could mean
 * something to Markdown, HTML or the hosting service goes into a code span, made by `quote`.
 */
export function prose(text: string, quote: (text: string) => string = code): string {
  const pieces = clipped(shown(text), MAX_PROSE)
    .split('`')
    .flatMap((part, index) => (index % 2 === 0 ? plainPieces(part, quote) : quotedPieces(part, quote)));
  return pieces.reduce((line, piece) => line + (needsSpace(line, piece) ? ' ' : '') + piece, '');
}

/** Two spans side by side would be read as one. */
function needsSpace(before: string, after: string): boolean {
  return before.endsWith('`') && after.startsWith('`');
}

function quotedPieces(text: string, quote: (text: string) => string): readonly string[] {
  return text.trim() === '' ? [' '] : [quote(text)];
}

/** Quotes and punctuation around a word are harmless. Inside it only letters, or only digits, and hyphens are. */
const HARMLESS =
  /^["']*\(?["']*(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6}|\d+\.\d+)?["',.;:!?…]*\)?["',.;:!?…]*$/;

function plainPieces(text: string, quote: (text: string) => string): readonly string[] {
  return text
    .split(/( )/)
    .flatMap((word) => (HARMLESS.test(word) || word === ' ' ? [word] : wordPieces(word, quote)));
}

function wordPieces(word: string, quote: (text: string) => string): readonly string[] {
  const [, before = '', inner = '', after = ''] = /^(["']*)(.*?)(["',.;:!?…]*)$/u.exec(word) ?? [];
  return inner === '' ? [quote(word)] : [before, quote(inner), after];
}

/** A link whose text is Markdown already; the text alone when there is no address or it is no web address. */
export function link(text: string, url: string | null | undefined): string {
  if (url === null || url === undefined || !/^https?:\/\//i.test(url)) return text;
  const safe = url.replace(/[^A-Za-z0-9\-._~:/?#@!$&+,;=%]/gu, percentEncoded);
  return `[${text}](${safe})`;
}

/** A fenced block of shell text. */
export function shellBlock(text: string): string {
  const body = shown(text);
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}sh\n${body}\n${fence}`;
}

function percentEncoded(character: string): string {
  return /\p{Cs}/u.test(character)
    ? '%EF%BF%BD'
    : encodeURIComponent(character).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g)?.map((run) => run.length) ?? []));
}
