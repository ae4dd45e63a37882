import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { render } from '../../src/report/render.ts';
import { FORMATS, type Format, type Report } from '../../src/report/report.ts';
import { CLEAN, RICH } from './scenarios.ts';

/**
 * The files under `test/golden/report` are what each format looks like. After a wanted change, write them anew with
 * `UPDATE_GOLDEN=1 npx vitest run --project unit test/report/golden.test.ts` and review the difference.
 */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';
const DIRECTORY = fileURLToPath(new URL('../golden/report/', import.meta.url));

const SCENARIOS: readonly (readonly [string, Report])[] = [
  ['rich', RICH],
  ['clean', CLEAN],
];
const EXTENSIONS: Readonly<Record<Format, string>> = {
  text: 'txt',
  json: 'json',
  markdown: 'md',
  sarif: 'sarif',
  'docker-list': 'yml',
};

describe.each(SCENARIOS)('the %s report', (name, report) => {
  it.each(FORMATS)('looks as recorded as %s', async (format) => {
    const path = `${DIRECTORY}${name}.${EXTENSIONS[format]}`;
    const text = render(format, report);
    if (UPDATE) {
      await mkdir(DIRECTORY, { recursive: true });
      await writeFile(path, text);
    }
    expect(text).toBe(await readFile(path, 'utf8'));
  });
});
