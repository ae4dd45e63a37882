import type { Io } from '../commands/io.ts';
import type { Options } from '../commands/options.ts';
import { writeOutput } from './write-output.ts';

/** Runs the command and puts its report where it belongs; returns the exit code. */
export async function dispatch(options: Options, io: Io): Promise<number> {
  if (options.command === 'auto') {
    const { auto } = await import('../commands/auto.ts');
    return auto(options, io);
  }
  const { runCommand } = await import('../commands/load.ts');
  const { report, exitCode } = await runCommand(options.command, options, io);
  const { render } = await import('../report/render.ts');
  const text = render(options.format, report);
  if (options.output === null) io.stdout(text);
  else await writeOutput(options.output, text);
  return exitCode;
}
