import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { SILENT } from '../../src/model/log.ts';
import { createHttp } from '../../src/net/client.ts';
import { createGuard } from '../../src/net/guard.ts';
import type { Http } from '../../src/net/http.ts';
import { startOrigin } from '../servers/origin.ts';
import { startProxy } from '../servers/proxy.ts';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.close();
});

function client(env: Record<string, string>, untrusted = false): Http {
  const http = createHttp({ guard: createGuard({ untrusted, allowHosts: [] }), env, log: SILENT });
  open.push(http);
  return http;
}

async function start(secure = false) {
  const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  const tls = { key: fixture('localhost.key'), cert: fixture('localhost.crt') };
  const origin = await startOrigin((_request, response) => response.end('fine'), secure ? tls : undefined);
  const proxy = await startProxy();
  open.push(origin, proxy);
  return { origin, proxy };
}

it.each(['HTTP_PROXY', 'http_proxy'])(
  'sends plain http through %s, which looks the name up',
  async (name) => {
    const { origin, proxy } = await start();
    const url = `http://origin.test:${origin.port}/x?y=1`;
    expect(await (await client({ [name]: proxy.url }).request({ url })).text()).toBe('fine');
    expect(proxy.requests).toEqual([`GET ${url}`]);
    expect(origin.requests).toMatchObject([
      { path: '/x?y=1', headers: { host: `origin.test:${origin.port}` } },
    ]);
  },
);

it.each(['HTTPS_PROXY', 'https_proxy'])('tunnels https through %s with its login', async (name) => {
  const { origin, proxy } = await start(true);
  const withLogin = proxy.url.replace('//', '//me:pass@');
  const request = { url: `https://origin.test:${origin.port}/`, insecureTls: true };
  expect(await (await client({ [name]: withLogin }).request(request)).text()).toBe('fine');
  expect(proxy.requests).toEqual([`CONNECT origin.test:${origin.port}`]);
  expect(proxy.logins).toEqual([`Basic ${Buffer.from('me:pass').toString('base64')}`]);
  expect(origin.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
});

it('checks certificates behind a proxy too', async () => {
  const { origin, proxy } = await start(true);
  const request = client({ HTTPS_PROXY: proxy.url }).request({ url: `https://origin.test:${origin.port}/` });
  await expect(request).rejects.toThrow(/certificate is not trusted/);
});

it.each(['127.0.0.1', '*', 'other.test,127.0.0.1'])('goes past the proxy for NO_PROXY=%s', async (none) => {
  const { origin, proxy } = await start();
  const http = client({ HTTP_PROXY: proxy.url, NO_PROXY: none });
  expect(await (await http.request({ url: origin.url })).text()).toBe('fine');
  expect(proxy.requests).toEqual([]);
});

it('uses the environment that it was given, not the one of the process', async () => {
  const { origin, proxy } = await start();
  process.env['HTTP_PROXY'] = proxy.url;
  try {
    expect(await (await client({}).request({ url: origin.url })).text()).toBe('fine');
  } finally {
    delete process.env['HTTP_PROXY'];
  }
  expect(proxy.requests).toEqual([]);
});

it('refuses inside addresses before it asks the proxy', async () => {
  const { proxy } = await start();
  const request = client({ HTTP_PROXY: proxy.url }, true).request({ url: 'http://169.254.169.254/' });
  await expect(request).rejects.toMatchObject({ code: 'refused' });
  expect(proxy.requests).toEqual([]);
});

it('says that the address of a proxy is none, without its password', () => {
  const make = () => client({ HTTPS_PROXY: 'me:hunter2@[nowhere' });
  expect(make).toThrow(/HTTPS_PROXY/);
  expect(make).not.toThrow(/hunter2/);
});
