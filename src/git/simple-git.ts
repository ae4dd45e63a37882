import type { SimpleGitOptions } from 'simple-git';
import { OfflineGenError } from '../model/errors.ts';
import { gitEnvironment } from './environment.ts';
import { gitFailure } from './failure.ts';
import type { Git, GitOptions } from './git.ts';

/** `GIT_CONFIG_COUNT`, which carries the credentials and the safety settings, came with this version. */
const OLDEST = { major: 2, minor: 31 };

/** The guard of simple-git 4 asks for each of these; `gitEnvironment` makes them all less powerful, not more. */
const PERMITTED = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeCredentialHelper: true,
  allowUnsafeFilter: true,
  allowUnsafeFsMonitor: true,
  allowUnsafeHooksPath: true,
  allowUnsafeProtocolOverride: true,
  allowUnsafeSshCommand: true,
} satisfies SimpleGitOptions['unsafe'];

/**
 * git through simple-git, which is loaded at the first call. `env` is the environment of this process.
 * Throws `OfflineGenError('git')` when git is missing or older than 2.31.
 */
export function createGit(env: Readonly<Record<string, string | undefined>>): Git {
  let checked: Promise<void> | undefined;
  return async (args, options) => {
    checked ??= checkVersion(env, options.cwd);
    await checked;
    return runGit(env, args, options);
  };
}

async function checkVersion(env: Readonly<Record<string, string | undefined>>, cwd: string): Promise<void> {
  const text = await runGit(env, ['version'], { cwd });
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new OfflineGenError('git', `git ${major}.${minor} is too old`, {
    hint: `Install git ${OLDEST.major}.${OLDEST.minor} or newer.`,
  });
}

async function runGit(
  ambient: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
  options: GitOptions,
): Promise<string> {
  const { simpleGit } = await import('simple-git');
  const env = gitEnvironment(ambient, options);
  const ended: { code: number | null; stderr: string } = { code: null, stderr: '' };
  try {
    return await simpleGit({
      baseDir: options.cwd,
      allowEnvironment: Object.keys(env),
      unsafe: PERMITTED,
      completion: { onClose: true, onExit: false },
      // simple-git takes a silent failure for a success.
      errors: (error, { exitCode, stdErr }) => {
        ended.code = exitCode;
        ended.stderr = Buffer.concat(stdErr).toString();
        return exitCode === 0 ? error : (error ?? new Error('failed'));
      },
      ...(options.signal === undefined ? {} : { abort: options.signal }),
    })
      .env(env)
      .raw([...args]);
  } catch (error) {
    if (options.signal?.aborted === true) throw new OfflineGenError('interrupted', 'interrupted');
    if (/\bENOENT\b/.test(ended.stderr)) throw missingGit();
    const stderr = ended.stderr === '' && ended.code === null ? String(error) : ended.stderr;
    throw gitFailure(args[0] ?? '', stderr, ended.code, secretsOf(options));
  }
}

function missingGit(): OfflineGenError {
  return new OfflineGenError('git', 'git is not installed', { hint: 'Install git and put it on PATH.' });
}

function secretsOf(options: GitOptions): readonly string[] {
  return (options.headers ?? []).flatMap(({ header }) => [header, header.split(' ').at(-1) ?? header]);
}
