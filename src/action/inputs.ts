import { type InputName, type Inputs, parseInputs } from '../commands/inputs.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads the action's inputs from the variables that the runner makes of them: `INPUT_` and the name in upper case,
 * hyphens kept. Inputs that are not given arrive empty. Throws `OfflineGenError('usage')`.
 */
export function readInputs(env: Env): Inputs {
  return parseInputs((name) => env[inputVariable(name)] ?? '', env['GITHUB_WORKSPACE'] || process.cwd());
}

/** Name of the variable that carries an input. */
export function inputVariable(name: InputName): string {
  return `INPUT_${name.toUpperCase()}`;
}
