import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';
import { BUNDLE, startBundle } from './bundle.ts';
import { checkOut, configText, fixture, startWorld, type World } from './world.ts';

let world: World;
let dir: string;

beforeAll(async () => {
  if (!hasBundle()) return;
  world = await startWorld();
  await world.git.addRepository('example/product', { branch: 'master', files: await fixture('product') });
  const checkout = join(world.temp, 'product');
  await checkOut('product', checkout, 'git@github.com:example/product.git');
  dir = join(checkout, 'ci');
  const config = configText(world.git.url, world.registry.url).replace(
    /^(sources|vars_files|repository):.*\n/gm,
    '',
  );
  await writeFile(join(world.temp, 'product.yml'), config);
});
afterAll(() => world?.close());

function run(command: string, ...args: readonly string[]) {
  const options = ['--config', join(world.temp, 'product.yml'), ...args];
  return startBundle(process.execPath, BUNDLE, [command, dir, ...options]).ended;
}

describe.skipIf(!hasBundle())('pipelines in a directory of their repository', () => {
  test('have their task files read from the checkout, in the directory and beside it', async () => {
    const { status, stdout, stderr } = await run('analyze', '-f', 'json');
    expect({ status, stdout, stderr }).toMatchObject({ status: 0, stderr: '' });
    const { artifacts } = JSON.parse(stdout);
    const image = artifacts.find(({ kind }: { kind: string }) => kind === 'image');
    const places = image.references.map(
      ({ file, line }: { file: string; line: number }) => `${file}:${line}`,
    );
    expect(places).toEqual(['../lint.yml:2', 'tasks/unit.yml:2']);
    expect(world.fetched()).toEqual([]);
  });

  test('are not run again for the commit of what was generated', async () => {
    const store = join(world.temp, 'store');
    expect(await run('run', '--store', store)).toMatchObject({ status: 0 });
    const generated = ['offline.lock.yml', 'offline/offline-pipeline.yml'].map(
      async (path) => [`ci/${path}`, await readFile(join(dir, path), 'utf8')] as const,
    );
    const files = Object.fromEntries(await Promise.all(generated));
    await world.git.addRepository('example/product', { branch: 'master', files });
    const { status, stderr } = await run('run', '--store', store);
    expect({ status, stderr }).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('nothing changed'),
    });
    await world.git.addRepository('example/product', { branch: 'master', files: { 'README.md': 'new\n' } });
    expect(await run('run', '--store', store)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('1 artifact copied'),
    });
  });
});
