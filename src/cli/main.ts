import { stat } from 'node:fs/promises';
import type { Options } from '../commands/options.ts';
import { exitCodeOf, OfflineGenError } from '../model/errors.ts';
import { TOOL } from '../version.ts';
import { parseArguments } from './args.ts';
import { type Environment, secretsOf, withEnvironment } from './environment.ts';
import { failureText } from './failure.ts';
import { helpText } from './help.ts';
import { INTERRUPTED, watchInterrupts } from './interrupt.ts';

/** Runs the command line in this process; `argv` without Node and script. Returns the exit code; never throws. */
export async function runCli(argv: readonly string[], env: Environment): Promise<number> {
  process.stdout.on('error', ignoreBrokenPipe);
  try {
    const request = parseArguments(argv, process.cwd());
    if (request.kind === 'run') return await execute(withEnvironment(request.options, env), env);
    const text = request.kind === 'help' ? helpText(request.command) : `${TOOL.version}\n`;
    process.stdout.write(text);
    return 0;
  } catch (error) {
    process.stderr.write(failureText(error, false, []));
    return exitCodeOf(error);
  }
}

async function execute(options: Options, env: Environment): Promise<number> {
  const secrets = secretsOf(env);
  const { signal, release } = watchInterrupts();
  try {
    refuseUntrusted(options);
    await requireDirectory(options.dir);
    const exitCode = await perform(options, env, signal, secrets);
    return signal.aborted ? INTERRUPTED : exitCode;
  } catch (error) {
    const shown = signal.aborted
      ? new OfflineGenError('interrupted', 'interrupted', { cause: error })
      : error;
    process.stderr.write(failureText(shown, options.verbose, secrets));
    return exitCodeOf(shown);
  } finally {
    release();
  }
}

async function perform(
  options: Options,
  env: Environment,
  signal: AbortSignal,
  secrets: readonly string[],
): Promise<number> {
  const { createLog } = await import('../log/create-log.ts');
  const { dispatch } = await import('./dispatch.ts');
  const { color, quiet, verbose } = options;
  const { stderr, stdout } = process;
  const log = createLog({ stderr, isTty: stderr.isTTY === true, color, quiet, verbose, secrets, env });
  const print = (text: string) => {
    log.close();
    stdout.write(text);
  };
  try {
    return await dispatch(options, { env, stdout: print, log, signal, now: () => new Date() });
  } finally {
    log.close();
  }
}

/** Whoever can open a pull request must not decide what is copied into the blobstore. */
function refuseUntrusted(options: Options): void {
  if (!options.untrusted || (options.command !== 'mirror' && options.command !== 'run')) return;
  throw new OfflineGenError('refused', `${options.command} does not run for pull and merge requests`, {
    hint: 'Use analyze here, and run after the merge.',
  });
}

async function requireDirectory(dir: string): Promise<void> {
  const found = await stat(dir).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  throw new OfflineGenError('usage', `there is no directory ${dir}`);
}

/** `offline-gen analyze | head`: the reader has seen enough. */
function ignoreBrokenPipe(error: Error): void {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
}
