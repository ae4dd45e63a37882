import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/args.ts';
import { type Environment, secretsOf, withEnvironment } from '../../src/cli/environment.ts';
import type { Options } from '../../src/commands/options.ts';

function optionsWith(env: Environment, ...argv: string[]): Options {
  const request = parseArguments(['analyze', ...argv], '/');
  if (request.kind !== 'run') throw new Error(`asks for ${request.kind}`);
  return withEnvironment(request.options, env);
}

test('vars of the environment come before those of the command line, which win', () => {
  const env = {
    OFFLINE_GEN_VAR_user: 'e',
    'OFFLINE_GEN_VAR_api-token': 'secret',
    OFFLINE_GEN_VAR_: 'x',
    OTHER: 'o',
  };
  expect(optionsWith(env, '-v', 'user=c').vars).toEqual([
    { name: 'api-token', value: 'secret' },
    { name: 'user', value: 'e' },
    { name: 'user', value: 'c' },
  ]);
});

test.each([
  { GITHUB_EVENT_NAME: 'pull_request' },
  { GITHUB_EVENT_NAME: 'pull_request_target' },
  { CI_PIPELINE_SOURCE: 'merge_request_event' },
])('%j makes the run untrusted, and vars of the environment are not read', (event) => {
  const options = optionsWith({ ...event, OFFLINE_GEN_VAR_token: 'secret' }, '-v', 'branch=main');
  expect(options.untrusted).toBe(true);
  expect(options.vars).toEqual([{ name: 'branch', value: 'main' }]);
});

test.each([{ GITHUB_EVENT_NAME: 'push' }, { CI_PIPELINE_SOURCE: 'push' }, {}])('%j is trusted', (event) => {
  expect(optionsWith(event).untrusted).toBe(false);
});

test.each([{ RUNNER_DEBUG: '1' }, { CI_DEBUG_TRACE: 'true' }])('%j switches --verbose on', (env) => {
  expect(optionsWith(env).verbose).toBe(true);
  expect(optionsWith(env, '--quiet').verbose).toBe(false);
});

test('values that can be secret are known by the name of their variable', () => {
  const env = {
    OFFLINE_GEN_VAR_password: 'one',
    AWS_SECRET_ACCESS_KEY: 'two',
    AWS_SESSION_TOKEN: 'three',
    CI_JOB_TOKEN: 'four',
    PATH: '/bin',
    GITHUB_TOKEN: '',
  };
  expect(secretsOf(env)).toEqual(['one', 'two', 'three', 'four']);
});
