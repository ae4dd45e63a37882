import { expect, it } from 'vitest';
import { matchesGlob } from '../../src/model/glob.ts';
import { assertMayMirror, type CiEvent, planFor } from '../../src/platform/event.ts';
import { readGitHubEvent } from '../../src/platform/github/event.ts';
import { readGitLabEvent } from '../../src/platform/gitlab/event.ts';

const TRIGGERS = { branches: ['main', 'release/*'], tags: ['v*'] };

/** The parts of GitHub's payloads that events are read from. */
const PULL_REQUEST = {
  action: 'synchronize',
  number: 7,
  pull_request: {
    number: 7,
    head: { ref: 'feature', sha: 'a'.repeat(40), repo: { id: 2, full_name: 'fork/pipelines' } },
    base: { ref: 'main', sha: 'b'.repeat(40), repo: { id: 1, full_name: 'acme/pipelines' } },
  },
  repository: { full_name: 'acme/pipelines', default_branch: 'main' },
};

function gitHub(name: string, ref: string, payload: unknown = {}): CiEvent {
  return readGitHubEvent({ GITHUB_EVENT_NAME: name, GITHUB_REF: ref }, payload);
}

const REPORT = { kind: 'command', command: 'analyze', untrusted: true, runId: null, commitTo: null };
const PUBLISH = { kind: 'command', command: 'run', untrusted: false, runId: null, commitTo: 'main' };
const RELEASE = { kind: 'command', command: 'run', untrusted: false, runId: 'v1.2.0', commitTo: null };

const RELEASED = { action: 'published', release: { tag_name: 'v1.2.0' } };
const QUEUED = { merge_group: { head_sha: 'c', base_sha: 'd', base_ref: 'refs/heads/main' } };
const MERGE_REQUEST = {
  CI_PIPELINE_SOURCE: 'merge_request_event',
  CI_MERGE_REQUEST_IID: '7',
  CI_MERGE_REQUEST_PROJECT_ID: '1',
  CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2',
  CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  CI_COMMIT_SHA: 'e',
};

