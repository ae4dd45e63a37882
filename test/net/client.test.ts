import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { OfflineGenError } from '../../src/model/errors.ts';
import { SILENT } from '../../src/model/log.ts';
import { createHttp, type HttpOptions } from '../../src/net/client.ts';
import { createGuard } from '../../src/net/guard.ts';
import type { Http } from '../../src/net/http.ts';
import { freePort } from '../real/tools.ts';
import { type Origin, startOrigin } from '../servers/origin.ts';

const open: { close: () => Promise<void> }[] = [];
const sleeps: number[] = [];

afterEach(async () => {
  sleeps.length = 0;
  for (const part of open.splice(0).reverse()) await part.close();
});

async function serve(listener: RequestListener, tls?: { key: Buffer; cert: Buffer }): Promise<Origin> {
  const origin = await startOrigin(listener, tls);
  open.push(origin);
  return origin;
}

function client(options: Partial<HttpOptions> = {}): Http {
  const http = createHttp({
    guard: createGuard({ untrusted: false, allowHosts: [] }),
    env: {},
    log: SILENT,
    clock: { sleep: async (ms) => void sleeps.push(ms), random: () => 0.5, now: () => Date.UTC(2026, 0, 1) },
    ...options,
  });
  open.push(http);
  return http;
}

/** Like `once(stream, 'close')`, which would fail with the stream's own error. */
function closed(stream: Readable): Promise<void> {
  return new Promise((resolve) => stream.once('close', resolve));
}

async function failureOf(work: Promise<unknown>): Promise<OfflineGenError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OfflineGenError)) throw new Error(`expected an OfflineGenError, not ${error}`);
  return error;
}

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const tls = () => ({ key: fixture('localhost.key'), cert: fixture('localhost.crt') });

describe('answers', () => {
  it('gives status, headers, address and body', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(404, { 'X-Many': ['a', 'b'], 'Content-Type': 'text/plain' }).end('no such thing');
    });
    const answer = await client().request({ url: `${origin.url}/x?y=1` });
    expect(answer).toMatchObject({ status: 404, url: `${origin.url}/x?y=1` });
    expect(answer.headers).toMatchObject({ 'x-many': 'a, b', 'content-type': 'text/plain' });
    expect(await answer.text()).toBe('no such thing');
    expect(origin.requests).toMatchObject([
      { method: 'GET', path: '/x?y=1', headers: { 'user-agent': 'offline-gen' } },
    ]);
  });

  it('streams a large body unchanged', async () => {
    const bytes = randomBytes(3 * 1024 * 1024);
    const origin = await serve((_request, response) => response.end(bytes));
    const answer = await client().request({ url: origin.url });
    expect((await buffer(answer.body)).equals(bytes)).toBe(true);
  });

  it('stops the server when nobody reads', async () => {
    const origin = await serve((_request, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      let sent = 0;
      const more = () => {
        while (sent < 512 && response.write(chunk)) sent++;
        if (sent >= 512) response.end();
      };
      response.on('drain', more);
      response.on('close', () => sentTotals.push(sent));
      more();
    });
    const sentTotals: number[] = [];
    const answer = await client().request({ url: origin.url });
    await once(answer.body, 'readable');
    answer.body.destroy();
    await closed(answer.body);
    await expect.poll(() => sentTotals.length).toBe(1);
    expect(sentTotals[0]).toBeLessThan(64);
  });

  it('sends a body and other methods', async () => {
    const received: string[] = [];
    const origin = await serve(async (request, response) => {
      received.push(`${request.method} ${await buffer(request)} ${request.headers['content-type']}`);
      response.writeHead(201).end();
    });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await client().request({ url: origin.url, method: 'POST', body: '{"a":1}', headers });
    await answer.discard();
    expect(answer.status).toBe(201);
    expect(received).toEqual(['POST {"a":1} application/json']);
  });

  it('limits the body as text', async () => {
    const origin = await serve((_request, response) => response.end('x'.repeat(2000)));
    const answer = await client().request({ url: origin.url });
    expect(await failureOf(answer.text(1000))).toMatchObject({ code: 'upstream' });
  });

  it('uses a connection again after discard', async () => {
    const ports = new Set<number | undefined>();
    const origin = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('x'.repeat(300_000));
    });
    const http = client();
    for (let i = 0; i < 6; i++) await (await http.request({ url: origin.url })).discard();
    // The second request may start before the first connection is back.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

