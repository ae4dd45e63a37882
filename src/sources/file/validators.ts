import type { HttpResponse } from '../../net/http.ts';
import { contentRange } from '../content-range.ts';

/** What a web server says about the identity of a representation (RFC 9110 section 8.8). */
export interface Validators {
  /** Strong entity tag with its quotes, or null. */
  readonly strongTag: string | null;
  /** Weak entity tag with `W/` and quotes, or null. */
  readonly weakTag: string | null;
  /** `Last-Modified` as sent. */
  readonly modified: string | null;
  /** Bytes of the whole representation; null when it is not said, or said of an encoded form. */
  readonly length: number | null;
}

type Answer = Pick<HttpResponse, 'status' | 'headers'>;

/** Reads the validators of a response to HEAD, GET, or GET of a range. */
export function validatorsOf(response: Answer): Validators {
  const tag = response.headers['etag']?.trim() ?? '';
  return {
    strongTag: /^"[^"]*"$/.test(tag) ? tag : null,
    weakTag: /^W\/"[^"]*"$/.test(tag) ? tag : null,
    modified: response.headers['last-modified']?.trim() || null,
    length: lengthOf(response),
  };
}

/**
 * Version text of a representation: its strong entity tag, else date, length and weak tag together, else null.
 * A weak tag or a date alone names no exact bytes.
 */
export function versionOf(validators: Validators): string | null {
  if (validators.strongTag !== null) return `etag:${validators.strongTag}`;
  const { modified, length, weakTag } = validators;
  const named = [modified, length, weakTag].filter((part) => part !== null).length;
  return named < 2 || (modified === null && weakTag === null) ? null : weakVersion(validators);
}

/** Whether a response still carries the representation that `version` (made by `versionOf`) names. */
export function carriesVersion(version: string, validators: Validators): boolean {
  if (version.startsWith('etag:')) return version === `etag:${validators.strongTag ?? ''}`;
  const length = validators.length ?? lengthInVersion(version);
  return version === weakVersion({ ...validators, length });
}

/** The length that a version text without strong tag names. */
export function lengthInVersion(version: string | null): number | null {
  const match = /(?:^|;)length=(\d+)(?:;|$)/.exec(version ?? '');
  return match === null ? null : Number(match[1]);
}

function weakVersion({ modified, length, weakTag }: Validators): string {
  return [
    modified === null ? null : `modified:${modified}`,
    length === null ? null : `length=${length}`,
    weakTag === null ? null : `etag:${weakTag}`,
  ]
    .filter((part) => part !== null)
    .join(';');
}

function lengthOf({ status, headers }: Answer): number | null {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return null;
  if (status === 206) return contentRange(headers['content-range'])?.total ?? null;
  const text = headers['content-length']?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}
