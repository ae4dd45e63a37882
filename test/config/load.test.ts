import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_CONFIG } from '../../src/config/defaults.ts';
import { loadConfig, parseConfig } from '../../src/config/load.ts';
import schema from '../../src/config/offline-gen.schema.json' with { type: 'json' };
import { describeError } from '../../src/model/errors.ts';

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'offline-gen-config-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true, force: true });
});

function errorOf(text: string): string {
  try {
    parseConfig(text, '.offline-gen.yml');
  } catch (error) {
    return describeError(error);
  }
  return 'accepted';
}

test('a repository without a configuration gets the defaults', async () => {
  expect(await loadConfig(dir, null)).toEqual(DEFAULT_CONFIG);
});

test('a configuration that only holds comments gets the defaults', () => {
  expect(parseConfig('# nothing yet\n', 'x.yml')).toEqual(DEFAULT_CONFIG);
});

test('a configuration that was named must exist', async () => {
  await expect(loadConfig(dir, 'ci/offline.yml')).rejects.toThrow(
    'there is no configuration file "ci/offline.yml"',
  );
});

test('every key arrives under its name in the program', () => {
  const text = `
version: 1
sources: [ci/*.yml]
exclude: [old/**]
vars_files: [vars.yml]
vars: {branch: main, nested: {deep: [1, yes]}}
repository: git@github.com:example/pipelines.git
store: s3://bucket/prefix
s3: {endpoint: 'http://127.0.0.1:9000', region: eu-central-1, path_style: true}
out: generated/offline
run_id: r-1
platform: linux/arm64
params: {bucket: my_bucket, endpoint: null}
s3_options: {region_name: eu-central-1, use_path_style: null, disable_ssl: true}
internal: ['*.corp.example.com', '10.0.0.5:8443']
upstreams: {docker.io: mirror.example.com/hub}
fail_on: warning
jobs: 8
triggers: {branches: [release]}
commit: {mode: pull-request}
`;
  expect(parseConfig(text, 'x.yml')).toEqual({
    sources: ['ci/*.yml'],
    exclude: ['old/**'],
    varsFiles: ['vars.yml'],
    vars: { branch: 'main', nested: { deep: [1, 'yes'] } },
    repository: 'git@github.com:example/pipelines.git',
    store: 's3://bucket/prefix',
    s3: { endpoint: 'http://127.0.0.1:9000', region: 'eu-central-1', pathStyle: true },
    out: 'generated/offline',
    runId: 'r-1',
    platform: { os: 'linux', architecture: 'arm64' },
    params: {
      bucket: 'my_bucket',
      access_key_id: 'final_s3_access_key_id',
      secret_access_key: 'final_s3_secret_access_key',
    },
    s3Options: { region_name: 'eu-central-1', disable_ssl: true },
    internal: ['*.corp.example.com', '10.0.0.5:8443'],
    upstreams: { 'docker.io': 'mirror.example.com/hub' },
    failOn: 'warning',
    jobs: 8,
    triggers: { branches: ['release'], tags: ['v*'] },
    commit: { mode: 'pull-request' },
  });
});

