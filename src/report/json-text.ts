import { redactText } from '../model/redact.ts';
import { escapeInvisible } from '../model/visible.ts';

/**
 * JSON for people and programs: two spaces, one line feed at the end, and every character that can't be seen written
 * as an escape, so that printing a report can't drive a terminal. Parsing gives the same value, but for the
 * credentials in addresses: they are left out of every text.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, redacted, 2);
  return `${escapeInvisible(text, (codePoint) => (codePoint === 0x0a ? '\n' : jsonEscape(codePoint)))}\n`;
}

function jsonEscape(codePoint: number): string {
  return [...String.fromCodePoint(codePoint)]
    .flatMap((character) =>
      Array.from({ length: character.length }, (_, index) => character.charCodeAt(index)),
    )
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

function redacted(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? redactText(value) : value;
}