it.each<[string, CiEvent, object]>([
  ['a pull request', gitHub('pull_request', 'refs/pull/7/merge', PULL_REQUEST), REPORT],
  ['a pull request with secrets', gitHub('pull_request_target', 'refs/heads/main', PULL_REQUEST), REPORT],
  ['a review', gitHub('pull_request_review', 'refs/pull/7/merge', PULL_REQUEST), REPORT],
  ['a merge queue', gitHub('merge_group', 'refs/heads/gh-readonly-queue/main/pr-7', QUEUED), REPORT],
  ['a push to a trigger branch', gitHub('push', 'refs/heads/main'), PUBLISH],
  ['a start by hand on a trigger branch', gitHub('workflow_dispatch', 'refs/heads/main'), PUBLISH],
  ['a trigger by pattern', gitHub('push', 'refs/heads/release/2'), { ...PUBLISH, commitTo: 'release/2' }],
  ['a trigger tag', gitHub('push', 'refs/tags/v1.2.0'), RELEASE],
  ['a published release', gitHub('release', 'refs/tags/v1.2.0', RELEASED), RELEASE],
  ['a merge request', readGitLabEvent(MERGE_REQUEST), REPORT],
  [
    'a child pipeline of a merge request',
    readGitLabEvent({ ...MERGE_REQUEST, CI_PIPELINE_SOURCE: 'parent_pipeline' }),
    REPORT,
  ],
  [
    'an external pull request',
    readGitLabEvent({ CI_PIPELINE_SOURCE: 'external_pull_request_event' }),
    REPORT,
  ],
  ['a push on GitLab', readGitLabEvent({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main' }), PUBLISH],
  [
    'a start by hand on GitLab',
    readGitLabEvent({ CI_PIPELINE_SOURCE: 'web', CI_COMMIT_BRANCH: 'main' }),
    PUBLISH,
  ],
  ['a trigger on GitLab', readGitLabEvent({ CI_PIPELINE_SOURCE: 'api', CI_COMMIT_BRANCH: 'main' }), PUBLISH],
  [
    'a child pipeline',
    readGitLabEvent({ CI_PIPELINE_SOURCE: 'parent_pipeline', CI_COMMIT_BRANCH: 'main' }),
    PUBLISH,
  ],
  ['a tag on GitLab', readGitLabEvent({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_TAG: 'v1.2.0' }), RELEASE],
])('auto answers %s', (_, event, plan) => {
  expect(planFor(event, 'auto', TRIGGERS, 'main')).toEqual(plan);
});

it.each<[string, CiEvent, RegExp]>([
  [
    'a push to another branch',
    gitHub('push', 'refs/heads/feature'),
    /feature is not a trigger branch \(main, /,
  ],
  ['a deleted branch', gitHub('push', 'refs/heads/main', { deleted: true }), /deleted/],
  ['another tag', gitHub('push', 'refs/tags/nightly'), /nightly is not a trigger tag \(v\*\)/],
  ['an edited release', gitHub('release', 'refs/tags/v1', { action: 'edited', release: {} }), /edited/],
  ['a closed pull request', gitHub('pull_request', '', { ...PULL_REQUEST, action: 'closed' }), /closed/],
  ['a schedule', gitHub('schedule', 'refs/heads/main'), /no such upkeep yet/],
  [
    'a schedule on GitLab',
    readGitLabEvent({ CI_PIPELINE_SOURCE: 'schedule', CI_COMMIT_BRANCH: 'main' }),
    /upkeep/,
  ],
])('auto does nothing for %s, and says why', (_, event, reason) => {
  const plan = planFor(event, 'auto', TRIGGERS, 'main');
  expect(plan).toMatchObject({ kind: 'nothing', reason: expect.stringMatching(reason) });
});

it.each(['run', 'mirror'] as const)('%s is refused on everything that a pull request started', (command) => {
  const continued = { workflow_run: { event: 'pull_request' } };
  const events = [
    gitHub('pull_request', 'refs/pull/7/merge', PULL_REQUEST),
    gitHub('pull_request_target', 'refs/heads/main', PULL_REQUEST),
    gitHub('workflow_run', 'refs/heads/main', continued),
    readGitLabEvent(MERGE_REQUEST),
  ];
  for (const event of events) {
    expect(() => planFor(event, command, TRIGGERS, 'main')).toThrow(/Mirroring is refused/);
    expect(() => assertMayMirror(event)).toThrow(expect.objectContaining({ code: 'refused' }));
  }
});

it('takes a named command as it is, and commits nothing', () => {
  const plan = planFor(gitHub('push', 'refs/heads/feature'), 'run', TRIGGERS, 'main');
  expect(plan).toEqual({ kind: 'command', command: 'run', untrusted: false, runId: null, commitTo: null });
});

it('treats a named analysis of a pull request as untrusted', () => {
  const plan = planFor(gitHub('pull_request', '', PULL_REQUEST), 'analyze', TRIGGERS, 'main');
  expect(plan).toMatchObject({ command: 'analyze', untrusted: true });
});

it('refuses to guess for an event without a rule', () => {
  expect(() => planFor(gitHub('issues', 'refs/heads/main'), 'auto', TRIGGERS, 'main')).toThrow(
    /event issues/,
  );
});

it('falls back to the default branch when no trigger branch is configured', () => {
  const event = gitHub('push', 'refs/heads/trunk');
  const triggers = { branches: [], tags: [] };
  expect(planFor(event, 'auto', triggers, 'trunk')).toMatchObject({ commitTo: 'trunk' });
  expect(planFor(event, 'auto', triggers, null)).toMatchObject({ kind: 'nothing' });
});

it('reads who the pull request is from', () => {
  const event = gitHub('pull_request', 'refs/pull/7/merge', PULL_REQUEST);
  const pullRequest = {
    number: 7,
    headSha: 'a'.repeat(40),
    baseSha: 'b'.repeat(40),
    baseBranch: 'main',
    fork: true,
  };
  expect(event).toMatchObject({ pullRequest });
  expect(readGitLabEvent(MERGE_REQUEST)).toMatchObject({
    pullRequest: { number: 7, headSha: 'e', fork: true },
  });
});

it.each([
  ['v*', 'v1.2', true],
  ['v*', 'v1/2', false],
  ['v**', 'v1/2', true],
  ['release/?', 'release/1', true],
  ['a.b', 'axb', false],
  ['a+(b', 'a+(b', true],
])('pattern %s and ref %s: %s', (pattern, name, fits) => {
  expect(matchesGlob(name, pattern)).toBe(fits);
});

it('tells a push, and what was there before it, from what a person starts', () => {
  const [before, variables] = [
    'b'.repeat(40),
    { CI_COMMIT_BRANCH: 'main', CI_COMMIT_BEFORE_SHA: 'c'.repeat(40) },
  ];
  expect(gitHub('push', 'refs/heads/main', { before })).toMatchObject({ pushed: true, before });
  expect(gitHub('workflow_dispatch', 'refs/heads/main', { before })).toMatchObject({
    pushed: false,
    before: null,
  });
  const push = readGitLabEvent({ ...variables, CI_PIPELINE_SOURCE: 'push' });
  expect(push).toMatchObject({ pushed: true, before: variables.CI_COMMIT_BEFORE_SHA });
  expect(readGitLabEvent({ ...variables, CI_PIPELINE_SOURCE: 'web' })).toMatchObject({ pushed: false });
});
