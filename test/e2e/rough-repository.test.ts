import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';
import { BUNDLE, startBundle } from './bundle.ts';

const PIPELINE = `resources:
- name: source
  type: git
  source: {uri: https://github.com/example/source, branch: main}
jobs:
- name: build
  plan: [{get: source}, {task: unit, file: source/ci/unit.yml}]
`;

/** What lies about in real repositories. */
const FILES: Readonly<Record<string, string | Buffer>> = {
  'ci/good.yml': PIPELINE,
  'ci/unit.yml': 'platform: linux\nimage_resource: {type: mock}\nrun: {path: make}\n',
  'ci/broken.yml': `${PIPELINE}  - "\n`,
  'ci/tab.yml': 'resources:\n\t- name: x\njobs: []\n',
  'ci/anchors.yml': 'resources: &a [*a]\njobs: [*nowhere]\n',
  'ci/lists.yml':
    'resources: 7\njobs:\n- build\n- plan: {get: 1}\n- name: j\n  plan: [[], null, {task: 3}, {in_parallel: x}]\n',
  'ci/template.yml':
    '#@ load("@ytt:data", "data")\nresources: #@ data.values.resources\njobs: #@ data.values.jobs\n',
  'ci/jinja.yml': '{% for x in y %}\nresources:\n- name: {{ x }}\n{% endfor %}\njobs: []\n',
  'ci/two.yml': `${PIPELINE}---\n${PIPELINE}`,
  'ci/latin1.yml': Buffer.from('jobs:\n- name: caf\xe9\n  plan: [{get: x}]\nresources: []\n', 'latin1'),
  'ci/zeros.yml': Buffer.concat([Buffer.from(PIPELINE), Buffer.alloc(64)]),
  'ci/empty.yml': '',
  'ci/workflow.yml': 'on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{run: make}]\n',
  '.github/workflows/ci.yml': 'on: push\njobs: {build: {runs-on: x, steps: []}}\n',
  'compose.yml': 'services: {db: {image: postgres}}\n',
  'chart/templates/a.yaml': '{{- if .Values.jobs }}\njobs:\n{{- end }}\n',
  'values.json': '{}',
};

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rough-'));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(join(dir, dirname(path)), { recursive: true });
    await writeFile(join(dir, path), content);
  }
  await symlink('/etc/hostname', join(dir, 'ci/outside.yml'));
  await symlink('nowhere.yml', join(dir, 'ci/dangling.yml'));
  await symlink('..', join(dir, 'ci/loop'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function analyze(...args: readonly string[]) {
  return startBundle(process.execPath, BUNDLE, ['analyze', dir, '--no-network', ...args]).ended;
}

describe.skipIf(!hasBundle())('a repository full of other things', () => {
  test('is read as far as it can be read', async () => {
    const { status, stdout, stderr } = await analyze('-f', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const { sources, artifacts, findings } = JSON.parse(stdout);
    expect(sources.map(({ file }: { file: string }) => file)).toContain('ci/good.yml');
    expect(artifacts.map(({ id }: { id: string }) => id)).toContain(
      'git:https://github.com/example/source@main',
    );
    const invalid = findings.filter(({ rule }: { rule: string }) => rule === 'pipeline-invalid');
    const files = invalid.map(({ file }: { file: string }) => file);
    expect(files).toEqual(expect.arrayContaining(['ci/broken.yml', 'ci/lists.yml', 'ci/latin1.yml']));
    expect(files.join()).not.toMatch(/workflow|compose|chart|values|unit|empty|outside|dangling|loop/);
    for (const { message, line, column } of invalid) {
      expect(message).not.toMatch(/\n| at .*:\d+|TypeError|undefined/);
      expect([line, column].every((number) => Number.isInteger(number) && number > 0)).toBe(true);
    }
  });

  test.concurrent.each(Object.keys(FILES))(
    'has one line or a report for %s when it is named',
    async (file) => {
      const { status, stdout, stderr } = await analyze('-p', file);
      expect([0, 1, 2]).toContain(status);
      if (status !== 2)
        return expect({ stderr, stdout }).toMatchObject({ stderr: '', stdout: /^offline-gen: / });
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^offline-gen: [^\n]+\n$/);
      expect(stderr).not.toMatch(/unexpected;|TypeError|undefined/);
    },
  );
});
