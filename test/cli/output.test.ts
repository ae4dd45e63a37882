import { mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failureText } from '../../src/cli/failure.ts';
import { writeOutput } from '../../src/cli/write-output.ts';
import { OfflineGenError } from '../../src/model/errors.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'offline-gen-output-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

test('a report replaces the one before, and directories are made', async () => {
  await writeOutput(join(dir, 'a/b/report.md'), 'first');
  await writeOutput(join(dir, 'a/b/report.md'), 'second');
  expect(await readFile(join(dir, 'a/b/report.md'), 'utf8')).toBe('second');
  expect(await readdir(join(dir, 'a/b'))).toEqual(['report.md']);
});

test('a link is replaced, and what it points to stays as it is', async () => {
  await writeFile(join(dir, 'target'), 'precious');
  await symlink('target', join(dir, 'report.md'));
  await writeOutput(join(dir, 'report.md'), 'report');
  expect(await readFile(join(dir, 'target'), 'utf8')).toBe('precious');
  await expect(readlink(join(dir, 'report.md'))).rejects.toThrow('EINVAL');
});

test('a place where nothing can be written is an error, and leaves nothing behind', async () => {
  await writeFile(join(dir, 'file'), '');
  await expect(writeOutput(join(dir, 'file/report.md'), 'x')).rejects.toThrow(
    /^can't write the report to .*report\.md: /,
  );
  await expect(writeOutput(dir, 'x')).rejects.toThrow("can't write the report to");
  expect(await readdir(dir)).toEqual(['file']);
});

test('a failure is one line with its place and what to do', () => {
  const error = new OfflineGenError('config', 'unknown key', {
    file: 'x.yml',
    line: 2,
    column: 3,
    hint: 'Remove it.',
  });
  expect(failureText(error, false, [])).toBe('offline-gen: x.yml:2:3: unknown key. Remove it.\n');
});

test('a failure cannot begin a line of its own, move the cursor or show a secret', () => {
  const error = new OfflineGenError(
    'pipeline',
    'bad\n::set-output name=x::y\r\u001b[2K at https://u:p@h/ hunter2',
  );
  const text = failureText(error, false, ['hunter2']);
  expect(text).toBe('offline-gen: bad ::set-output name=x::y [2K at https://h/ ***\n');
});

test('the stack is shown only when asked for', () => {
  const error = new OfflineGenError('store', 'refused', { cause: new Error('connect ECONNREFUSED') });
  expect(failureText(error, false, [])).toBe('offline-gen: refused\n');
  const text = failureText(error, true, []);
  expect(text).toMatch(/^offline-gen: refused\n\s+at .*output\.test\.ts/);
  expect(text).toMatch(/\n {4}caused by Error: connect ECONNREFUSED\n\s+at /);
});

test('an error that nobody foresaw says how to find its place', () => {
  expect(failureText(new TypeError('x is not a function'), false, [])).toBe(
    'offline-gen: x is not a function (unexpected; --verbose shows where it arose)\n',
  );
});
