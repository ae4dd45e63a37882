import { redactText } from '../model/redact.ts';
import { visible } from '../model/visible.ts';

/** A text from the repository or from an upstream, fit to be shown: one line, nothing hidden, no credentials. */
export function shown(text: string): string {
  return visible(redactText(text));
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes for people, in powers of 1000: `1.2 GB`. */
export function byteSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[power]}`;
}

/** A version short enough for a table: commits and digests keep 12 digits. */
export function shortVersion(version: string): string {
  const [digits] = /^(?:sha256:)?[0-9a-f]{12}(?=[0-9a-f]{28,}$)/.exec(version) ?? [];
  return digits ?? clipped(version, 40);
}

/** At most `limit` characters, the last one `…` when something had to go. */
export function clipped(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
