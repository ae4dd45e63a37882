import { setTimeout as timer } from 'node:timers/promises';

/** Time and chance, so that tests need neither. */
export interface RetryClock {
  /** Milliseconds; rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const SYSTEM_CLOCK: RetryClock = {
  sleep: (milliseconds, signal) => timer(milliseconds, undefined, signal === undefined ? {} : { signal }),
  random: Math.random,
  now: Date.now,
};

/** Tries for one request, the first included. */
export const TRIES = 4;

const FIRST_DELAY = 500;
const LONGEST_DELAY = 60_000;
const TRANSIENT_STATUS: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
]);

export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUS.has(status);
}

/** Whether a connection failed in a way that may pass. */
export function isTransientError(error: unknown): boolean {
  return TRANSIENT_CODES.has(codeOf(error));
}

/** System, TLS or client code of a failure (`ECONNREFUSED`); empty when it has none. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Milliseconds before try number `next` (2 is the first repetition): what the server asks for, else exponential. */
export function retryDelay(next: number, retryAfter: string | undefined, clock: RetryClock): number {
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock.now());
  if (asked !== undefined) return Math.min(asked, LONGEST_DELAY);
  const exponential = FIRST_DELAY * 2 ** (next - 2);
  return Math.round(exponential * (0.75 + clock.random() / 2));
}

/** RFC 9110 section 10.2.3: seconds, or an HTTP date. Milliseconds from `now`; undefined when it is neither. */
function parseRetryAfter(text: string, now: number): number | undefined {
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
