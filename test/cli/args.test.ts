import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/args.ts';
import { helpText } from '../../src/cli/help.ts';
import { OPTION_TABLE } from '../../src/cli/option-table.ts';
import { COMMANDS, type Options } from '../../src/commands/options.ts';
import schema from '../../src/config/offline-gen.schema.json' with { type: 'json' };
import { describeError, exitCodeOf } from '../../src/model/errors.ts';

const CWD = '/home/someone';

function optionsOf(...argv: string[]): Options {
  const request = parseArguments(argv, CWD);
  if (request.kind !== 'run') throw new Error(`asks for ${request.kind}`);
  return request.options;
}

function errorOf(...argv: string[]): string {
  try {
    parseArguments(argv, CWD);
  } catch (error) {
    expect(exitCodeOf(error)).toBe(2);
    return describeError(error);
  }
  return 'accepted';
}

test('a bare command leaves every decision to the configuration', () => {
  expect(optionsOf('analyze')).toEqual({
    command: 'analyze',
    dir: CWD,
    pipelines: [],
    varsFiles: [],
    vars: [],
    config: null,
    store: null,
    s3Endpoint: null,
    s3PathStyle: null,
    out: null,
    runId: null,
    frozen: false,
    network: true,
    preview: false,
    format: 'text',
    output: null,
    failOn: null,
    dryRun: false,
    jobs: null,
    quiet: false,
    verbose: false,
    color: null,
    allowHosts: [],
    untrusted: false,
  });
});

test('every long option arrives', () => {
  const line =
    'run repo --pipeline a.yml --pipeline=b.yml --vars-file v.yml --var a=1 --var b=x=y --config c.yml ' +
    '--store s3://b/p --s3-endpoint http://s3 --s3-path-style --out gen --run-id r1 --no-network --preview ' +
    '--format json --output out/report.json --fail-on never --dry-run --jobs 8 --verbose --no-color ' +
    '--allow-host 127.0.0.1 --allow-host localhost';
  expect(optionsOf(...line.split(' '))).toEqual({
    command: 'run',
    dir: `${CWD}/repo`,
    pipelines: ['a.yml', 'b.yml'],
    varsFiles: ['v.yml'],
    vars: [
      { name: 'a', value: '1' },
      { name: 'b', value: 'x=y' },
    ],
    config: 'c.yml',
    store: 's3://b/p',
    s3Endpoint: 'http://s3',
    s3PathStyle: true,
    out: 'gen',
    runId: 'r1',
    frozen: false,
    network: false,
    preview: true,
    format: 'json',
    output: `${CWD}/out/report.json`,
    failOn: 'never',
    dryRun: true,
    jobs: 8,
    quiet: false,
    verbose: true,
    color: false,
    allowHosts: ['127.0.0.1', 'localhost'],
    untrusted: false,
  });
});

test('short options mean the long ones, wherever they stand', () => {
  const short = optionsOf(
    '-p',
    'a.yml',
    '-l',
    'v.yml',
    '-v',
    'k=v',
    '-c',
    'c',
    '-f',
    'json',
    '-o',
    'o',
    'verify',
  );
  const long = optionsOf(
    ...['verify', '--pipeline', 'a.yml', '--vars-file', 'v.yml', '--var', 'k=v'],
    ...['--config', 'c', '--format', 'json', '--output', 'o'],
  );
  expect(short).toEqual(long);
});

test('a report goes to stdout when the output is -', () => {
  expect(optionsOf('analyze', '-o', '-').output).toBeNull();
});

test('the empty value of a var is a value', () => {
  expect(optionsOf('analyze', '-v', 'empty=').vars).toEqual([{ name: 'empty', value: '' }]);
});

