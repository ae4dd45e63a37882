import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const REPOSITORY_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Absolute path of a tool: `.real/bin` of the repository first, then PATH. Throws with the way to install it. */
export function requireTool(name: string): string {
  const places = [join(REPOSITORY_ROOT, '.real', 'bin'), ...(process.env['PATH'] ?? '').split(delimiter)];
  const found = places.map((place) => join(place, name)).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `${name} is needed by this test and was found neither in .real/bin nor in PATH; ` +
      '`node .ci/real.ts` (npm run test:real) installs it or says which system package has it',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A TCP port of the loopback interface that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface ProcessOptions {
  readonly args?: readonly string[];
  readonly cwd?: string;
  /** The whole environment; default: the one of the test. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ready when this loopback port accepts connections, or when the output matches; default: at once. */
  readonly ready?: { readonly port: number } | { readonly output: RegExp };
  /** Milliseconds until a process that is not ready is given up; default 20,000. */
  readonly timeout?: number;
}

export interface RunningProcess {
  readonly pid: number;
  /** Standard output and standard error so far. */
  readonly output: () => string;
  /** Resolves when the process ended: its exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
  /** Sends `signal` (default SIGTERM) unless the process ended, and waits for its end. Safe to call twice. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** Starts a process and waits until it is ready. It is killed with the test worker at the latest. */
export async function startProcess(command: string, options: ProcessOptions = {}): Promise<RunningProcess> {
  const child = spawn(command, [...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: { ...options.env } }),
  });
  const running = await watch(child, command);
  try {
    await waitUntilReady(running, child, options);
  } catch (error) {
    await running.stop('SIGKILL');
    throw error;
  }
  return running;
}

async function watch(child: ChildProcess, command: string): Promise<RunningProcess> {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-200_000);
    });
  }
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      process.off('exit', kill);
      resolve(code ?? signal ?? 'unknown');
    });
  });
  await once(child, 'spawn');
  if (child.pid === undefined) throw new Error(`${command} did not start`);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { pid: child.pid, output: () => text, ended, stop };
}

async function waitUntilReady(
  running: RunningProcess,
  child: ChildProcess,
  options: ProcessOptions,
): Promise<void> {
  const { ready } = options;
  if (ready === undefined) return;
  const gaveUp = new AbortController();
  const died = running.ended.then((status) => {
    throw new Error(`the process ended with ${status} before it was ready:\n${running.output()}`);
  });
  const late = sleep(options.timeout ?? 20_000, undefined, { signal: gaveUp.signal, ref: false }).then(() => {
    throw new Error(`the process was not ready in time:\n${running.output()}`);
  });
  late.catch(() => undefined);
  died.catch(() => undefined);
  const isReady =
    'port' in ready
      ? portAccepts(ready.port, gaveUp.signal)
      : outputMatches(running, child, ready.output, gaveUp.signal);
  isReady.catch(() => undefined);
  try {
    await Promise.race([isReady, died, late]);
  } finally {
    gaveUp.abort();
  }
}

async function outputMatches(
  running: RunningProcess,
  child: ChildProcess,
  pattern: RegExp,
  signal: AbortSignal,
): Promise<void> {
  while (!pattern.test(running.output())) {
    const next = [child.stdout, child.stderr].flatMap((stream) =>
      stream === null ? [] : [once(stream, 'data', { signal })],
    );
    await Promise.any(next);
  }
}

/** A process gives no event when it begins to listen, so this one asks again and again. */
async function portAccepts(port: number, signal: AbortSignal): Promise<void> {
  while (!(await accepts(port))) await sleep(25, undefined, { signal });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
