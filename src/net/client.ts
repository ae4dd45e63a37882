import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { Dispatcher } from 'undici';
import { OfflineGenError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import { redactUrl } from '../model/redact.ts';
import { createDispatcher, proxiesOf, type Resolve } from './dispatcher.ts';
import { explainFailure, type FailureContext, networkError } from './failure.ts';
import type { Guard } from './guard.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';
import { firstHop, type Hop, isRedirect, MAX_REDIRECTS, nextHop } from './redirect.ts';
import {
  isTransientError,
  isTransientStatus,
  type RetryClock,
  retryDelay,
  SYSTEM_CLOCK,
  TRIES,
} from './retry.ts';
import { discard, readText, translateErrors } from './stream.ts';

export interface HttpOptions {
  readonly guard: Guard;
  /** Read for HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in both cases. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** For tests. */
  readonly clock?: RetryClock;
  /** For tests: looks host names up. */
  readonly resolve?: Resolve;
}

/** Milliseconds until the headers of an answer are there. */
const HEADERS_TIMEOUT = 30_000;
/** Milliseconds without a byte of the body. */
const BODY_TIMEOUT = 60_000;
const TEXT_LIMIT = 4 * 1024 * 1024;
const DISCARD_LIMIT = 1024 * 1024;

type Answer = Dispatcher.ResponseData;
type Outcome = { readonly answer: Answer } | { readonly error: unknown };
/** What all hops of one request share. */
type Context = FailureContext & { readonly dispatcher: Dispatcher };

/**
 * The HTTP client. Its requests throw `OfflineGenError`: `network` when no complete answer came, `refused` for an
 * address that the guard does not allow, `upstream` for redirects that are not followed, `interrupted`. An answer
 * with any status is an answer.
 */
export function createHttp(options: HttpOptions): Http {
  const proxies = proxiesOf(options.env);
  const proxied = proxies.http !== '' || proxies.https !== '';
  const dispatchers = new Map<boolean, Promise<Dispatcher>>();
  const dispatcherFor = (insecureTls: boolean): Promise<Dispatcher> => {
    const known = dispatchers.get(insecureTls);
    if (known !== undefined) return known;
    const resolve = options.resolve ?? systemResolve;
    const created = createDispatcher({ guard: options.guard, proxies, resolve, insecureTls });
    dispatchers.set(insecureTls, created);
    return created;
  };
  return {
    request: async (request) => {
      const dispatcher = await dispatcherFor(request.insecureTls === true);
      return follow(request, { dispatcher, proxied, signal: request.signal }, options);
    },
    close: async () => {
      const open = await Promise.all(dispatchers.values());
      dispatchers.clear();
      await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function systemResolve(
  host: string,
  options: Parameters<Resolve>[1],
): Promise<readonly LookupAddress[]> {
  return lookup(host, { ...options, all: true });
}

async function follow(request: HttpRequest, context: Context, options: HttpOptions): Promise<HttpResponse> {
  let hop = firstHop(request);
  for (let redirects = 0; ; redirects++) {
    options.guard.checkUrl(hop.url);
    const answer = await send(hop, context, options);
    const location = textOf(answer.headers['location']);
    if (!isRedirect(answer.statusCode, location)) return responseOf(hop, answer, context);
    await answer.body.dump();
    if (redirects === MAX_REDIRECTS) {
      throw new OfflineGenError(
        'upstream',
        `${redactUrl(request.url)} redirects more than ${MAX_REDIRECTS} times`,
      );
    }
    hop = nextHop(hop, answer.statusCode, location);
  }
}

/** One hop, repeated while that is safe and may help. */
async function send(hop: Hop, context: Context, options: HttpOptions): Promise<Answer> {
  const clock = options.clock ?? SYSTEM_CLOCK;
  const tries = hop.method === 'GET' || hop.method === 'HEAD' ? TRIES : 1;
  for (let next = 2; ; next++) {
    const outcome = await sendOnce(hop, context);
    if (next > tries || context.signal?.aborted === true || !mayPass(outcome)) {
      if ('answer' in outcome) return outcome.answer;
      throw networkError(hop.url.href, outcome.error, context);
    }
    const retryAfter = 'answer' in outcome ? textOf(outcome.answer.headers['retry-after']) : undefined;
    const delay = retryDelay(next, retryAfter, clock);
    options.log.debug(`${redactUrl(hop.url.href)}: ${wordsFor(outcome)}; try ${next} in ${delay} ms`);
    if ('answer' in outcome) await outcome.answer.body.dump();
    await clock.sleep(delay, context.signal).catch((error: unknown) => {
      throw networkError(hop.url.href, error, context);
    });
  }
}

async function sendOnce(hop: Hop, context: Context): Promise<Outcome> {
  try {
    const answer = await context.dispatcher.request({
      origin: hop.url.origin,
      path: `${hop.url.pathname}${hop.url.search}`,
      method: hop.method,
      headers: { ...hop.headers },
      headersTimeout: HEADERS_TIMEOUT,
      bodyTimeout: BODY_TIMEOUT,
      ...(hop.body === undefined ? {} : { body: hop.body }),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
    return { answer };
  } catch (error) {
    return { error };
  }
}

function mayPass(outcome: Outcome): boolean {
  return 'answer' in outcome ? isTransientStatus(outcome.answer.statusCode) : isTransientError(outcome.error);
}

function wordsFor(outcome: Outcome): string {
  return 'answer' in outcome ? `answered ${outcome.answer.statusCode}` : explainFailure(outcome.error).reason;
}

function responseOf(hop: Hop, answer: Answer, context: Context): HttpResponse {
  const url = hop.url.href;
  const body = translateErrors(answer.body, (error) => networkError(url, error, context));
  return {
    status: answer.statusCode,
    headers: headersOf(answer),
    url,
    body,
    text: (limit = TEXT_LIMIT) => readText(body, limit, redactUrl(url)),
    discard: () => discard(body, DISCARD_LIMIT),
  };
}

function headersOf(answer: Answer): Readonly<Record<string, string>> {
  const pairs = Object.entries(answer.headers).map(([name, value]) => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(pairs);
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
