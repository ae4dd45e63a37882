import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasBundle, start } from '../bundle/process.ts';

const DEMO = join(import.meta.dirname, '../../examples/demo/demo.ts');

let temp: string;
beforeEach(async () => {
  temp = await mkdtemp(join(tmpdir(), 'demo-test-'));
});
afterEach(() => rm(temp, { recursive: true, force: true }));

/** Starts the demo with a temporary directory of its own, so that everything it leaves behind is seen. */
function startDemo() {
  return start({ node: process.execPath, script: DEMO, args: [], cwd: temp, env: { TMPDIR: temp } });
}

describe.skipIf(!hasBundle())('the demo', () => {
  test('ends in a verified offline pipeline, one short screen per step, and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await startDemo().ended;
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
    const { child, ended } = startDemo();
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('[3/6]')) child.kill('SIGINT');
    });
    const { code, stderr } = await ended;
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringContaining('demo: interrupted'),
    });
    expect(await readdir(temp)).toEqual([]);
  });
});
