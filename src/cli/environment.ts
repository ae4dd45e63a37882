import type { Options } from '../commands/options.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const VAR_PREFIX = 'OFFLINE_GEN_VAR_';
const SECRET_NAME = /TOKEN|SECRET|PASSWORD|PASSWD|PRIVATE_KEY|ACCESS_KEY/;

/**
 * Adds what the environment says: `OFFLINE_GEN_VAR_<name>` are vars (those of the command line win), the CI's debug
 * switches are --verbose, and a pull or merge request makes the run untrusted. Vars of the environment may be secret
 * and the content of a pull request could send them anywhere, so an untrusted run does not see them.
 */
export function withEnvironment(options: Options, env: Environment): Options {
  const untrusted = options.untrusted || isUnreviewed(env);
  const isDebugging = env['RUNNER_DEBUG'] === '1' || env['CI_DEBUG_TRACE'] === 'true';
  return {
    ...options,
    untrusted,
    vars: untrusted ? options.vars : [...environmentVars(env), ...options.vars],
    verbose: options.verbose || (isDebugging && !options.quiet),
  };
}

/** Events of content that nobody merged yet. */
const UNREVIEWED_EVENTS = /^(pull_request.*|merge_group)$/;
const UNREVIEWED_SOURCES = /^(merge_request_event|external_pull_request_event)$/;

/** Whether this is a run for a pull request (GitHub), or in a merge request's pipeline or one it started (GitLab). */
function isUnreviewed(env: Environment): boolean {
  return (
    UNREVIEWED_EVENTS.test(env['GITHUB_EVENT_NAME'] ?? '') ||
    UNREVIEWED_SOURCES.test(env['CI_PIPELINE_SOURCE'] ?? '') ||
    (env['CI_MERGE_REQUEST_IID'] ?? '') !== ''
  );
}

function environmentVars(env: Environment): Options['vars'] {
  return Object.keys(env)
    .filter((key) => key.startsWith(VAR_PREFIX) && key.length > VAR_PREFIX.length)
    .sort()
    .map((key) => ({ name: key.slice(VAR_PREFIX.length), value: env[key] ?? '' }));
}

/** Values of the environment that no output may show. */
export function secretsOf(env: Environment): readonly string[] {
  return Object.keys(env)
    .filter((key) => key.startsWith(VAR_PREFIX) || SECRET_NAME.test(key))
    .map((key) => env[key] ?? '')
    .filter((value) => value !== '');
}