test.each([
  ['out: x\nstor: s3://b\n', '.offline-gen.yml:2:1: unknown key "stor"; did you mean "store"?'],
  ['s3:\n  endPoint: x\n', '.offline-gen.yml:2:3: unknown key "s3.endPoint"; did you mean "endpoint"?'],
  ['failOn: error\n', '.offline-gen.yml:1:1: unknown key "failOn"; did you mean "fail_on"?'],
  ['commit: {zzzzzzzz: 1}\n', '.offline-gen.yml:1:10: unknown key "commit.zzzzzzzz". Known keys: mode.'],
  ['constructor: 1\n', /^\.offline-gen\.yml:1:1: unknown key "constructor"\. Known keys: version, sources/],
  ['jobs: many\n', '.offline-gen.yml:1:7: "jobs" must be a whole number from 1 to 64, not text'],
  ['jobs: 65\n', '.offline-gen.yml:1:7: "jobs" must be a whole number from 1 to 64'],
  ['sources: ci.yml\n', '.offline-gen.yml:1:10: "sources" must be a list, not text'],
  [
    'sources:\n  - a.yml\n  - ../b.yml\n',
    '.offline-gen.yml:3:5: "sources[1]" must be a path inside the repository (relative, without `..`)',
  ],
  [
    'out: /etc\n',
    '.offline-gen.yml:1:6: "out" must be a path inside the repository (relative, without `..`)',
  ],
  ['out: a/..\n', /"out" must be a path inside/],
  [
    'run_id: 2024\n',
    /^\.offline-gen\.yml:1:9: "run_id" must be .*, not a whole number\. Put it in quotes\.$/,
  ],
  ['run_id: a/b\n', /^\.offline-gen\.yml:1:9: "run_id" must be up to 128/],
  ['fail_on: fatal\n', '.offline-gen.yml:1:10: "fail_on" must be "error" or "warning" or "never"'],
  ['version: 2\n', '.offline-gen.yml:1:10: "version" must be the number 1'],
  ['store:\n', /"store" must be the address of a blobstore without credentials, not empty/],
  ['s3: {path_style: "yes"}\n', '.offline-gen.yml:1:18: "s3.path_style" must be true or false, not text'],
  [
    'params: {regexp: x}\n',
    /^\.offline-gen\.yml:1:10: "params.regexp" is not a key of the s3 resource's source/,
  ],
  ['- a\n', '.offline-gen.yml:1:1: the configuration must be a map of keys and values, not a list'],
  ['out: [a\n', /^\.offline-gen\.yml:2:1: not valid YAML: /],
  ['out: a\nout: b\n', '.offline-gen.yml:2:1: not valid YAML: Map keys must be unique'],
  ['vars: &a\n  x: *b\n', /^\.offline-gen\.yml:1:1: not usable: Unresolved alias .*: b$/],
])('%j is refused with place and expectation', (text, message) => {
  expect(errorOf(text)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

test.each([
  'store: s3://user:hunter2@bucket/prefix\n',
  'repository: https://hunter2@github.com/example/x.git\n',
  'repository: ssh://git:hunter2@github.com/example/x.git\n',
  's3: {endpoint: "https://user:hunter2@s3.example.com"}\n',
  'upstreams: {docker.io: "https://user:hunter2@mirror.example.com"}\n',
  's3_options: {secret_access_key: hunter2}\n',
])('a secret in the file is refused and not repeated: %j', (text) => {
  const message = errorOf(text);
  expect(message).toMatch(/^\.offline-gen\.yml:1:\d+: /);
  expect(message).not.toContain('hunter2');
});

test('an alias is checked where it stands for a value', () => {
  expect(errorOf('sources: &s [a.yml]\nout: *s\n')).toBe(
    '.offline-gen.yml:2:6: "out" must be a path inside the repository (relative, without `..`), not a list',
  );
});

test('a file that grows out of its aliases is refused', () => {
  const levels = Array.from({ length: 9 }, (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
  expect(errorOf(`vars:\n  l0: &l0 x\n${levels.join('\n')}\n`)).toMatch(
    /^\.offline-gen\.yml:1:1: not usable: /,
  );
});

test('a link to a file outside the repository is refused', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'offline-gen-outside-'));
  await writeFile(join(outside, 'secret'), 'token: hunter2\n');
  await symlink(join(outside, 'secret'), join(dir, '.offline-gen.yml'));
  await expect(loadConfig(dir, null)).rejects.toThrow('a link to a file outside the repository');
  await rm(outside, { recursive: true });
});

test('a configuration elsewhere can be named by its path', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'offline-gen-elsewhere-'));
  await writeFile(join(elsewhere, 'offline.yml'), 'jobs: 2\n');
  expect((await loadConfig(dir, join(elsewhere, 'offline.yml'))).jobs).toBe(2);
  await rm(elsewhere, { recursive: true });
});

test('the defaults of the schema are the defaults of the program', () => {
  const { properties } = schema;
  expect(parseConfig(JSON.stringify(defaultsOf(properties)), 'schema')).toEqual(DEFAULT_CONFIG);
  expect(DEFAULT_CONFIG).toMatchObject({
    sources: properties.sources.default,
    exclude: properties.exclude.default,
    varsFiles: properties.vars_files.default,
    vars: properties.vars.default,
    out: properties.out.default,
    params: properties.params.default,
    s3Options: properties.s3_options.default,
    internal: properties.internal.default,
    upstreams: properties.upstreams.default,
    failOn: properties.fail_on.default,
    jobs: properties.jobs.default,
    triggers: properties.triggers.default,
    commit: properties.commit.default,
  });
  expect(`${DEFAULT_CONFIG.platform.os}/${DEFAULT_CONFIG.platform.architecture}`).toBe(
    properties.platform.default,
  );
});

function defaultsOf(properties: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, property]) => 'default' in property)
      .map(([name, property]) => [name, property.default]),
  );
}

test('every key of the schema has a description', () => {
  const undescribed = Object.entries(schema.properties).filter(([, property]) => !property.description);
  const nested = [schema.properties.s3, schema.properties.triggers, schema.properties.commit]
    .flatMap((group) => Object.entries(group.properties))
    .filter(([, property]) => !property.description);
  expect([...undescribed, ...nested]).toEqual([]);
});

test.each([
  'version: 1',
  'version: "1"',
  'sources: [a/b.yml, "c/*.yml"]',
  'sources: [a/../b.yml]',
  'sources: [..]',
  'sources: [a..b/c]',
  'vars: {a: {b: 1}}',
  'vars: [a]',
  'store: s3://bucket',
  'store: s3://a:b@bucket',
  'repository: git@github.com:a/b',
  'repository: https://t@github.com/a/b',
  's3: {endpoint: "https://s3.example.com:9000/x"}',
  's3: {endpoint: "ftp://s3"}',
  'platform: linux',
  'params: {bucket: "((x))"}',
  's3_options: {a: 1}',
  's3_options: {a: null, b: text, c: false}',
  'internal: ["https://x/"]',
  'jobs: 0',
  'jobs: 1.5',
  'jobs: 3.0',
  'triggers: {tags: [], branch: [x]}',
  'commit: {mode: merge}',
])('a JSON Schema validator and the program agree on %j', (text) => {
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(errorOf(text) === 'accepted').toBe(validate(parse(text)));
});

test('the example names every key and is accepted', async () => {
  const text = await readFile(new URL('../../examples/offline-gen.yml', import.meta.url), 'utf8');
  expect(errorOf(text)).toBe('accepted');
  expect(Object.keys(parse(text)).sort()).toEqual(Object.keys(schema.properties).sort());
});
