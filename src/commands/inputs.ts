import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { OfflineGenError } from '../model/errors.ts';
import { FAIL_ON } from '../model/finding.ts';
import { FORMATS } from '../report/report.ts';
import { COMMANDS, type Options } from './options.ts';

/** Inputs of the action. Those that the command line has too carry the names of its long options. */
export const INPUTS = [
  'mode',
  'working-directory',
  'pipeline',
  'vars-file',
  'var',
  'config',
  'store',
  's3-endpoint',
  's3-path-style',
  'out',
  'run-id',
  'no-network',
  'preview',
  'format',
  'output',
  'fail-on',
  'dry-run',
  'jobs',
  'allow-host',
  'comment',
  'commit-mode',
  'github-token',
] as const;
export type InputName = (typeof INPUTS)[number];

/** How a result is published: what only a CI job has to say. */
export interface PublishSettings {
  readonly token: string | null;
  /** GitLab: name of the variable that the token is taken from. */
  readonly tokenVariable: string;
  readonly comment: boolean;
  /** Null: the configuration decides. */
  readonly commitMode: Config['commit']['mode'] | null;
}

export interface Inputs {
  readonly options: Options;
  readonly settings: PublishSettings;
}

/** Gives an input's text; empty when it is not set. */
export type ReadInput = (name: InputName) => string;

const COMMIT_MODES = ['push', 'pull-request', 'none'] as const;

/**
 * Reads all inputs. Lists are separated by newlines or commas; `var` by newlines only, because values may hold
 * commas. `workspace` is what `working-directory` is relative to.
 * Throws `OfflineGenError('usage')` that names the input and the values it takes.
 */
export function parseInputs(read: ReadInput, workspace: string): Inputs {
  const text = (name: InputName) => read(name).trim();
  const flag = (name: InputName) => parseBoolean(name, text(name));
  const options: Options = {
    command: oneOf('mode', COMMANDS, text('mode')) ?? 'auto',
    dir: resolve(workspace, text('working-directory')),
    pipelines: splitList(text('pipeline'), /[\n,]/),
    varsFiles: splitList(text('vars-file'), /[\n,]/),
    vars: splitList(text('var'), /\n/).map(parseVar),
    config: text('config') || null,
    store: text('store') || null,
    s3Endpoint: text('s3-endpoint') || null,
    s3PathStyle: flag('s3-path-style'),
    out: text('out') || null,
    runId: text('run-id') || null,
    frozen: false,
    network: flag('no-network') !== true,
    preview: flag('preview') === true,
    format: oneOf('format', FORMATS, text('format')) ?? 'text',
    output: text('output') || null,
    failOn: oneOf('fail-on', FAIL_ON, text('fail-on')),
    dryRun: flag('dry-run') === true,
    jobs: parseCount('jobs', text('jobs')),
    quiet: false,
    verbose: false,
    color: null,
    allowHosts: splitList(text('allow-host'), /[\n,]/),
    untrusted: false,
  };
  const settings: PublishSettings = {
    token: text('github-token') || null,
    tokenVariable: 'github-token',
    comment: flag('comment') !== false,
    commitMode: oneOf('commit-mode', COMMIT_MODES, text('commit-mode')),
  };
  return { options, settings };
}

function splitList(text: string, separator: RegExp): readonly string[] {
  return text
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function oneOf<Value extends string>(name: InputName, values: readonly Value[], text: string): Value | null {
  if (text === '') return null;
  const found = values.find((value) => value === text);
  if (found === undefined) throw badInput(name, text, values.join(', '));
  return found;
}

function parseBoolean(name: InputName, text: string): boolean | null {
  if (text === '') return null;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  throw badInput(name, text, 'true, false');
}

function parseCount(name: InputName, text: string): number | null {
  if (text === '') return null;
  if (!/^[1-9]\d{0,2}$/.test(text)) throw badInput(name, text, 'a whole number from 1 to 999');
  return Number(text);
}

function parseVar(line: string): Options['vars'][number] {
  const at = line.indexOf('=');
  // The line is not shown: a value can be a secret.
  if (at < 1) throw new OfflineGenError('usage', 'Input var: a line is not NAME=VALUE');
  return { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
}

function badInput(name: InputName, text: string, allowed: string): OfflineGenError {
  return new OfflineGenError('usage', `Input ${name}: "${text}" is not possible`, {
    hint: `Use ${allowed}.`,
  });
}
