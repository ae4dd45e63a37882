import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { OfflineGenError } from '../../model/errors.ts';
import { askHelper } from './credential-helper.ts';
import type { RegistryCredentials, RegistryLogin } from './credentials.ts';
import { asText, isObject, parseJson } from './fields.ts';

type Env = Readonly<Record<string, string | undefined>>;
type JsonObject = Readonly<Record<string, unknown>>;

/** Under these names `docker login` keeps the login of Docker Hub. */
const HUB_NAMES: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const HUB_SERVER = 'https://index.docker.io/v1/';

/**
 * Logins from docker's configuration: the JSON text in `DOCKER_AUTH_CONFIG` (as GitLab has it), then `config.json` in
 * `DOCKER_CONFIG` or `~/.docker`; within one, credential helpers before `auths`. Nothing is read before the first
 * question. Throws `OfflineGenError('config')` when a configuration is no JSON.
 */
export function readDockerConfig(env: Env): RegistryCredentials {
  let loaded: Promise<readonly JsonObject[]> | undefined;
  return async (registry) => {
    loaded ??= loadConfigs(env);
    for (const config of await loaded) {
      const login = await loginFrom(config, registry, env);
      if (login !== undefined) return login;
    }
    return undefined;
  };
}

async function loadConfigs(env: Env): Promise<readonly JsonObject[]> {
  const inline = env['DOCKER_AUTH_CONFIG'] ?? '';
  const configs = inline === '' ? [] : [parseConfig(inline, 'DOCKER_AUTH_CONFIG')];
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const path = join(env['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json');
  const text = await readIfThere(path);
  return text === undefined ? configs : [...configs, parseConfig(text, path)];
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The text itself never reaches the message: it holds passwords. */
function parseConfig(text: string, name: string): JsonObject {
  const config = parseJson(text);
  if (isObject(config)) return config;
  throw new OfflineGenError('config', `${name} is no docker configuration: it is no JSON object`);
}

async function loginFrom(config: JsonObject, registry: string, env: Env): Promise<RegistryLogin | undefined> {
  const server = isHub(registry) ? HUB_SERVER : registry;
  const helper = asText(findByHost(config['credHelpers'], registry));
  if (helper !== undefined) return askHelper(helper, server, env);
  const entry = findByHost(config['auths'], registry);
  const store = asText(config['credsStore']);
  const stored = store === undefined || store === '' ? undefined : await askStore(store, server, env);
  return stored ?? (isObject(entry) ? loginOf(entry) : undefined);
}

/** The default store of a desktop installation may be gone; pulls without a login go on without it. */
async function askStore(store: string, server: string, env: Env): Promise<RegistryLogin | undefined> {
  return askHelper(store, server, env).catch(() => undefined);
}

/** Keys are hosts or URLs (`https://index.docker.io/v1/`). */
function findByHost(table: unknown, registry: string): unknown {
  if (!isObject(table)) return undefined;
  const found = Object.entries(table).find(([key]) => isSameHost(hostOf(key), registry));
  return found?.[1];
}

function hostOf(key: string): string {
  const withoutScheme = key.replace(/^https?:\/\//, '');
  return withoutScheme.replace(/\/(?:v[12]\/?)?$/, '');
}

function isSameHost(host: string, registry: string): boolean {
  return host === registry || (isHub(host) && isHub(registry));
}

function isHub(host: string): boolean {
  return HUB_NAMES.has(host);
}

function loginOf(entry: JsonObject): RegistryLogin | undefined {
  const identityToken = asText(entry['identitytoken']) ?? '';
  if (identityToken !== '') return { username: '<token>', password: identityToken };
  const decoded = Buffer.from(asText(entry['auth']) ?? '', 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const username = colon > 0 ? decoded.slice(0, colon) : asText(entry['username']);
  // Some writers end the password with zero bytes (docker's own `decodeAuth` strips them).
  const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, '') : asText(entry['password']);
  return username === undefined || username === '' ? undefined : { username, password: password ?? '' };
}
