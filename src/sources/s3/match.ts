import { Script } from 'node:vm';

/** Milliseconds that one expression may work on one page of keys. */
const BUDGET = 5_000;

const EXECUTE = new Script('texts.map((text) => regexp.exec(text))');

/**
 * Matches every text. JavaScript's engine backtracks where Go's does not, so an expression that takes too long is
 * stopped; throws an error with code `ERR_SCRIPT_EXECUTION_TIMEOUT` then.
 */
export function execAll(
  regexp: RegExp,
  texts: readonly string[],
  budget: number = BUDGET,
): readonly (RegExpExecArray | null)[] {
  return EXECUTE.runInNewContext({ regexp, texts }, { timeout: budget });
}
