import { describeError, OfflineGenError } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';

/**
 * What a person reads when the program fails: one line, or with `verbose` also where it arose. Control characters
 * are dropped: a message can quote a repository's content, and a CI reads commands from the beginning of lines.
 */
export function failureText(error: unknown, verbose: boolean, secrets: readonly string[]): string {
  const line = redactText(describeError(error), secrets)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  const isExpected = error instanceof OfflineGenError;
  const hint = isExpected || verbose ? '' : ' (unexpected; --verbose shows where it arose)';
  const stack = verbose && error instanceof Error ? `${redactText(stackOf(error), secrets)}\n` : '';
  return `offline-gen: ${line}${hint}\n${stack}`;
}

/** Stack frames of an error and of what caused it, indented. */
function stackOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const { cause } = error;
  const below =
    cause instanceof Error ? [`    caused by ${cause.name}: ${cause.message}`, stackOf(cause)] : [];
  return [...frames, ...below].join('\n');
}
