import { OfflineGenError } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import type { Http, HttpResponse } from '../net/http.ts';
import { textAt, valueAt } from './json.ts';

export interface RestOptions {
  /** For messages. */
  readonly service: string;
  /** Address of the API, without a slash at its end. */
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly http: Http;
  readonly signal?: AbortSignal;
}

export type RestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH';

/** One JSON API. */
export interface Rest {
  /** The answer's JSON. Throws `RestRefusal` for any status that is not 2xx. */
  readonly send: (method: RestMethod, path: string, body?: unknown) => Promise<unknown>;
  /** All elements of a paginated list, page after page. Throws `RestRefusal`. */
  readonly list: (path: string) => AsyncIterable<unknown>;
}

/** The API said no. */
export class RestRefusal extends OfflineGenError {
  readonly status: number;
  /** The service's own words. */
  readonly answer: string;

  constructor(service: string, call: string, status: number, answer: string) {
    super('platform', `${service} answered ${status} to ${call}${answer === '' ? '' : `: ${answer}`}`);
    this.status = status;
    this.answer = answer;
  }
}

/** Bytes: a hundred comments of the longest kind that GitHub allows are some 25 MiB in UTF-8. */
const PAGE_LIMIT = 64 * 1024 * 1024;

export function isRefusal(error: unknown, statuses: readonly number[]): error is RestRefusal {
  return error instanceof RestRefusal && statuses.includes(error.status);
}

export function createRest(options: RestOptions): Rest {
  return {
    send: async (method, path, body) => (await call(options, method, options.base + path, body)).json,
    list: (path) => listPages(options, options.base + path),
  };
}

async function* listPages(options: RestOptions, first: string): AsyncGenerator<unknown> {
  for (let url: string | null = first; url !== null; ) {
    const { json, next }: Answer = await call(options, 'GET', url);
    if (Array.isArray(json)) yield* json;
    url = next;
  }
}

interface Answer {
  readonly json: unknown;
  readonly next: string | null;
}

async function call(options: RestOptions, method: RestMethod, url: string, body?: unknown): Promise<Answer> {
  const response = await options.http.request({
    url,
    method,
    headers:
      body === undefined ? options.headers : { ...options.headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const json = parseJson(await response.text(PAGE_LIMIT));
  if (response.status < 200 || response.status > 299) {
    const path = url.slice(options.base.length).replace(/\?.*$/, '');
    throw new RestRefusal(options.service, `${method} ${path}`, response.status, messageIn(json));
  }
  return { json, next: nextPage(response, options.base) };
}

/**
 * The address that a `Link` header (RFC 8288) calls `next`. One outside the API is ignored: the token would travel
 * there with the request.
 */
function nextPage(response: HttpResponse, base: string): string | null {
  const links = (response.headers['link'] ?? '').matchAll(/<([^>]*)>\s*;[^,]*\brel="?next"?/g);
  const [next] = [...links].map((match) => match[1] ?? '');
  return next?.startsWith(`${base}/`) ? next : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What GitHub (`message`) and GitLab (`message` or `error`, text or object) say, as one short line. */
function messageIn(json: unknown): string {
  const message = textAt(json, 'message') ?? textAt(json, 'error') ?? valueAt(json, 'message');
  const text = typeof message === 'string' ? message : message === undefined ? '' : JSON.stringify(message);
  return redactText(text.replace(/\s+/g, ' ').trim().slice(0, 300));
}
