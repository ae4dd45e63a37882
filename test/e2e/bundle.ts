import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

export const BUNDLE = join(import.meta.dirname, '../../dist/index.js');

export interface Result {
  /** Null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningBundle {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Result>;
}

/** Starts the bundle as a person would, in a plain environment. */
export function startBundle(
  node: string,
  bundle: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): RunningBundle {
  const child = spawn(node, [bundle, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]).then(
    ([status, stdout, stderr]) => ({ status, stdout, stderr }),
  );
  return { child, ended };
}
