import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fillReadme } from '../../.ci/readme.ts';
import { setUp } from '../../examples/demo/stage.ts';
import { parseConfig } from '../../src/config/load.ts';
import { DIST, hasBundle, start } from '../bundle/process.ts';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENTS = [
  'README.md',
  'docs/architecture.md',
  'docs/offline-pipeline.md',
  'docs/report-schema.md',
  'docs/security.md',
];
const README = await readFile(join(ROOT, 'README.md'), 'utf8');

describe('README.md', () => {
  it('has the tables that `node .ci/readme.ts` makes', () => {
    expect(fillReadme(README)).toBe(README);
  });

  it('shows a configuration that is accepted', () => {
    const [example = ''] = /(?<=^```yaml\n)# yaml-language-server.*?(?=^```$)/ms.exec(README) ?? [];
    expect(parseConfig(example, 'README.md').sources).toEqual(['ci/*.yml']);
  });

  it.skipIf(!hasBundle())('shows lines of the real report', async () => {
    const [excerpt = ''] = /(?<=<!-- excerpt).*(?=<!-- \/excerpt)/s.exec(README) ?? [];
    const lines = excerpt
      .split('\n')
      .flatMap((line) => (line.startsWith('> ') ? [withoutPadding(line.slice(2))] : []));
    const stage = await setUp();
    try {
      const args = ['analyze', '--format', 'markdown'];
      const bundle = { node: process.execPath, script: join(DIST, 'index.js'), args };
      const { stdout } = await start({ ...bundle, cwd: stage.dir, env: stage.env }).ended;
      expect(stdout.split('\n').map(withoutPadding)).toEqual(expect.arrayContaining(lines));
      expect(lines.length).toBeGreaterThan(9);
    } finally {
      await stage.close();
    }
  });
});

/** The formatter pads the cells of tables. */
function withoutPadding(line: string): string {
  return line.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trimEnd();
}

describe('links between the documents', () => {
  it.each(DOCUMENTS)('lead somewhere in %s', async (document) => {
    const text = await readFile(join(ROOT, document), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => target ?? '');
    const missing = targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)));
    expect(missing).toEqual([]);
  });
});
