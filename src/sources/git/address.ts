import { isAbsolute } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import { redactUrl } from '../../model/redact.ts';

/** Where a repository is, checked and taken apart before git sees it. */
export interface Address {
  /** For git's command line: without user information for http and https. */
  readonly url: string;
  readonly transport: 'http' | 'ssh' | 'git' | 'local';
  /** Who gets credentials: `https://host:port`, or `ssh://host`; the empty text for a local repository. */
  readonly origin: string;
  readonly host: string | null;
  readonly port: number;
  /** User information that stood in an http or https URL. */
  readonly login: { readonly username: string; readonly password: string } | null;
}

const CONTROL = /\p{Cc}/u;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** `[user@]host:path`, as scp writes it: no slash before the colon. */
const SCP = /^(?:([A-Za-z0-9._][A-Za-z0-9._-]*)@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_][A-Za-z0-9._-]*):(.+)$/;
const SSH_SCHEMES: ReadonlySet<string> = new Set(['ssh', 'git+ssh', 'ssh+git']);

/**
 * Reads a repository address. Throws `OfflineGenError('refused')` for what could run a command or read this machine:
 * a leading `-`, control characters, `helper::address`, and (unless `allowLocal`) `file://` and paths.
 */
export function parseAddress(uri: string, allowLocal: boolean): Address {
  if (uri === '' || uri.startsWith('-') || CONTROL.test(uri)) throw refused(uri, 'is no repository address');
  if (/^[^/@]*::/.test(uri)) throw refused(uri, 'names a remote helper');
  const scheme = SCHEME.exec(uri)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return httpAddress(uri);
  if (scheme !== undefined && SSH_SCHEMES.has(scheme)) return hostAddress(uri, 'ssh', 22);
  if (scheme === 'git') return hostAddress(uri, 'git', 9418);
  if (scheme === 'file' || (scheme === undefined && isAbsolute(uri))) return localAddress(uri, allowLocal);
  if (scheme !== undefined) throw refused(uri, `has an unknown scheme, ${scheme}`);
  const scp = SCP.exec(uri);
  if (scp?.[2] !== undefined && !scp[3]?.startsWith('-')) return sshAddress(uri, scp[2].toLowerCase());
  if (allowLocal) throw refused(uri, 'is a relative path');
  throw refused(uri, 'is no repository address');
}

function httpAddress(uri: string): Address {
  const url = toUrl(uri);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    url: url.href.replace(/\/+$/, ''),
    transport: 'http',
    origin: url.origin,
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    login: username === '' ? null : { username: decode(username), password: decode(password) },
  };
}

function hostAddress(uri: string, transport: 'ssh' | 'git', port: number): Address {
  const url = toUrl(uri);
  const host = url.hostname.toLowerCase();
  if (!/^[A-Za-z0-9_[]/.test(host) || decode(url.username).startsWith('-') || url.password !== '') {
    throw refused(uri, 'is no repository address');
  }
  const used = Number(url.port) || port;
  return { url: uri, transport, origin: `${transport}://${host}:${used}`, host, port: used, login: null };
}

function sshAddress(uri: string, host: string): Address {
  return { url: uri, transport: 'ssh', origin: `ssh://${host}:22`, host, port: 22, login: null };
}

function localAddress(uri: string, allowLocal: boolean): Address {
  if (!allowLocal) throw refused(uri, 'is on this machine');
  return { url: uri, transport: 'local', origin: '', host: null, port: 0, login: null };
}

/** `uri` as it may stand in a stored `.git/config`: without user information for http and https. */
export function recordedUri(uri: string): string {
  return /^https?:/i.test(uri) ? redactUrl(uri) : uri;
}

/**
 * The address of a submodule: `./` and `../` are relative to the address of the repository that holds it
 * (gitmodules(5)); one `..` takes one part off, back to the colon of an scp-like address.
 */
export function submoduleUri(parent: string, url: string): string {
  if (!/^\.\.?(\/|$)/.test(url)) return url;
  let base = parent.replace(/\/+$/, '');
  let rest = url;
  let separator = '/';
  for (let step = /^(\.\.?)(?:\/+|$)/.exec(rest); step !== null; step = /^(\.\.?)(?:\/+|$)/.exec(rest)) {
    rest = rest.slice(step[0].length);
    if (step[1] === '.') continue;
    const cut = base.lastIndexOf('/') >= 0 ? base.lastIndexOf('/') : base.lastIndexOf(':');
    if (cut < 0) throw refused(url, 'leads out of the repository that names it');
    separator = base[cut] ?? '/';
    base = base.slice(0, cut);
  }
  return `${base}${separator}${rest}`.replace(/\/+$/, '');
}

function toUrl(uri: string): URL {
  try {
    return new URL(uri);
  } catch {
    throw refused(uri, 'is no repository address');
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function refused(uri: string, reason: string): OfflineGenError {
  return new OfflineGenError('refused', `${JSON.stringify(redactUrl(uri))} ${reason}`, {
    hint: 'Repositories are fetched over https, http, ssh or git.',
  });
}
