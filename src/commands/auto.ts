import { relative } from 'node:path';
import type { Config } from '../config/config.ts';
import { isWithin, resolveInside } from '../config/inside.ts';
import { loadConfig } from '../config/load.ts';
import type { Git } from '../git/git.ts';
import { createGit } from '../git/simple-git.ts';
import { OfflineGenError } from '../model/errors.ts';
import { LOCK_FILE } from '../model/lock.ts';
import { createHttp } from '../net/client.ts';
import { createGuard } from '../net/guard.ts';
import { checkoutGit } from '../platform/checkout.ts';
import { connect, readSurroundings } from '../platform/detect.ts';
import { type NamedCommand, type Plan, planFor } from '../platform/event.ts';
import { isOwnPush } from '../platform/own-commit.ts';
import { NO_SURFACE, type Platform, type Surface } from '../platform/platform.ts';
import type { Inputs } from './inputs.ts';
import type { CommandResult, Io } from './io.ts';
import { withJobInputs } from './job-inputs.ts';
import { runCommand } from './load.ts';
import type { Options } from './options.ts';
import { publish } from './publish.ts';

export type RunCommand = (command: NamedCommand, options: Options, io: Io) => Promise<CommandResult>;

/** What an entry point has beyond options: the action brings its inputs and the job's own display. */
export interface AutoHost {
  readonly surface: Surface;
  /** Null: read from variables of the job. */
  readonly inputs: Inputs | null;
  readonly runCommand: RunCommand;
}

export const JOB_HOST: AutoHost = { surface: NO_SURFACE, inputs: null, runCommand };

/**
 * Does what the CI's event asks for, and shows the result where the CI's users look. Returns the exit code.
 * Throws `OfflineGenError`: `refused` for mirroring on a pull request, `usage` outside of a CI.
 */
export async function auto(options: Options, io: Io, host: AutoHost = JOB_HOST): Promise<number> {
  const inputs = host.inputs ?? withJobInputs(options, io.env);
  const surroundings = await readSurroundings(io.env);
  if (surroundings === null) throw outsideOfCi();
  const guard = createGuard({ untrusted: false, allowHosts: [] });
  const http = createHttp({ guard, env: io.env, log: io.log });
  try {
    const { token, tokenVariable } = inputs.settings;
    const platform = connect(surroundings, { env: io.env, token, tokenVariable, http, signal: io.signal });
    return await perform(inputs, io, host, platform);
  } finally {
    await http.close();
  }
}

async function perform(inputs: Inputs, io: Io, host: AutoHost, platform: Platform): Promise<number> {
  const { options, settings } = inputs;
  await assertInWorkspace(options.dir, io.env);
  const git = checkoutGit(createGit(io.env));
  const config = await loadConfig(options.dir, options.config);
  const commitMode = settings.commitMode ?? config.commit.mode;
  const plan = await decide(platform, options, { ...config, commit: { mode: commitMode } }, git);
  if (plan.kind === 'nothing') return doNothing(plan.reason, io, host.surface);
  io.log.info(`${platform.name} event ${platform.event.name}: ${plan.command}`);
  const planned: Options = {
    ...options,
    command: plan.command,
    untrusted: plan.untrusted,
    runId: options.runId ?? plan.runId,
    frozen: platform.event.kind === 'tag',
  };
  const result = await host.runCommand(plan.command, planned, io);
  return publish(result, {
    options: planned,
    settings,
    commitMode,
    plan,
    platform,
    git,
    io,
    surface: host.surface,
  });
}

/** A link of the repository must not make another directory of this machine the repository. */
async function assertInWorkspace(dir: string, env: Io['env']): Promise<void> {
  const workspace = env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'] || null;
  if (workspace === null || !isWithin(workspace, dir)) return;
  await resolveInside(workspace, relative(workspace, dir));
}

async function decide(
  { event, defaultBranch }: Platform,
  options: Options,
  config: Config,
  git: Git,
): Promise<Plan> {
  const plan = planFor(event, options.command, config.triggers, defaultBranch);
  if (plan.kind === 'nothing' || plan.commitTo === null || config.commit.mode === 'none') return plan;
  // Whoever starts a run by hand wants one.
  if (event.kind !== 'branch' || !event.pushed) return plan;
  const generated = [options.out ?? config.out, LOCK_FILE];
  if (!(await isOwnPush(git, options.dir, generated, event.before))) return plan;
  return { kind: 'nothing', reason: 'This commit only updates the generated files.' };
}

async function doNothing(reason: string, io: Io, surface: Surface): Promise<number> {
  io.log.info(`Nothing to do. ${reason}`);
  surface.output('changed', 'false');
  await surface.summary(`**offline-gen:** nothing to do. ${reason}\n`);
  return 0;
}

function outsideOfCi(): OfflineGenError {
  return new OfflineGenError(
    'usage',
    'auto takes the command from the event of a CI, and this is no CI job',
    {
      hint: 'Name a command: analyze, mirror, generate, verify or run.',
    },
  );
}
