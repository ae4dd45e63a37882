import type { Env } from '../address.ts';
import type { CiEvent } from '../event.ts';

/** Reads GitLab's event from its predefined variables (docs.gitlab.com, "Predefined CI/CD variables reference"). */
export function readGitLabEvent(env: Env): CiEvent {
  const name = env['CI_PIPELINE_SOURCE'] ?? 'unknown';
  // A child pipeline of a merge request has its own source, and the merge request's variables.
  const number = env['CI_MERGE_REQUEST_IID'] ?? '';
  if (number !== '') return readMergeRequest(name, number, env);
  if (name === 'merge_request_event' || name === 'external_pull_request_event') {
    return readExternalRequest(name, env);
  }
  const tag = env['CI_COMMIT_TAG'] ?? '';
  if (tag !== '') return { kind: 'tag', name, tag, release: false };
  if (name === 'schedule') return { kind: 'schedule', name };
  const branch = env['CI_COMMIT_BRANCH'] ?? '';
  if (branch === '') return { kind: 'other', name, untrusted: false };
  return {
    kind: 'branch',
    name,
    branch,
    pushed: name === 'push',
    before: env['CI_COMMIT_BEFORE_SHA'] || null,
  };
}

function readMergeRequest(name: string, number: string, env: Env): CiEvent {
  const source = env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'];
  return {
    kind: 'pull-request',
    name,
    pullRequest: {
      number: Number(number),
      // In a pipeline of the merged result, CI_COMMIT_SHA is a commit that nobody can look at later.
      headSha: env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA'] || (env['CI_COMMIT_SHA'] ?? ''),
      baseSha: env['CI_MERGE_REQUEST_DIFF_BASE_SHA'] || null,
      baseBranch: env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME'] ?? '',
      fork: source !== undefined && source !== env['CI_MERGE_REQUEST_PROJECT_ID'],
    },
  };
}

function readExternalRequest(name: string, env: Env): CiEvent {
  return {
    kind: 'pull-request',
    name,
    pullRequest: {
      number: null,
      headSha: env['CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA'] || (env['CI_COMMIT_SHA'] ?? ''),
      baseSha: env['CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA'] || null,
      baseBranch: env['CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME'] ?? '',
      fork: false,
    },
  };
}
