import type { LookupAddress, LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { buildConnector, Dispatcher } from 'undici';
import { OfflineGenError } from '../model/errors.ts';
import { redactUrl } from '../model/redact.ts';
import type { Guard } from './guard.ts';

/** All addresses of a host name, as `dns.lookup` gives them. */
export type Resolve = (host: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

export interface Proxies {
  readonly http: string;
  readonly https: string;
  readonly none: string;
}

/** Milliseconds for name lookup, connection and TLS handshake together. */
const CONNECT_TIMEOUT = 30_000;

/** Proxy variables as curl reads them: lower case first, a missing scheme is http. Empty: none. */
export function proxiesOf(env: Readonly<Record<string, string | undefined>>): Proxies {
  const read = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  return {
    http: proxyUrl('HTTP_PROXY', read('http_proxy')),
    https: proxyUrl('HTTPS_PROXY', read('https_proxy')),
    none: read('no_proxy'),
  };
}

function proxyUrl(name: string, value: string): string {
  if (value === '') return '';
  const url = value.includes('://') ? value : `http://${value}`;
  if (URL.canParse(url)) return url;
  throw new OfflineGenError('usage', `${name} is no address: ${redactUrl(url)}`);
}

/**
 * A dispatcher that uses the proxies, and asks the guard about each address before it connects to it directly. A
 * proxy looks names up itself: then only what the URL says can be checked, which the caller does.
 */
export async function createDispatcher(options: {
  readonly guard: Guard;
  readonly proxies: Proxies;
  readonly resolve: Resolve;
  readonly insecureTls: boolean;
}): Promise<Dispatcher> {
  const { buildConnector, EnvHttpProxyAgent } = await import('undici');
  const { guard, proxies, resolve } = options;
  const tls = { timeout: CONNECT_TIMEOUT, rejectUnauthorized: !options.insecureTls };
  const connectors = new Map<string, buildConnector.connector>();
  const connect: buildConnector.connector = (target, callback) => {
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    const connector =
      connectors.get(port) ?? buildConnector({ ...tls, lookup: guardedLookup(guard, Number(port), resolve) });
    connectors.set(port, connector);
    connector(target, callback);
  };
  return new EnvHttpProxyAgent({
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.none,
    // Plain http goes through a proxy as such: many refuse a tunnel to port 80.
    proxyTunnel: false,
    proxyTls: { timeout: CONNECT_TIMEOUT },
    requestTls: { timeout: CONNECT_TIMEOUT, rejectUnauthorized: !options.insecureTls },
    connect,
  });
}

/** What is checked here is what the socket connects to, so that a name cannot change its address in between. */
function guardedLookup(guard: Guard, port: number, resolve: Resolve): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }).then(
      (addresses) => {
        const refusal = refusalOf(guard, host, port, addresses);
        const [first] = addresses;
        if (refusal !== undefined) callback(refusal, '');
        else if (first === undefined) callback(hostNotFound(host), '');
        else if (options.all === true) callback(null, [...addresses]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };
}

function refusalOf(
  guard: Guard,
  host: string,
  port: number,
  addresses: readonly LookupAddress[],
): Error | undefined {
  try {
    for (const { address } of addresses) guard.checkAddress(host, port, address);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function hostNotFound(host: string): Error {
  return Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
}
