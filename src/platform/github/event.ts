import type { Env } from '../address.ts';
import type { CiEvent } from '../event.ts';
import { numberAt, textAt, valueAt } from '../json.ts';

/**
 * Reads GitHub's event from the runner's variables and the payload in `GITHUB_EVENT_PATH`
 * (docs.github.com, "Events that trigger workflows" and "Webhook events and payloads").
 */
export function readGitHubEvent(env: Env, payload: unknown): CiEvent {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  if (name === 'merge_group') return readMergeGroup(name, payload);
  if (name.startsWith('pull_request')) return readPullRequest(name, payload);
  switch (name) {
    case 'push':
      if (valueAt(payload, 'deleted') === true) return ignored(name, 'The branch or tag was deleted.');
      return readRef(name, env, textAt(payload, 'before'));
    case 'release':
      return readRelease(name, payload);
    case 'schedule':
      return { kind: 'schedule', name };
    case 'workflow_dispatch':
    case 'repository_dispatch':
      return readRef(name, env, null);
    default:
      return { kind: 'other', name: name || 'unknown', untrusted: continuesPullRequest(payload) };
  }
}

function readPullRequest(name: string, payload: unknown): CiEvent {
  if (textAt(payload, 'action') === 'closed') return ignored(name, 'The pull request is closed.');
  const pull = valueAt(payload, 'pull_request');
  const headRepository = numberAt(pull, 'head', 'repo', 'id');
  return {
    kind: 'pull-request',
    name,
    pullRequest: {
      number: numberAt(pull, 'number'),
      headSha: textAt(pull, 'head', 'sha') ?? '',
      baseSha: textAt(pull, 'base', 'sha'),
      baseBranch: textAt(pull, 'base', 'ref') ?? '',
      // A head repository that was deleted is null in the payload: that was a fork as well.
      fork: headRepository === null || headRepository !== numberAt(pull, 'base', 'repo', 'id'),
    },
  };
}

function readMergeGroup(name: string, payload: unknown): CiEvent {
  const group = valueAt(payload, 'merge_group');
  return {
    kind: 'pull-request',
    name,
    pullRequest: {
      number: null,
      headSha: textAt(group, 'head_sha') ?? '',
      baseSha: textAt(group, 'base_sha'),
      baseBranch: (textAt(group, 'base_ref') ?? '').replace(/^refs\/heads\//, ''),
      fork: false,
    },
  };
}

function readRelease(name: string, payload: unknown): CiEvent {
  const action = textAt(payload, 'action');
  const tag = textAt(payload, 'release', 'tag_name');
  if (action !== 'published' || tag === null) {
    return ignored(name, `The release was ${action ?? 'changed'}; a run starts when one is published.`);
  }
  return { kind: 'tag', name, tag, release: true };
}

function readRef(name: string, env: Env, before: string | null): CiEvent {
  const ref = env['GITHUB_REF'] ?? '';
  if (ref.startsWith('refs/tags/')) return { kind: 'tag', name, tag: ref.slice(10), release: false };
  if (ref.startsWith('refs/heads/')) {
    return { kind: 'branch', name, branch: ref.slice(11), pushed: name === 'push', before };
  }
  return { kind: 'other', name, untrusted: ref.startsWith('refs/pull/') };
}

/** `workflow_run` has the base repository's secrets, also after a run that a fork's pull request started. */
function continuesPullRequest(payload: unknown): boolean {
  return (textAt(payload, 'workflow_run', 'event') ?? '').startsWith('pull_request');
}

function ignored(name: string, reason: string): CiEvent {
  return { kind: 'ignored', name, reason };
}
