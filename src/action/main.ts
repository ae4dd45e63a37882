import { Buffer } from 'node:buffer';
import { auto, JOB_HOST } from '../commands/auto.ts';
import type { Io } from '../commands/io.ts';
import { describeError, exitCodeOf } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { visible } from '../model/visible.ts';
import type { Core } from './core.ts';
import { inputVariable, readInputs } from './inputs.ts';
import { createActionLog } from './log.ts';
import { createSurface, inert, withoutControls } from './surface.ts';

const FAILURES: Readonly<Record<number, string>> = {
  1: 'There are findings at or above the level of fail-on; the job summary lists them.',
  3: 'Some artifacts could not be copied; the job summary names them. A rerun copies what is missing.',
};

/**
 * Runs as a GitHub action: inputs in; annotations, outputs, job summary and comment out. Returns the exit code and
 * never throws; a failure is one line, and the job summary is written in any case.
 */
export async function runAction(): Promise<number> {
  const core: Core = await import('@actions/core');
  const { env } = process;
  const secrets = maskSecrets(core, env);
  const surface = createSurface(core, env);
  try {
    const inputs = readInputs(env);
    const io = createIo(core, secrets);
    const exitCode = await auto({ ...inputs.options, verbose: core.isDebug() }, io, {
      ...JOB_HOST,
      inputs,
      surface,
    });
    const failure = FAILURES[exitCode];
    if (failure !== undefined) core.setFailed(failure);
    return exitCode;
  } catch (error) {
    const message = visible(redactText(describeError(error), secrets));
    core.setFailed(message);
    if (error instanceof Error) core.debug(withoutControls(redactText(error.stack ?? '', secrets)));
    if (!surface.hasSummary()) {
      // Indented code has no end that the text could forge.
      await surface.summary(`**offline-gen failed.**\n\n    ${message}\n`);
    }
    return exitCodeOf(error);
  }
}

/** Tells the runner every secret that this process knows, in each form that it sends. Returns them. */
function maskSecrets(core: Core, env: NodeJS.ProcessEnv): readonly string[] {
  const token = env[inputVariable('github-token')]?.trim() ?? '';
  const basic = token === '' ? '' : Buffer.from(`x-access-token:${token}`).toString('base64');
  const secrets = [token, basic, env['AWS_SECRET_ACCESS_KEY'] ?? '', env['AWS_SESSION_TOKEN'] ?? ''];
  const given = secrets.filter((secret) => secret !== '');
  for (const secret of given) core.setSecret(secret);
  return given;
}

function createIo(core: Core, secrets: readonly string[]): Io {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return {
    env: process.env,
    stdout: (text) => void process.stdout.write(inert(redactText(text, secrets))),
    log: createActionLog(core, secrets, process.env),
    signal: controller.signal,
    now: () => new Date(),
  };
}