describe('redirects', () => {
  it('are followed without carrying credentials to another origin', async () => {
    const other = await serve((_request, response) => response.end('there'));
    const origin = await serve((request, response) => {
      const location = request.url === '/a' ? '/b' : `${other.url}/c`;
      response.writeHead(302, { location }).end();
    });
    const headers = { Authorization: 'Bearer secret', 'PRIVATE-TOKEN': 'secret', Accept: 'text/plain' };
    const answer = await client().request({ url: `${origin.url}/a`, headers });
    expect(answer.url).toBe(`${other.url}/c`);
    expect(await answer.text()).toBe('there');
    expect(origin.requests[1]?.headers).toMatchObject({ authorization: 'Bearer secret' });
    expect(JSON.stringify(other.requests)).not.toContain('secret');
    expect(other.requests[0]?.headers.accept).toBe('text/plain');
  });

  it('end after ten', async () => {
    const origin = await serve((_request, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await failureOf(client().request({ url: origin.url }))).toMatchObject({ code: 'upstream' });
    expect(origin.requests).toHaveLength(11);
  });

  it('do not lead to an address that the guard refuses', async () => {
    const inside = await serve((_request, response) => response.end('secret'));
    const origin = await serve((_request, response) =>
      response.writeHead(302, { location: inside.url }).end(),
    );
    const guard = createGuard({ untrusted: true, allowHosts: [`127.0.0.1:${origin.port}`] });
    const error = await failureOf(client({ guard }).request({ url: origin.url }));
    expect(error.code).toBe('refused');
    expect(inside.requests).toEqual([]);
  });
});

describe('guard', () => {
  const loopback = async () => [{ address: '127.0.0.1', family: 4 }];

  it('refuses a name that points inside, at the address that would be connected to', async () => {
    const origin = await serve((_request, response) => response.end('secret'));
    const guard = createGuard({ untrusted: true, allowHosts: [] });
    const http = client({ guard, resolve: loopback });
    const error = await failureOf(http.request({ url: `http://public.test:${origin.port}/` }));
    expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('public.test') });
    expect(origin.requests).toEqual([]);
    expect(sleeps).toEqual([]);
  });

  it('refuses a name when only one of its addresses points inside', async () => {
    const guard = createGuard({ untrusted: false, allowHosts: [] });
    const resolve = async () => [
      { address: '192.0.2.1', family: 4 },
      { address: '169.254.169.254', family: 4 },
    ];
    const error = await failureOf(client({ guard, resolve }).request({ url: 'http://public.test/' }));
    expect(error.code).toBe('refused');
  });

  it('connects to the name when it is allowed with its port', async () => {
    const origin = await serve((_request, response) => response.end('fine'));
    const guard = createGuard({ untrusted: true, allowHosts: [`*.test:${origin.port}`] });
    const http = client({ guard, resolve: loopback });
    expect(await (await http.request({ url: `http://public.test:${origin.port}/` })).text()).toBe('fine');
  });
});

