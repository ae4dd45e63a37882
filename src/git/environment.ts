import type { GitOptions, GitSetting } from './git.ts';

/** What a child may inherit: how to find programs, the way out, certificates, and the ssh agent. */
const INHERITED = [
  'PATH',
  'TMPDIR',
  'http_proxy',
  'https_proxy',
  'all_proxy',
  'no_proxy',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'SSH_AUTH_SOCK',
];

/** No HOME: neither a user's configuration nor `.netrc` is read. UTC: dates do not depend on the machine. */
const FIXED: Readonly<Record<string, string>> = {
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  GIT_ASKPASS: '',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_DEFAULT_HASH: 'sha1',
  GIT_DEFAULT_REF_FORMAT: 'files',
  GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
  GIT_TERMINAL_PROMPT: '0',
};

/** Flaws of old commits that harm nobody; without this list many long-lived repositories could not be fetched. */
const HARMLESS_FLAWS = [
  'badTimezone',
  'missingEmail',
  'missingNameBeforeEmail',
  'missingSpaceBeforeDate',
  'missingSpaceBeforeEmail',
  'zeroPaddedDate',
  'zeroPaddedFilemode',
];

const SETTINGS: readonly GitSetting[] = [
  { name: 'core.hooksPath', value: '/dev/null' },
  { name: 'core.fsmonitor', value: 'false' },
  { name: 'credential.helper', value: '' },
  { name: 'protocol.ext.allow', value: 'never' },
  { name: 'fetch.fsckObjects', value: 'true' },
  ...HARMLESS_FLAWS.map((flaw) => ({ name: `fetch.fsck.${flaw}`, value: 'ignore' })),
  { name: 'gc.auto', value: '0' },
  { name: 'maintenance.auto', value: 'false' },
  // git keeps sending extra headers after a redirect, to whatever host it leads to.
  { name: 'http.followRedirects', value: 'false' },
];

/** The whole environment of one git process. `ambient` is the environment of this process. */
export function gitEnvironment(
  ambient: Readonly<Record<string, string | undefined>>,
  options: Omit<GitOptions, 'cwd' | 'signal'>,
): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => {
    const value = ambient[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const headers = (options.headers ?? []).map(({ origin, header }) => ({
    name: `http.${origin}/.extraHeader`,
    value: header,
  }));
  return {
    ...Object.fromEntries(inherited),
    ...FIXED,
    GIT_ALLOW_PROTOCOL: options.allowLocal === true ? 'https:http:ssh:git:file' : 'https:http:ssh:git',
    ...options.env,
    ...settingsEnvironment([...SETTINGS, ...(options.config ?? []), ...headers]),
  };
}

function settingsEnvironment(settings: readonly GitSetting[]): Record<string, string> {
  const pairs = settings.flatMap(({ name, value }, index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(settings.length) };
}
