import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../../src/git/simple-git.ts';
import { createGuard } from '../../../src/net/guard.ts';
import { createGitSource } from '../../../src/sources/git/source.ts';
import { type GitServer, startGitServer } from '../../servers/git.ts';
import { gitRequest, type TestContext, testContext } from './context.ts';
import { fetchBytes, unpack } from './unpack.ts';

let server: GitServer;
let surroundings: TestContext;
let bin: string;
const path = process.env['PATH'] ?? '';

beforeAll(async () => {
  server = await startGitServer({ login: 'ada:s3cret-word' });
  surroundings = await testContext();
  await server.addRepository('p.git', { files: { a: '1' } });
  bin = join(surroundings.context.temp, 'bin');
  await mkdir(bin);
});

afterAll(async () => {
  await surroundings.close();
  await server.close();
});

/** Puts a shell script in front of PATH. */
async function addProgram(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

function sourceWithPrograms() {
  return createGitSource({ git: createGit({ PATH: `${bin}${delimiter}${path}` }), allowLocal: false });
}

describe('a password', () => {
  it('is on no command line and in no file', async () => {
    const real = path
      .split(delimiter)
      .map((each) => join(each, 'git'))
      .find((file) => existsSync(file));
    const log = join(surroundings.context.temp, 'commands');
    await addProgram('git', `echo "$@" >> '${log}'\nexec '${real}' "$@"`);
    const context = {
      ...surroundings.context,
      credentials: { username: 'ada', password: 's3cret-word' },
    };
    const request = gitRequest(`${server.url.replace('//', '//ada:s3cret-word@')}/p.git`);
    const directory = await unpack(await fetchBytes(sourceWithPrograms(), request, context), context.temp);
    const commands = await readFile(log, 'utf8');
    expect(commands).toContain('fetch');
    expect(commands).not.toMatch(/s3cret|YWRhOnMzY3JldC13b3Jk/);
    expect(await readFile(join(directory, '.git/config'), 'utf8')).toContain(`url = ${server.url}/p.git\n`);
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name), 'latin1');
      expect(content).not.toMatch(/s3cret|YWRhOnMzY3JldC13b3Jk/);
    }
  });
});

describe('a private key', () => {
  it('is handed to ssh in a file of the owner’s, which is gone afterwards', async () => {
    const log = join(surroundings.context.temp, 'ssh-calls');
    // Stands in for ssh: says what it was given, then runs the remote command here.
    await addProgram(
      'ssh',
      [
        `echo "$@" >> '${log}'`,
        `ls -l "$2" | cut -c1-10 >> '${log}'`,
        `cat "$2" >> '${log}'`,
        'for last; do :; done',
        'unset GIT_CONFIG_COUNT GIT_ALLOW_PROTOCOL GIT_DIR',
        'eval "$last"',
      ].join('\n'),
    );
    const context = { ...surroundings.context, credentials: { private_key: 'THE KEY' } };
    const request = gitRequest(`git@git.example:${server.root}/p.git`);
    const directory = await unpack(await fetchBytes(sourceWithPrograms(), request, context), context.temp);
    const calls = await readFile(log, 'utf8');
    expect(calls).toMatch(/^-i \S+\/key -o IdentitiesOnly=yes .*git@git\.example git-upload-pack /);
    expect(calls).toContain('\n-rw-------\nTHE KEY\n');
    expect((await readdir(context.temp)).filter((name) => name.startsWith('key-'))).toEqual([]);
    expect(await readFile(join(directory, '.git/config'), 'utf8')).toContain(`url = git@git.example:`);
  });

  it('with a passphrase is refused', async () => {
    const context = {
      ...surroundings.context,
      credentials: { private_key: 'x', private_key_passphrase: 'y' },
    };
    const resolving = sourceWithPrograms().resolve(gitRequest('git@git.example:x'), context);
    await expect(resolving).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('the keys of this machine', () => {
  it('are not used for addresses that nobody reviewed', async () => {
    const log = join(surroundings.context.temp, 'stranger-calls');
    await addProgram('ssh', `echo "$@" >> '${log}'\nexit 1`);
    const env = { PATH: `${bin}${delimiter}${path}`, SSH_AUTH_SOCK: '/agent' };
    const source = createGitSource({ git: createGit(env), allowLocal: false, asStranger: true });
    const context = { ...surroundings.context, credentials: { private_key: 'THE KEY' } };
    const resolving = source.resolve(gitRequest('git@git.example:x'), context);
    await expect(resolving).rejects.toMatchObject({ code: 'git' });
    const calls = await readFile(log, 'utf8');
    expect(calls).toContain('-o IdentityFile=none -o IdentityAgent=none -o PubkeyAuthentication=no');
    expect(calls).not.toContain(' -i ');
  });
});

describe('the address guard', () => {
  it('also stands before addresses that git alone contacts', async () => {
    const guard = createGuard({ untrusted: true, allowHosts: [] });
    const source = createGitSource({ git: createGit(process.env), allowLocal: false, guard });
    for (const uri of ['ssh://127.0.0.1/x', 'git@localhost:x', 'git://[::1]/x']) {
      const resolving = source.resolve(gitRequest(uri), surroundings.context);
      await expect(resolving).rejects.toMatchObject({ code: 'refused' });
    }
  });
});
