import { OfflineGenError } from '../../model/errors.ts';
import type { GitRequest } from '../../model/request.ts';

const CONTROL = /\p{Cc}/u;
/** What git-check-ref-format(1) forbids in a name, and what would make it an expression instead of a name. */
const NO_NAME = /[\s~^:?*[\\]|\.\.|@\{|\/\/|\.lock(\/|$)|^\/|[/.]$|(^|\/)\./;
const CONFIG_NAME = /^[A-Za-z][A-Za-z0-9-]*(\..+)?\.[A-Za-z][A-Za-z0-9-]*$/;

/** A full commit id; what `Resolution.version` holds. */
export function isCommitId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/**
 * Refuses values that git could take for something else than what they stand for: options, revision expressions,
 * refspecs. Throws `OfflineGenError('refused')`, or `unsupported` for contradictions.
 */
export function checkRequest(request: GitRequest): void {
  const { select, checkout } = request;
  if (request.branch !== null) checkName('branch', request.branch);
  if (request.ref !== null) checkName('ref', request.ref);
  for (const name of checkout.fetch) checkName('fetch', name);
  const texts: readonly (readonly [string, readonly (string | null)[]])[] = [
    ['paths', select.paths],
    ['ignore_paths', select.ignorePaths],
    ['tag_filter', [select.tagFilter]],
    ['sparse_paths', checkout.sparsePaths],
    ['submodules', typeof checkout.submodules === 'string' ? [] : checkout.submodules],
  ];
  for (const [what, values] of texts) for (const value of values) checkText(what, value);
  for (const value of [select.tagRegex, checkout.describeRefOptions, checkout.timestampFormat]) {
    if (value !== null && CONTROL.test(value)) throw refused('option', value);
  }
  for (const { name, value } of checkout.gitConfig) {
    if (!CONFIG_NAME.test(name) || CONTROL.test(name) || value.includes('\0'))
      throw refused('git_config', name);
  }
  if (select.tagFilter !== null && select.tagRegex !== null) {
    throw new OfflineGenError('unsupported', 'a git resource cannot have both tag_filter and tag_regex');
  }
}

function checkName(what: string, value: string): void {
  if (value === '' || value.startsWith('-') || CONTROL.test(value) || NO_NAME.test(value)) {
    throw refused(what, value);
  }
}

function checkText(what: string, value: string | null): void {
  if (value !== null && (value.startsWith('-') || CONTROL.test(value))) throw refused(what, value);
}

function refused(what: string, value: string): OfflineGenError {
  return new OfflineGenError('refused', `${what} ${JSON.stringify(value.slice(0, 100))} is not allowed`, {
    hint: 'Use a plain name: no leading dash, no control characters, no expression.',
  });
}
