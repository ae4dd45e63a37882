import { OfflineGenError } from '../model/errors.ts';
import { redactUrl } from '../model/redact.ts';
import type { HttpRequest } from './http.ts';

/** One request on its way: a URL without user information, headers with lower-case names. */
export interface Hop {
  readonly url: URL;
  readonly method: NonNullable<HttpRequest['method']>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Redirects that are followed for one request. */
export const MAX_REDIRECTS = 10;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** What may travel to another origin. Any other header of the caller could be a credential: only it knows. */
const PUBLIC_HEADER = /^(accept|accept-encoding|range|user-agent|if-[a-z-]+)$/;
const BODY_HEADERS: ReadonlySet<string> = new Set(['content-type', 'content-length', 'content-encoding']);

/** The request as its first hop. Throws `OfflineGenError('unsupported')` unless the URL is http or https. */
export function firstHop(request: HttpRequest): Hop {
  const headers = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return withoutUserInfo({
    url: parseUrl(request.url),
    method: request.method ?? 'GET',
    headers: { 'user-agent': 'offline-gen', ...headers },
    body: request.body,
  });
}

export function isRedirect(status: number, location: string | undefined): location is string {
  return REDIRECTS.has(status) && location !== undefined;
}

/**
 * The request that a redirect asks for. To another origin goes nothing that could be a credential: only a few headers,
 * and no body. Throws `OfflineGenError('upstream')` when it leads from https to http, or a body to another origin.
 */
export function nextHop(hop: Hop, status: number, location: string): Hop {
  const url = parseUrl(location, hop.url);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:') {
    throw new OfflineGenError(
      'upstream',
      `${redactUrl(hop.url.href)} redirects from https to http (${url.origin}), which is not followed`,
      { hint: 'Use an address that stays on https.' },
    );
  }
  const isSameOrigin = url.origin === hop.url.origin;
  const headers = isSameOrigin ? hop.headers : pick(hop.headers, (name) => PUBLIC_HEADER.test(name));
  if (!keepsMethod(hop.method, status)) return withoutUserInfo(asGet(url, headers));
  if (!isSameOrigin && hop.body !== undefined) {
    throw new OfflineGenError(
      'upstream',
      `${redactUrl(hop.url.href)} redirects a ${hop.method} to another host (${url.origin}), which is not followed`,
      { hint: 'Use the address that it leads to.' },
    );
  }
  return withoutUserInfo({ ...hop, url, headers });
}

/** RFC 9110 section 15.4: 303 asks for a GET, and every client changes POST to GET for 301 and 302. */
function keepsMethod(method: Hop['method'], status: number): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return status !== 303 && (method !== 'POST' || status >= 307);
}

function asGet(url: URL, headers: Hop['headers']): Hop {
  return { url, method: 'GET', headers: pick(headers, (name) => !BODY_HEADERS.has(name)), body: undefined };
}

function pick(headers: Hop['headers'], isWanted: (name: string) => boolean): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isWanted(name)));
}

/** Moves `user:password@` of the URL into the header that it stands for. */
function withoutUserInfo(hop: Hop): Hop {
  const { username, password } = hop.url;
  if (username === '' && password === '') return hop;
  const url = new URL(hop.url);
  url.username = '';
  url.password = '';
  const login = `${decoded(username)}:${decoded(password)}`;
  const authorization = `Basic ${Buffer.from(login).toString('base64')}`;
  return { ...hop, url, headers: { authorization, ...hop.headers } };
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new OfflineGenError('unsupported', `${redactUrl(text)} is no http or https address`);
}

/** Percent-decoded; text that is not encoded properly stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
