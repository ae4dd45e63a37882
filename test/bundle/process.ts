import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** Whether there is a bundle to test; says so once when there is none. */
export function hasBundle(): boolean {
  const isBuilt = existsSync(join(DIST, 'index.js'));
  if (!isBuilt) console.warn('skipped: dist/index.js is missing; `npm run build` makes it');
  return isBuilt;
}

export interface Node {
  readonly path: string;
  /** `v20.1.0` */
  readonly version: string;
}

/** This Node, and the first one in PATH with another major version (the bundle promises to run on Node 20 too). */
export function availableNodes(): readonly Node[] {
  const own = { path: process.execPath, version: process.version };
  const others = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'node'))
    .filter(isExecutable)
    .filter((path) => realpathSync(path) !== realpathSync(process.execPath))
    .map((path) => ({ path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() }))
    .filter(({ version }) => majorOf(version) >= 20 && majorOf(version) !== majorOf(own.version));
  return [own, ...others.slice(0, 1)];
}

function majorOf(version: string): number {
  return Number(version.slice(1).split('.')[0]);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Start {
  readonly node: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the bundle with nothing of this process's environment but PATH. */
export function start({ node, script, args, cwd, env }: Start) {
  const child = spawn(node, [script, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Promise<Ended> = (async () => {
    const closed = once(child, 'close');
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await closed;
    return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
  })();
  return { child, ended };
}
