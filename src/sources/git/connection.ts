import { lookup } from 'node:dns/promises';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git, GitOptions, GitSetting } from '../../git/git.ts';
import { OfflineGenError } from '../../model/errors.ts';
import type { Credentials } from '../../model/request.ts';
import type { Guard } from '../../net/guard.ts';
import type { SourceContext } from '../source.ts';
import { type Address, parseAddress } from './address.ts';

/** What the git source needs from its surroundings. */
export interface GitSourceSettings {
  readonly git: Git;
  /** Allow `file://` and paths of this machine; only for people who name them on their own command line. */
  readonly allowLocal: boolean;
  /**
   * Use no ssh key or agent of this machine: whoever wrote addresses that nobody reviewed must not see with them what
   * only their owner may.
   */
  readonly asStranger?: boolean;
  /** Checked for ssh and git addresses; http and https go through `context.http`, which has its own. */
  readonly guard?: Guard;
}

/** The part of a source's context that a connection uses. */
export type ConnectionContext = Pick<
  SourceContext,
  'http' | 'credentials' | 'redirect' | 'temp' | 'signal' | 'log'
>;

/** A repository that git can talk to. */
export interface Connection {
  /** For git's command line; holds no credentials. */
  readonly address: string;
  /** Who the credentials belong to: the address as the pipeline writes it. */
  readonly origin: string;
  /** Runs git in `cwd` with what this repository needs: authorization or key, protocols, abort. */
  readonly run: (cwd: string, args: readonly string[], config?: readonly GitSetting[]) => Promise<string>;
  /** Removes the key file. */
  readonly close: () => Promise<void>;
}

/**
 * Checks `uri`, applies the redirect of the configuration, follows the server's own redirects once, and prepares the
 * credentials, which are sent to the origin of `uri` only.
 * Throws `OfflineGenError('refused')` for an address that may not be used.
 */
export async function connect(
  uri: string,
  context: ConnectionContext,
  settings: GitSourceSettings,
): Promise<Connection> {
  const written = parseAddress(uri, settings.allowLocal);
  const target = parseAddress(context.redirect(uri), settings.allowLocal);
  const trusted = target.origin === written.origin;
  const header = authorizationOf(target, trusted ? context.credentials : {});
  const headers = header === null ? [] : [{ origin: target.origin, header }];
  const address = await settleAddress(target, header, context, settings.guard);
  const key = await writeKey(target, trusted ? context.credentials : {}, context.temp);
  const options: Omit<GitOptions, 'cwd'> = {
    headers,
    allowLocal: settings.allowLocal,
    signal: context.signal,
    env: sshEnvironment(key, settings),
  };
  return {
    address,
    origin: written.origin,
    run: (cwd, args, config = []) => settings.git(args, { ...options, cwd, config }),
    close: async () => key?.remove(),
  };
}

/** No key, agent or configuration of this machine. The server's key is not checked: nothing is entrusted to it. */
const STRANGER = [
  'ssh -F none -o BatchMode=yes -o LogLevel=ERROR',
  '-o IdentitiesOnly=yes -o IdentityFile=none -o IdentityAgent=none',
  '-o PubkeyAuthentication=no -o HostbasedAuthentication=no -o GSSAPIAuthentication=no',
  '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null',
].join(' ');

function sshEnvironment(
  key: Key | null,
  { asStranger }: GitSourceSettings,
): Readonly<Record<string, string>> {
  const command = asStranger === true ? STRANGER : key?.command;
  return command === undefined ? {} : { GIT_SSH_COMMAND: command };
}

function authorizationOf(target: Address, credentials: Credentials): string | null {
  if (target.transport !== 'http') return null;
  const { username, password } = target.login ?? {
    username: credentials['username'] ?? '',
    password: credentials['password'] ?? '',
  };
  if (username === '' && password === '') return null;
  return `Authorization: Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

const DISCOVERY = '/info/refs?service=git-upload-pack';

/**
 * The address after redirects. git itself does not follow any: it would send the authorization to wherever they lead,
 * past the address guard. A server that this request cannot reach is left to git, which explains failures better.
 */
async function settleAddress(
  target: Address,
  header: string | null,
  context: ConnectionContext,
  guard: Guard | undefined,
): Promise<string> {
  if (target.transport !== 'http') {
    if (guard !== undefined) await checkHost(target, guard);
    return target.url;
  }
  try {
    const response = await context.http.request({
      url: `${target.url}${DISCOVERY}`,
      headers: {
        'git-protocol': 'version=2',
        ...(header === null ? {} : { authorization: header.slice('Authorization: '.length) }),
      },
      signal: context.signal,
    });
    await response.discard();
    const moved = response.status === 200 && response.url.endsWith(DISCOVERY);
    return moved ? response.url.slice(0, -DISCOVERY.length) : target.url;
  } catch (error) {
    if (error instanceof OfflineGenError && error.code === 'network') return target.url;
    throw error;
  }
}

async function checkHost({ host, port }: Address, guard: Guard): Promise<void> {
  if (host === null) return;
  const bare = host.replace(/^\[|\]$/g, '');
  const found = await lookup(bare, { all: true }).catch(() => []);
  for (const { address } of found) guard.checkAddress(bare, port, address);
}

interface Key {
  readonly command: string;
  readonly remove: () => Promise<void>;
}

/** ssh reads a key from a file only. The server's key is not checked, as the git resource does not check it. */
async function writeKey(target: Address, credentials: Credentials, temp: string): Promise<Key | null> {
  const key = credentials['private_key'];
  if (target.transport !== 'ssh' || key === undefined || key.trim() === '') return null;
  if ((credentials['private_key_passphrase'] ?? '') !== '') {
    throw new OfflineGenError('unsupported', 'private_key_passphrase is not supported', {
      hint: 'Use a key without a passphrase for mirroring.',
    });
  }
  const directory = await mkdtemp(join(temp, 'key-'));
  const file = join(directory, 'key');
  await writeFile(file, `${key.trim()}\n`, { mode: 0o600 });
  const user = credentials['private_key_user'] ?? '';
  const command = [
    'ssh',
    '-i',
    quote(file),
    '-o IdentitiesOnly=yes -o BatchMode=yes',
    '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR',
    ...(user === '' ? [] : ['-o', quote(`User=${user}`)]),
  ].join(' ');
  return { command, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** git hands the command to a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
