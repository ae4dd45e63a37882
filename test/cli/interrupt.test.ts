import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const MODULE = fileURLToPath(new URL('../../src/cli/interrupt.ts', import.meta.url));

/** Says when it is ready and when it was asked to stop, and does not stop. */
const STUBBORN = `
  const { watchInterrupts } = await import(process.argv[1]);
  const { signal } = watchInterrupts();
  signal.addEventListener('abort', () => console.log('aborted'));
  setInterval(() => undefined, 1000);
  console.log('ready');
`;

test.each(['SIGINT', 'SIGTERM'] as const)('the first %s asks to stop, the second stops', async (name) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', STUBBORN, MODULE]);
  const ended = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    child.kill(name);
  }
  expect(said).toEqual(['ready', 'aborted']);
  expect(await ended).toEqual([130, null]);
});
