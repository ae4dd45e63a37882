import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputVariable, readInputs } from '../../src/action/inputs.ts';
import { INPUTS, type InputName } from '../../src/commands/inputs.ts';
import { OUTPUTS } from '../../src/platform/platform.ts';

function read(inputs: Partial<Record<InputName, string>>) {
  const names = INPUTS.map((name) => [inputVariable(name), inputs[name] ?? ''] as const);
  return readInputs({ ...Object.fromEntries(names), GITHUB_WORKSPACE: '/workspace' });
}

it('takes an empty input as not given', () => {
  const { options, settings } = read({});
  expect(options).toMatchObject({
    command: 'auto',
    dir: '/workspace',
    pipelines: [],
    store: null,
    failOn: null,
  });
  expect(options).toMatchObject({
    network: true,
    preview: false,
    dryRun: false,
    jobs: null,
    s3PathStyle: null,
  });
  expect(settings).toMatchObject({ token: null, comment: true, commitMode: null });
});

it('splits lists at newlines and commas, but variables at newlines only', () => {
  const { options } = read({ pipeline: 'a.yml, b.yml\n\n  c.yml\n', var: 'list=a,b\nempty=\nsum=1=1' });
  expect(options.pipelines).toEqual(['a.yml', 'b.yml', 'c.yml']);
  expect(options.vars).toEqual([
    { name: 'list', value: 'a,b' },
    { name: 'empty', value: '' },
    { name: 'sum', value: '1=1' },
  ]);
});

it('reads every other input', () => {
  const { options, settings } = read({
    mode: 'run',
    'working-directory': 'pipelines',
    's3-path-style': 'TRUE',
    'no-network': 'true',
    'fail-on': 'never',
    jobs: '8',
    'allow-host': '10.0.0.0/8',
    comment: 'false',
    'commit-mode': 'pull-request',
    'github-token': 'tok',
  });
  expect(options).toMatchObject({
    command: 'run',
    dir: '/workspace/pipelines',
    s3PathStyle: true,
    network: false,
  });
  expect(options).toMatchObject({ failOn: 'never', jobs: 8, allowHosts: ['10.0.0.0/8'] });
  expect(settings).toMatchObject({ token: 'tok', comment: false, commitMode: 'pull-request' });
});

it.each<[InputName, string, RegExp]>([
  ['mode', 'mirorr', /Input mode: "mirorr" is not possible/],
  ['comment', 'yes', /Input comment/],
  ['jobs', '0', /Input jobs/],
  ['fail-on', 'note', /Input fail-on/],
])('refuses %s: %s and names what is possible', (name, text, message) => {
  expect(() => read({ [name]: text })).toThrow(message);
  expect(() => read({ [name]: text })).toThrow(
    expect.objectContaining({ code: 'usage', details: { hint: expect.stringMatching(/^Use /) } }),
  );
});

it('does not repeat a variable that it cannot read: it may be a secret', () => {
  expect(() => read({ var: 's3cret-without-a-name' })).toThrow(/^Input var: a line is not NAME=VALUE$/);
});

it('declares exactly the inputs and outputs that the code has, each described in full sentences', async () => {
  const action = parse(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'));
  expect(Object.keys(action.inputs).sort()).toEqual([...INPUTS].sort());
  expect(Object.keys(action.outputs).sort()).toEqual([...OUTPUTS].sort());
  for (const { description } of [
    ...Object.values<{ description: string }>(action.inputs),
    ...Object.values<{ description: string }>(action.outputs),
  ]) {
    expect(description).toMatch(/^[A-Z].*\.$/s);
  }
});

it('gives no default to an option that the configuration file may hold', async () => {
  const action = parse(await readFile(new URL('../../action.yml', import.meta.url), 'utf8'));
  const withDefault = Object.entries<object>(action.inputs).filter(([, input]) => 'default' in input);
  expect(withDefault.map(([name]) => name)).toEqual(['github-token']);
});
