import { SILENT } from '../../src/model/log.ts';
import { createHttp } from '../../src/net/client.ts';
import { createGuard } from '../../src/net/guard.ts';
import { connect } from '../../src/platform/detect.ts';
import { readGitHubEvent } from '../../src/platform/github/event.ts';
import { readGitLabEvent } from '../../src/platform/gitlab/event.ts';
import type { Platform } from '../../src/platform/platform.ts';
import type { GitHubApi } from '../servers/github-api.ts';
import type { GitLabApi } from '../servers/gitlab-api.ts';

export const TOKEN = 'tok-3n-v4lue';

export interface Connection {
  readonly platform: Platform;
  readonly close: () => Promise<void>;
}

const HEAD = 'a'.repeat(40);

/** A pull request number 7 against `main`, as the action sees it. */
export function connectGitHub(api: GitHubApi, token: string | null = TOKEN): Connection {
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: api.apiUrl,
    GITHUB_GRAPHQL_URL: api.graphqlUrl,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/pipelines',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_RUN_ID: '99',
  };
  const pull_request = {
    number: 7,
    head: { sha: HEAD, repo: { id: 1 } },
    base: { sha: 'b'.repeat(40), ref: 'main', repo: { id: 1 } },
  };
  const payload = { pull_request, repository: { default_branch: 'main' } };
  return open(
    { service: 'github', event: readGitHubEvent(env, payload), payload },
    env,
    token,
    'github-token',
  );
}

/** A push of `sha` to `main`, as the action sees it. */
export function connectGitHubPush(api: GitHubApi, sha: string, token: string | null = TOKEN): Connection {
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: api.apiUrl,
    GITHUB_GRAPHQL_URL: api.graphqlUrl,
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_REPOSITORY: 'acme/pipelines',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: sha,
  };
  const payload = { repository: { default_branch: 'main' } };
  const event = readGitHubEvent(env, payload);
  return open({ service: 'github', event, payload }, env, token, 'github-token');
}

/** A push of `sha` to `main`, as a job of GitLab sees it. */
export function connectGitLabPush(api: GitLabApi, sha: string, token: string | null = TOKEN): Connection {
  const env = {
    CI_API_V4_URL: api.apiUrl,
    CI_PROJECT_ID: '11',
    CI_PROJECT_URL: 'https://gitlab.example/acme/pipelines',
    CI_PIPELINE_SOURCE: 'push',
    CI_COMMIT_SHA: sha,
    CI_COMMIT_BRANCH: 'main',
  };
  const surroundings = { service: 'gitlab', event: readGitLabEvent(env), payload: undefined } as const;
  return open(surroundings, env, token, 'OFFLINE_GEN_TOKEN');
}

/** A merge request number 7, as a job of GitLab sees it. */
export function connectGitLab(api: GitLabApi, token: string | null = TOKEN): Connection {
  const env = {
    CI_API_V4_URL: api.apiUrl,
    CI_PROJECT_ID: '11',
    CI_PROJECT_URL: 'https://gitlab.example/acme/pipelines',
    CI_SERVER_HOST: 'gitlab.example',
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_PROJECT_ID: '11',
    CI_COMMIT_SHA: HEAD,
    CI_DEFAULT_BRANCH: 'main',
  };
  const surroundings = { service: 'gitlab', event: readGitLabEvent(env), payload: undefined } as const;
  return open(surroundings, env, token, 'OFFLINE_GEN_TOKEN');
}

function open(
  surroundings: Parameters<typeof connect>[0],
  env: Readonly<Record<string, string>>,
  token: string | null,
  tokenVariable: string,
): Connection {
  const guard = createGuard({ untrusted: false, allowHosts: [] });
  const http = createHttp({ guard, env: {}, log: SILENT });
  const { signal } = new AbortController();
  return { platform: connect(surroundings, { env, token, tokenVariable, http, signal }), close: http.close };
}
