import type { NamedCommand } from '../platform/event.ts';
import type { CommandResult, Io } from './io.ts';
import type { Options } from './options.ts';
export type Command = (options: Options, io: Io) => Promise<CommandResult>;

/** Each command is loaded when it is asked for: the bundle starts without the S3 and git clients. */
const LOADERS: Readonly<Record<NamedCommand, () => Promise<Command>>> = {
  analyze: async () => (await import('./analyze.ts')).analyze,
  mirror: async () => (await import('./mirror.ts')).mirror,
  generate: async () => (await import('./generate.ts')).generate,
  verify: async () => (await import('./verify.ts')).verify,
  run: async () => (await import('./run.ts')).run,
};

export async function runCommand(command: NamedCommand, options: Options, io: Io): Promise<CommandResult> {
  const run = await LOADERS[command]();
  return run(options, io);
}
