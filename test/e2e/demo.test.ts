import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';

const DEMO = join(import.meta.dirname, '../../examples/demo/demo.ts');

let temp: string;
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'demo-test-'));
});
afterEach(() => rm(temp, { recursive: true, force: true }));

/** Starts the demo with a temporary directory of its own, so that everything it leaves behind is seen. */
function startDemo() {
  const env = { PATH: process.env['PATH'], TMPDIR: temp, HOME: temp };
  const child = spawn(process.execPath, [DEMO], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const status = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { child, status };
}

describe.skipIf(!hasBundle())('the demo', () => {
  test('ends in a verified offline pipeline, one short screen per step, and leaves nothing behind', async () => {
    const { child, status } = startDemo();
    const [code, stdout, stderr] = await Promise.all([status, text(child.stdout), text(child.stderr)]);
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect(stdout.match(/^\[\d\/\d\]/gm)).toEqual(['[1/6]', '[2/6]', '[3/6]', '[4/6]', '[5/6]', '[6/6]']);
    expect(stdout).toContain('7 artifacts copied (30.0 MB)');
    expect(stdout).toContain('nothing had to be copied, 7 artifacts were there already');
    expect(stderr.trimEnd().split('\n').at(-1)).toBe('verified 7 objects');
    const heights = stdout.split(/^(?=\[\d\/\d\])/m).map((step) => step.split('\n').length);
    expect(Math.max(...heights)).toBeLessThan(40);
    expect(await readdir(temp)).toEqual([]);
  });

  test('cleans up when it is interrupted', async () => {
    const { child, status } = startDemo();
    const rest = text(child.stderr);
    for await (const chunk of child.stdout) {
      if (String(chunk).includes('[3/6]')) child.kill('SIGINT');
    }
    expect({ code: await status, stderr: await rest }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('demo: interrupted'),
    });
    expect(await readdir(temp)).toEqual([]);
  });
});
