import { escapeRegexp } from './key.ts';

/**
 * Whether a slash-separated path matches a glob: `*` and `?` within one part, `**` over parts, `{a,b}` alternatives.
 * A pattern without a slash is not special: it has to match the whole path.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  return new RegExp(`^${source(pattern)}$`).test(path);
}

function source(pattern: string): string {
  const tokens = pattern.match(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g) ?? [];
  return tokens.map(tokenSource).join('');
}

function tokenSource(token: string): string {
  if (token === '**/') return '(?:[^/]+/)*';
  if (token === '**') return '.*';
  if (token === '*') return '[^/]*';
  if (token === '?') return '[^/]';
  if (/^\{.*\}$/.test(token)) return `(?:${token.slice(1, -1).split(',').map(source).join('|')})`;
  return escapeRegexp(token);
}
