import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGit } from '../../src/git/simple-git.ts';
import { type GitServer, git as plainGit, startGitServer } from '../servers/git.ts';

let directory: string;
let server: GitServer;
const git = createGit(process.env);

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'git-test-'));
  server = await startGitServer({ login: 'ada:s3cret-word' });
  await server.addRepository('one.git', { files: { a: '1' } });
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await server.close();
});

describe('createGit', () => {
  it('returns what git prints, byte for byte', async () => {
    expect(await git(['version'], { cwd: directory })).toMatch(/^git version \d.*\n$/);
  });

  it('fails on a silent exit code too', async () => {
    const command = ['rev-parse', '--verify', '--quiet', 'HEAD'];
    await plainGit(directory, ['init', '--quiet', 'empty']);
    await expect(git(command, { cwd: join(directory, 'empty') })).rejects.toMatchObject({
      code: 'git',
      message: 'git rev-parse failed: exit code 1',
    });
  });

  it('sends a header to its origin and shows it neither in errors nor in the process list', async () => {
    const login = Buffer.from('ada:s3cret-word').toString('base64');
    const header = `Authorization: Basic ${login}`;
    const options = { cwd: directory, headers: [{ origin: server.url, header }] };
    expect(await git(['ls-remote', `${server.url}/one.git`], options)).toContain('refs/heads/main');
    const wrong = { cwd: directory, headers: [{ origin: 'http://127.0.0.1:1', header }] };
    const failure = await git(['ls-remote', `${server.url}/one.git`], wrong).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'git', details: { hint: expect.stringContaining('credentials') } });
    expect(String(failure)).not.toContain(login);
  });

  it('refuses local repositories unless they are allowed', async () => {
    const command = ['ls-remote', `file://${server.root}/one.git`];
    await expect(git(command, { cwd: directory })).rejects.toMatchObject({ code: 'git' });
    expect(await git(command, { cwd: directory, allowLocal: true })).toContain('HEAD');
  });

  it('reads no configuration of the user, runs no hook', async () => {
    const home = join(directory, 'home');
    await mkdir(home);
    await writeFile(join(home, '.gitconfig'), '[user]\n\tname = From Home\n');
    const withHome = createGit({ ...process.env, HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') });
    const names = await withHome(['config', '--list', '--name-only'], { cwd: directory });
    expect(names).not.toContain('user.name');
    const work = join(directory, 'hooked');
    await plainGit(directory, ['init', '--quiet', work]);
    await writeFile(join(work, '.git/hooks/post-checkout'), '#!/bin/sh\ntouch hook-ran\n');
    await chmod(join(work, '.git/hooks/post-checkout'), 0o755);
    await plainGit(work, ['commit', '--quiet', '--allow-empty', '-m', 'x']);
    await withHome(['checkout', '--quiet', '--detach', 'HEAD'], { cwd: work });
    expect(await plainGit(work, ['status', '--porcelain'])).toBe('');
  });

  it('says what is wrong when git is missing or too old', async () => {
    const missing = createGit({ PATH: join(directory, 'nowhere') });
    await expect(missing(['status'], { cwd: directory })).rejects.toThrow('git is not installed');
    const bin = join(directory, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'git'), '#!/bin/sh\necho git version 2.20.1\n', { mode: 0o755 });
    const old = createGit({ PATH: bin });
    await expect(old(['status'], { cwd: directory })).rejects.toThrow('git 2.20 is too old');
  });

  it('ends with an interruption when it is aborted', async () => {
    const abort = new AbortController();
    const running = git(['hash-object', '--stdin'], { cwd: directory, signal: abort.signal });
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'interrupted' });
  });

  it('runs in the language and the time zone it always runs in', async () => {
    const german = createGit({
      ...process.env,
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'de_DE.UTF-8',
      TZ: 'Asia/Tokyo',
    });
    await expect(german(['frobnicate'], { cwd: directory })).rejects.toThrow(
      "git frobnicate failed: git: 'frobnicate' is not a git command",
    );
  });
});
