import { resolve } from 'node:path';
import { COMMANDS, type CommandName, type Options } from '../commands/options.ts';
import { OfflineGenError } from '../model/errors.ts';
import { FAIL_ON } from '../model/finding.ts';
import { didYouMean } from '../model/suggest.ts';
import { FORMATS } from '../report/report.ts';
import type { OptionName } from './option-table.ts';
import { readTokens, type Tokens } from './tokens.ts';

/** What a command line asks for. */
export type Request =
  | { readonly kind: 'run'; readonly options: Options }
  | { readonly kind: 'help'; readonly command: CommandName | null }
  | { readonly kind: 'version' };

const RUN_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const MAX_JOBS = 64;

/**
 * Reads the arguments after the program's name. DIR and --output are resolved against `cwd`; what names a file of
 * the repository stays relative to DIR. Throws `OfflineGenError('usage')`.
 */
export function parseArguments(argv: readonly string[], cwd: string): Request {
  const tokens = readTokens(argv);
  const isHelpCommand = tokens.words[0] === 'help';
  const [word, dir, ...rest] = isHelpCommand ? tokens.words.slice(1) : tokens.words;
  const wantsHelp = isHelpCommand || isGiven(tokens, 'help');
  if (isGiven(tokens, 'version') && !wantsHelp) return { kind: 'version' };
  if (word === undefined && wantsHelp) return { kind: 'help', command: null };
  const command = commandNamed(word);
  if (wantsHelp) return { kind: 'help', command };
  if (rest.length > 0) {
    throw new OfflineGenError('usage', `unexpected argument "${rest[0]}"`, {
      hint: `One directory at most: offline-gen ${command} [DIR].`,
    });
  }
  return { kind: 'run', options: readOptions(command, resolve(cwd, dir ?? '.'), cwd, tokens) };
}

function readOptions(command: CommandName, dir: string, cwd: string, tokens: Tokens): Options {
  const output = one(tokens, 'output');
  if (isGiven(tokens, 'quiet') && isGiven(tokens, 'verbose')) {
    throw new OfflineGenError('usage', '--quiet and --verbose exclude each other');
  }
  return {
    command,
    dir,
    pipelines: tokens.values('pipeline'),
    varsFiles: tokens.values('vars-file'),
    vars: tokens.values('var').map(readVar),
    config: one(tokens, 'config'),
    store: one(tokens, 'store'),
    s3Endpoint: one(tokens, 's3-endpoint'),
    s3PathStyle: isGiven(tokens, 's3-path-style') ? true : null,
    out: one(tokens, 'out'),
    runId: readRunId(one(tokens, 'run-id')),
    frozen: false,
    network: !isGiven(tokens, 'no-network'),
    preview: isGiven(tokens, 'preview'),
    format: choice('--format', one(tokens, 'format'), FORMATS) ?? 'text',
    output: output === null || output === '-' ? null : resolve(cwd, output),
    failOn: choice('--fail-on', one(tokens, 'fail-on'), FAIL_ON),
    dryRun: isGiven(tokens, 'dry-run'),
    jobs: readJobs(one(tokens, 'jobs')),
    quiet: isGiven(tokens, 'quiet'),
    verbose: isGiven(tokens, 'verbose'),
    color: isGiven(tokens, 'no-color') ? false : null,
    allowHosts: tokens.values('allow-host'),
    untrusted: false,
  };
}

function commandNamed(word: string | undefined): CommandName {
  const hint = `Commands: ${COMMANDS.join(', ')}. \`offline-gen --help\` explains them.`;
  if (word === undefined) throw new OfflineGenError('usage', 'no command given', { hint });
  const command = COMMANDS.find((name) => name === word);
  if (command !== undefined) return command;
  const suggestion = didYouMean(word, COMMANDS);
  throw new OfflineGenError('usage', `unknown command "${word}"${suggestion}`, {
    ...(suggestion === '' ? { hint } : {}),
  });
}

function isGiven(tokens: Tokens, name: OptionName): boolean {
  return tokens.values(name).length > 0;
}

function one(tokens: Tokens, name: OptionName): string | null {
  return tokens.values(name)[0] ?? null;
}

function choice<Choice extends string>(
  option: string,
  value: string | null,
  choices: readonly Choice[],
): Choice | null {
  if (value === null) return null;
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen !== undefined) return chosen;
  const suggestion = didYouMean(value, choices);
  throw new OfflineGenError('usage', `${option} does not know "${value}"${suggestion}`, {
    ...(suggestion === '' ? { hint: `It takes ${choices.join(', ')}.` } : {}),
  });
}

/** `name=value`; the message does not repeat the text, which may be a secret. */
function readVar(text: string): { readonly name: string; readonly value: string } {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new OfflineGenError('usage', '--var needs a name and a value: --var NAME=VALUE');
  }
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

function readRunId(text: string | null): string | null {
  if (text === null || RUN_ID.test(text)) return text;
  throw new OfflineGenError('usage', '--run-id takes letters, digits and . _ -, at most 128 of them');
}

function readJobs(text: string | null): number | null {
  if (text === null) return null;
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= MAX_JOBS) return jobs;
  throw new OfflineGenError('usage', `--jobs takes a whole number from 1 to ${MAX_JOBS}, not "${text}"`);
}
