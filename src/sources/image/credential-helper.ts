import { spawn } from 'node:child_process';
import { OfflineGenError } from '../../model/errors.ts';
import type { RegistryLogin } from './credentials.ts';
import { asText, isObject, parseJson } from './fields.ts';

/** Milliseconds; helpers may ask a key chain or a cloud's API. */
const TIMEOUT = 30_000;
const MAX_OUTPUT = 1_048_576;

/**
 * Asks `docker-credential-<name> get` for a server's login (docker/docker-credential-helpers protocol). Undefined when
 * the helper knows none; throws `OfflineGenError('config')` when it cannot be run.
 */
export async function askHelper(
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<RegistryLogin | undefined> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new OfflineGenError(
      'config',
      `${JSON.stringify(name)} in docker's configuration names no credential helper`,
    );
  }
  const output = await run(`docker-credential-${name}`, server, env);
  const answer = output === undefined ? undefined : parseJson(output);
  if (!isObject(answer)) return undefined;
  const username = asText(answer['Username']) ?? '';
  return username === '' ? undefined : { username, password: asText(answer['Secret']) ?? '' };
}

/** Standard output, or undefined when the helper ends with an error: that is how it says "not found". */
function run(
  command: string,
  input: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, ['get'], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: TIMEOUT,
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > MAX_OUTPUT) child.kill();
    });
    child.on('error', (cause) => {
      reject(
        new OfflineGenError('config', `docker's configuration asks for ${command}, which cannot be run`, {
          hint: 'Install it, or remove it from `credHelpers` of the configuration.',
          cause,
        }),
      );
    });
    child.on('close', (code) => resolve(code === 0 ? output : undefined));
    // A helper that ends without reading must not end this program.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}