test.each([
  [
    [],
    'no command given. Commands: analyze, mirror, generate, verify, run, auto. `offline-gen --help` explains them.',
  ],
  [['analyse'], 'unknown command "analyse"; did you mean "analyze"?'],
  [['frobnicate'], /^unknown command "frobnicate"\. Commands: analyze, /],
  [['run', '--stroe', 'x'], 'unknown option "--stroe"; did you mean "--store"?'],
  [['run', '--fail_on=never'], 'unknown option "--fail_on"; did you mean "--fail-on"?'],
  [['run', '--zzzzzz'], 'unknown option "--zzzzzz". `offline-gen --help` lists the options.'],
  [['run', '-z'], 'unknown option "-z". `offline-gen --help` lists the options.'],
  [['run', '--__proto__'], /^unknown option "--__proto__"/],
  [['run', '--store'], '--store needs a value: --store URL'],
  [['run', '--store', '--jobs', '2'], '--store needs a value: --store URL'],
  [['run', '--store='], '--store needs a value: --store URL'],
  [['run', '--store', 'a', '--store', 'b'], '--store is given twice'],
  [['run', '--dry-run=yes'], '--dry-run takes no value'],
  [['analyze', '-f', 'markdwon'], '--format does not know "markdwon"; did you mean "markdown"?'],
  [
    ['analyze', '-f', 'pdf'],
    '--format does not know "pdf". It takes text, json, markdown, sarif, docker-list.',
  ],
  [['analyze', '--fail-on', 'note'], '--fail-on does not know "note". It takes error, warning, never.'],
  [['run', '--jobs', '0'], '--jobs takes a whole number from 1 to 64, not "0"'],
  [['run', '--jobs', '1e1'], '--jobs takes a whole number from 1 to 64, not "1e1"'],
  [['run', '--run-id', '../x'], '--run-id takes letters, digits and . _ -, at most 128 of them'],
  [['run', 'a', 'b'], 'unexpected argument "b". One directory at most: offline-gen run [DIR].'],
  [['run', '-v', 'hunter2'], '--var needs a name and a value: --var NAME=VALUE'],
  [['run', '--quiet', '--verbose'], '--quiet and --verbose exclude each other'],
])('%j is refused', (argv, message) => {
  expect(errorOf(...argv)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
});

test.each([
  [['--help'], null],
  [['-h'], null],
  [['help'], null],
  [['help', 'mirror'], 'mirror'],
  [['mirror', '--help'], 'mirror'],
  [['--help', 'mirror'], 'mirror'],
])('%j asks for help', (argv, command) => {
  expect(parseArguments(argv, CWD)).toEqual({ kind: 'help', command });
});

test('help for an unknown command is an error', () => {
  expect(errorOf('help', 'miror')).toBe('unknown command "miror"; did you mean "mirror"?');
});

test('--version asks for the version', () => {
  expect(parseArguments(['--version'], CWD)).toEqual({ kind: 'version' });
});

test('the help of the program names every command and option', () => {
  const text = helpText(null);
  for (const command of COMMANDS) expect(text).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  for (const { name } of OPTION_TABLE) expect(text).toMatch(new RegExp(`--${name}\\b`));
  expect(text).toMatch(/^Usage: offline-gen <command> \[DIR\] \[options\]\n/);
});

test.each(COMMANDS)('the help of %s shows its usage, examples and exit codes', (command) => {
  const text = helpText(command);
  expect(text.startsWith(`Usage: offline-gen ${command} [DIR] [options]\n`)).toBe(true);
  expect(text).toContain(`\nExamples\n  offline-gen ${command}`);
  expect(text).toContain('\nExit codes\n');
});

test.each(COMMANDS)('the examples of %s are accepted', (command) => {
  const examples = [...helpText(command).matchAll(/^ {2}offline-gen (.+)$/gm)].map((match) => match[1] ?? '');
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(optionsOf(...example.split(' ')).command).toBe(command);
});

test('run ids and numbers of jobs have the same limits as in the configuration', () => {
  const pattern = new RegExp(schema.properties.run_id.pattern, 'u');
  for (const id of ['v1.0.0', 'a'.repeat(128), 'a'.repeat(129), '.x', 'a/b', 'ü', '1']) {
    expect(errorOf('run', '--run-id', id) === 'accepted').toBe(pattern.test(id));
  }
  expect(optionsOf('run', '--jobs', String(schema.properties.jobs.maximum)).jobs).toBe(64);
  expect(errorOf('run', '--jobs', String(schema.properties.jobs.maximum + 1))).not.toBe('accepted');
});
