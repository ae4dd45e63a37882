import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import { readDockerConfig } from '../../../src/sources/image/docker-config.ts';
import { failure } from '../context.ts';

let home = '';

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'docker-config-'));
});
afterEach(() => rmSync(home, { recursive: true }));

function basic(login: string): { readonly auth: string } {
  return { auth: Buffer.from(login).toString('base64') };
}

function writeConfig(config: unknown, directory = join(home, '.docker')): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'config.json'), typeof config === 'string' ? config : JSON.stringify(config));
}

/** A helper that knows one server and writes down what it was asked. */
function writeHelper(name: string, server: string): string {
  const path = join(home, `docker-credential-${name}`);
  const answer = JSON.stringify({ ServerURL: server, Username: 'helped', Secret: 'h' });
  const script = `#!/bin/sh\nread -r asked\nprintf '%s %s' "$1" "$asked" > ${home}/asked\n[ "$asked" = "${server}" ] || exit 1\nprintf '%s' '${answer}'\n`;
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return `${home}:${process.env['PATH'] ?? ''}`;
}

describe('readDockerConfig', () => {
  it.each(['docker.io', 'index.docker.io'])('finds the login of Docker Hub for %s', async (registry) => {
    writeConfig({ auths: { 'https://index.docker.io/v1/': basic('me:p:w') } });
    expect(await readDockerConfig({ HOME: home })(registry)).toEqual({ username: 'me', password: 'p:w' });
  });

  it('finds hosts with ports, URLs, and logins in the clear', async () => {
    writeConfig({
      auths: {
        '127.0.0.1:5000': basic('a:b'),
        'https://ghcr.io': { username: 'c', password: 'd' },
        'quay.io': { identitytoken: 'i' },
        'empty.example': {},
      },
    });
    const login = readDockerConfig({ HOME: home });
    expect(await login('127.0.0.1:5000')).toEqual({ username: 'a', password: 'b' });
    expect(await login('ghcr.io')).toEqual({ username: 'c', password: 'd' });
    expect(await login('quay.io')).toEqual({ username: '<token>', password: 'i' });
    expect(await login('empty.example')).toBeUndefined();
    expect(await login('127.0.0.1')).toBeUndefined();
  });

  it('reads DOCKER_CONFIG instead of the home directory, and DOCKER_AUTH_CONFIG before both', async () => {
    writeConfig({ auths: { a: basic('home:1') } });
    writeConfig({ auths: { a: basic('directory:2'), b: basic('directory:3') } }, join(home, 'other'));
    const inline = JSON.stringify({ auths: { a: basic('inline:4') } });
    const login = readDockerConfig({
      HOME: home,
      DOCKER_CONFIG: join(home, 'other'),
      DOCKER_AUTH_CONFIG: inline,
    });
    expect(await login('a')).toEqual({ username: 'inline', password: '4' });
    expect(await login('b')).toEqual({ username: 'directory', password: '3' });
  });

  it('asks the credential helper of a registry', async () => {
    writeConfig({ credHelpers: { 'gcr.io': 'test' }, auths: { 'gcr.io': basic('a:b') } });
    const PATH = writeHelper('test', 'gcr.io');
    expect(await readDockerConfig({ HOME: home, PATH })('gcr.io')).toEqual({
      username: 'helped',
      password: 'h',
    });
    expect(readFileSync(join(home, 'asked'), 'utf8')).toBe('get gcr.io');
  });

  it('asks the credential store, and reads the file for what it does not know', async () => {
    writeConfig({ credsStore: 'test', auths: { 'other.example': basic('a:b') } });
    const PATH = writeHelper('test', 'https://index.docker.io/v1/');
    const login = readDockerConfig({ HOME: home, PATH });
    expect(await login('docker.io')).toEqual({ username: 'helped', password: 'h' });
    expect(await login('other.example')).toEqual({ username: 'a', password: 'b' });
  });

  it('goes on without a credential store that is not installed', async () => {
    writeConfig({ credsStore: 'not-there' });
    expect(await readDockerConfig({ HOME: home, PATH: home })('docker.io')).toBeUndefined();
  });

  it('names a credential helper that is not installed, or no name at all', async () => {
    writeConfig({ credHelpers: { 'gcr.io': 'not-there', 'evil.example': '../x' } });
    const login = readDockerConfig({ HOME: home, PATH: home });
    expect(describeError(await failure(login('gcr.io')))).toMatch(
      /docker-credential-not-there, which cannot be run/,
    );
    expect(describeError(await failure(login('evil.example')))).toMatch(
      /"..\/x" .* names no credential helper/,
    );
  });

  it('knows nothing without a configuration and says when one is no JSON, without its text', async () => {
    expect(await readDockerConfig({ HOME: home })('docker.io')).toBeUndefined();
    const error = await failure(readDockerConfig({ HOME: home, DOCKER_AUTH_CONFIG: 'secret' })('docker.io'));
    expect(describeError(error)).toBe('DOCKER_AUTH_CONFIG is no docker configuration: it is no JSON object');
  });
});
