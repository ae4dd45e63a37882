import { BlockList, isIP } from 'node:net';
import { OfflineGenError } from '../model/errors.ts';

/** Decides which addresses may be contacted. Both functions throw `OfflineGenError('refused')`. */
export interface Guard {
  /** Checks what a URL says by itself: an address literal, or a name that always means loopback. */
  readonly checkUrl: (url: URL) => void;
  /** Checks one address that a connection to `host` and `port` is about to be made to. */
  readonly checkAddress: (host: string, port: number, address: string) => void;
}

export interface GuardOptions {
  /** Refuse loopback and private addresses too. */
  readonly untrusted: boolean;
  /** Exceptions: `host`, `host:port`, `*.suffix`, an address, or a range like `10.0.0.0/8`. */
  readonly allowHosts: readonly string[];
}

interface Target {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

type Exception = (target: Target) => boolean;

/** Link-local (RFC 3927, RFC 4291) and the metadata services that clouds put elsewhere (AWS, Alibaba, Oracle, Azure). */
const LINK_LOCAL = rangesOf(
  ['169.254.0.0/16', '100.100.100.200/32', '192.0.0.192/32', '168.63.129.16/32'],
  ['fe80::/10', 'fd00:ec2::254/128'],
);

/** Loopback, private use and everything else that IANA's special-purpose registries keep off the internet. */
const INSIDE = rangesOf(
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '224.0.0.0/4',
    '240.0.0.0/4',
  ],
  ['::/128', '::1/128', 'fc00::/7', 'fec0::/10', 'ff00::/8'],
);

/** Guard against requests into the network that this runs in. Throws `OfflineGenError('usage')` for a bad exception. */
export function createGuard(options: GuardOptions): Guard {
  const exceptions = options.allowHosts.map(parseException);
  const checkAddress = (host: string, port: number, address: string) => {
    const reason = reasonToRefuse(address, options.untrusted);
    if (reason === undefined) return;
    const name = bareHost(host);
    if (exceptions.some((allows) => allows({ host: name, port, address }))) return;
    throw new OfflineGenError('refused', `${name} is not contacted: its address is ${reason}`, {
      hint: `Allow it with --allow-host ${name} if it is meant.`,
    });
  };
  const checkUrl = (url: URL) => {
    const host = bareHost(url.hostname);
    const address = isIP(host) === 0 ? addressOfName(host) : host;
    if (address !== undefined) checkAddress(host, portOf(url), address);
  };
  return { checkUrl, checkAddress };
}

/** Port of an http or https URL. */
export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function reasonToRefuse(address: string, untrusted: boolean): string | undefined {
  if (contains(LINK_LOCAL, address)) return 'link-local or a metadata service';
  if (untrusted && contains(INSIDE, address)) return 'loopback, private or reserved';
  return undefined;
}

/** RFC 6761: `localhost` and names below it are loopback wherever they are looked up, a proxy's resolver included. */
function addressOfName(host: string): string | undefined {
  return host === 'localhost' || host.endsWith('.localhost') ? '127.0.0.1' : undefined;
}

function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function parseException(entry: string): Exception {
  const range = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  if (range !== null) return inRange(entry, range[1] ?? '', Number(range[2]));
  const { name, port } = splitPort(entry);
  if (name === '' || /[/\s@]/.test(name)) throw badException(entry);
  const portFits = (target: Target) => port === undefined || port === target.port;
  const family = isIP(name);
  if (family !== 0) {
    const list = inRange(entry, name, family === 6 ? 128 : 32);
    return (target) => list(target) && portFits(target);
  }
  if (!name.startsWith('*.')) return (target) => target.host === name && portFits(target);
  return (target) => target.host.endsWith(name.slice(1)) && portFits(target);
}

function splitPort(entry: string): { readonly name: string; readonly port: number | undefined } {
  const match = isIP(entry) === 0 ? /^(.*):(\d{1,5})$/.exec(entry) : null;
  if (match === null) return { name: bareHost(entry), port: undefined };
  return { name: bareHost(match[1] ?? ''), port: Number(match[2]) };
}

function inRange(entry: string, base: string, bits: number): Exception {
  const family = isIP(base);
  if (family === 0 || bits > (family === 6 ? 128 : 32)) throw badException(entry);
  const list = new BlockList();
  list.addSubnet(base, bits, family === 6 ? 'ipv6' : 'ipv4');
  return (target) => contains(list, target.address);
}

function badException(entry: string): OfflineGenError {
  return new OfflineGenError('usage', `--allow-host ${entry}: not a host, an address or a range`, {
    hint: 'Write host, host:port, *.suffix, 10.1.2.3 or 10.0.0.0/8.',
  });
}

/** Node checks IPv4-mapped IPv6 addresses against IPv4 rules itself; NAT64 (RFC 6052) is added here. */
function rangesOf(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ipv4) {
    const [base = '', bits = ''] = range.split('/');
    list.addSubnet(base, Number(bits), 'ipv4');
    list.addSubnet(`64:ff9b::${base}`, 96 + Number(bits), 'ipv6');
  }
  for (const range of ipv6) {
    const [base = '', bits = ''] = range.split('/');
    list.addSubnet(base, Number(bits), 'ipv6');
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
