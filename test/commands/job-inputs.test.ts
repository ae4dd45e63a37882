import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { INPUTS, parseInputs } from '../../src/commands/inputs.ts';
import { variableOf, withJobInputs } from '../../src/commands/job-inputs.ts';

const NOTHING = parseInputs(() => '', '/work').options;

it('reads inputs of the component from variables, and lets the command line win', () => {
  const env = {
    OFFLINE_GEN_STORE: 's3://job',
    OFFLINE_GEN_FAIL_ON: 'warning',
    OFFLINE_GEN_NO_NETWORK: 'true',
  };
  const { options } = withJobInputs({ ...NOTHING, store: 's3://said' }, env);
  expect(options).toMatchObject({ store: 's3://said', failOn: 'warning', network: false, command: 'auto' });
});

it('adds the input var to the variables of the environment', () => {
  const said = { ...NOTHING, vars: [{ name: 'secret', value: 'x' }] };
  const { options } = withJobInputs(said, { OFFLINE_GEN_VAR: 'a=1\nb=2' });
  expect(options.vars.map(({ name }) => name)).toEqual(['a', 'b', 'secret']);
});

it('takes the token from the variable that is named', () => {
  expect(withJobInputs(NOTHING, { OFFLINE_GEN_TOKEN: 'a' }).settings.token).toBe('a');
  const named = withJobInputs(NOTHING, {
    OFFLINE_GEN_CREDENTIAL_VARIABLE: 'BOT',
    OFFLINE_GEN_TOKEN: 'a',
    BOT: 'b',
  });
  expect(named.settings).toMatchObject({ token: 'b', tokenVariable: 'BOT' });
});

it("never takes GitHub's token for another service", () => {
  expect(withJobInputs(NOTHING, { GITHUB_TOKEN: 'gh', CI_PROJECT_ID: '1' }).settings.token).toBeNull();
  expect(withJobInputs(NOTHING, { GITHUB_TOKEN: 'gh', GITHUB_ACTIONS: 'true' }).settings.token).toBe('gh');
});

it('has a variable in the component for inputs of the same name, and none that nothing reads', async () => {
  const file = new URL('../../gitlab/templates/offline-gen/template.yml', import.meta.url);
  const [header, jobs] = parseAllDocuments(await readFile(file, 'utf8')).map((document) => document.toJS());
  const ours: readonly string[] = [
    ...INPUTS,
    'token-variable',
    'version',
    'script',
    'image',
    'stage',
    'job-prefix',
  ];
  expect(Object.keys(header.spec.inputs).filter((name) => !ours.includes(name))).toEqual([]);
  const read: readonly string[] = INPUTS.map(variableOf);
  const [base] = Object.entries<{ variables: object; script: string[] }>(jobs).filter(([name]) =>
    name.startsWith('.'),
  );
  const variables = Object.keys(base?.[1].variables ?? {});
  const others = variables.filter((name) => !read.includes(name));
  expect(others).toEqual(['OFFLINE_GEN_CREDENTIAL_VARIABLE', 'OFFLINE_GEN_VERSION', 'OFFLINE_GEN_SCRIPT']);
  expect(base?.[1].script.join('')).not.toContain('$[[');
  for (const input of Object.values<{ description?: string }>(header.spec.inputs)) {
    expect(input.description).toMatch(/\.$/);
  }
});
