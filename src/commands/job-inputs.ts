import { type InputName, type Inputs, parseInputs } from './inputs.ts';
import type { Options } from './options.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What a CI job says through variables when it calls `offline-gen auto`: `OFFLINE_GEN_` and the input's name in
 * upper case, e.g. `OFFLINE_GEN_FAIL_ON`. The command line wins over them. The component maps its inputs this way,
 * so that no input becomes part of a shell line.
 */
export function withJobInputs(options: Options, env: Env): Inputs {
  const read = (name: InputName) => env[variableOf(name)] ?? '';
  const { options: job, settings } = parseInputs(read, options.dir);
  const merged: Options = {
    ...options,
    dir: job.dir,
    command: job.command,
    pipelines: prefer(options.pipelines, job.pipelines),
    varsFiles: prefer(options.varsFiles, job.varsFiles),
    // Variables of the environment are among the options already; they must not hide the input.
    vars: [...job.vars, ...options.vars],
    config: options.config ?? job.config,
    store: options.store ?? job.store,
    s3Endpoint: options.s3Endpoint ?? job.s3Endpoint,
    s3PathStyle: options.s3PathStyle ?? job.s3PathStyle,
    out: options.out ?? job.out,
    runId: options.runId ?? job.runId,
    network: options.network && job.network,
    preview: options.preview || job.preview,
    format: options.format === 'text' ? job.format : options.format,
    output: options.output ?? job.output,
    failOn: options.failOn ?? job.failOn,
    dryRun: options.dryRun || job.dryRun,
    jobs: options.jobs ?? job.jobs,
    allowHosts: prefer(options.allowHosts, job.allowHosts),
  };
  const tokenVariable = env['OFFLINE_GEN_CREDENTIAL_VARIABLE'] || 'OFFLINE_GEN_TOKEN';
  const token = env[tokenVariable] || workflowToken(env);
  return { options: merged, settings: { ...settings, token, tokenVariable } };
}

/** Name of the variable that carries an input. */
export function variableOf(name: InputName): string {
  return `OFFLINE_GEN_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** A `GITHUB_TOKEN` elsewhere is for reading from GitHub; it must not reach another service. */
function workflowToken(env: Env): string | null {
  return env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_TOKEN'] || null : null;
}

function prefer<Item>(said: readonly Item[], fallback: readonly Item[]): readonly Item[] {
  return said.length > 0 ? said : fallback;
}