describe('retries', () => {
  const failing = (times: number, status: number, headers: Record<string, string> = {}): RequestListener => {
    let left = times;
    return (_request, response) => {
      if (left-- > 0) response.writeHead(status, headers).end('later');
      else response.end('now');
    };
  };

  it.each([429, 502, 503, 504])('repeats a GET after %i with growing delays', async (status) => {
    const origin = await serve(failing(3, status));
    expect(await (await client().request({ url: origin.url })).text()).toBe('now');
    expect(sleeps).toEqual([500, 1000, 2000]);
  });

  it('gives the last answer after four tries', async () => {
    const origin = await serve(failing(9, 503));
    const answer = await client().request({ url: origin.url });
    expect([answer.status, await answer.text()]).toEqual([503, 'later']);
    expect(origin.requests).toHaveLength(4);
  });

  it.each([
    ['7', 7000],
    ['0', 0],
    ['3600', 60_000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['soon', 500],
  ])('waits as Retry-After %s says', async (value, delay) => {
    const origin = await serve(failing(1, 429, { 'Retry-After': value }));
    await (await client().request({ url: origin.url })).discard();
    expect(sleeps).toEqual([delay]);
  });

  it('repeats after a connection that was cut before the answer', async () => {
    let left = 2;
    const origin = await serve((request, response) => {
      if (left-- > 0) request.socket.destroy();
      else response.end('now');
    });
    expect(await (await client().request({ url: origin.url })).text()).toBe('now');
    expect(sleeps).toHaveLength(2);
  });

  it.each(['POST', 'PATCH', 'PUT', 'DELETE'] as const)('never repeats %s', async (method) => {
    const origin = await serve(failing(1, 503));
    expect((await client().request({ url: origin.url, method })).status).toBe(503);
    expect(origin.requests).toHaveLength(1);
  });

  it('does not repeat other statuses', async () => {
    const origin = await serve(failing(1, 500));
    expect((await client().request({ url: origin.url })).status).toBe(500);
  });
});

describe('failures', () => {
  it('says that the connection was refused, without the secrets of the URL', async () => {
    const port = await freePort();
    const url = `http://user:hunter2@127.0.0.1:${port}/x?token=hunter2`;
    const error = await failureOf(client().request({ url }));
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('connection refused') });
    expect(error.message).not.toContain('hunter2');
    expect(sleeps).toHaveLength(3);
  });

  it('says that a host is not found', async () => {
    const resolve = async () => {
      throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    };
    const error = await failureOf(client({ resolve }).request({ url: 'http://nowhere.test/' }));
    expect(error.message).toBe('http://nowhere.test/: host not found');
    expect(sleeps).toEqual([]);
  });

  it.each([
    ['a body shorter than Content-Length', { 'Content-Length': '1000' }],
    ['a chunked body without its end', {}],
  ])('fails on %s', async (_name, headers) => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, headers);
      response.write('half', () => response.destroy());
    });
    const answer = await client().request({ url: origin.url });
    const error = await failureOf(buffer(answer.body));
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('closed before') });
  });

  it('keeps a failure of the body for a reader that comes late', async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('half', () => response.destroy());
    });
    const answer = await client().request({ url: origin.url });
    await closed(answer.body);
    expect(await failureOf(buffer(answer.body))).toMatchObject({ code: 'network' });
  });

  it('names NODE_EXTRA_CA_CERTS for a certificate that is not trusted, and takes it when told to', async () => {
    const origin = await serve((_request, response) => response.end('fine'), tls());
    const http = client();
    const error = await failureOf(http.request({ url: origin.url }));
    expect(error.message).toContain('certificate is not trusted');
    expect(error.details.hint).toContain('NODE_EXTRA_CA_CERTS');
    expect(await (await http.request({ url: origin.url, insecureTls: true })).text()).toBe('fine');
    expect(await failureOf(http.request({ url: origin.url }))).toMatchObject({ code: 'network' });
  });

  it('refuses a redirect from https to http', async () => {
    const plain = await serve((_request, response) => response.end('fine'));
    const origin = await serve((_request, response) => {
      response.writeHead(302, { location: plain.url }).end();
    }, tls());
    const error = await failureOf(client().request({ url: origin.url, insecureTls: true }));
    expect(error).toMatchObject({ code: 'upstream', message: expect.stringContaining('from https to http') });
    expect(plain.requests).toEqual([]);
  });
});

describe('interruption', () => {
  it('ends a request that waits for its answer', async () => {
    const stop = new AbortController();
    const origin = await serve(() => stop.abort());
    const error = await failureOf(client().request({ url: origin.url, signal: stop.signal }));
    expect(error.code).toBe('interrupted');
  });

  it('ends a body on its way', async () => {
    const stop = new AbortController();
    const origin = await serve((_request, response) => response.write('half'));
    const answer = await client().request({ url: origin.url, signal: stop.signal });
    answer.body.once('data', () => stop.abort());
    await closed(answer.body);
    expect(await failureOf(buffer(answer.body))).toMatchObject({ code: 'interrupted' });
  });

  it('ends the wait before a repetition', async () => {
    const stop = new AbortController();
    const origin = await serve((_request, response) => response.writeHead(503).end());
    const guard = createGuard({ untrusted: false, allowHosts: [] });
    const http = createHttp({ guard, env: {}, log: { ...SILENT, debug: () => stop.abort() } });
    open.push(http);
    const error = await failureOf(http.request({ url: origin.url, signal: stop.signal }));
    expect(error.code).toBe('interrupted');
    expect(origin.requests).toHaveLength(1);
  });
});
