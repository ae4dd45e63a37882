import { Buffer } from 'node:buffer';
import { OfflineGenError } from '../../model/errors.ts';
import type { Http } from '../../net/http.ts';
import { type Env, encodePath, withoutTrailingSlash } from '../address.ts';
import { type CommentApi, readOwnComment, upsertComment } from '../comment.ts';
import type { CiEvent } from '../event.ts';
import { numberAt, textAt } from '../json.ts';
import type { CommentOutcome, MergedReport, Platform, PullRequestDraft, PushTarget } from '../platform.ts';
import { createRest, isRefusal, type Rest, RestRefusal } from '../rest.ts';
import { gitHubComments } from './comment.ts';
import { findMergedPull } from './merged.ts';

export interface GitHubOptions {
  readonly env: Env;
  readonly event: CiEvent;
  readonly payload: unknown;
  readonly token: string | null;
  readonly http: Http;
  readonly signal: AbortSignal;
}

const WITHOUT_TOKEN =
  'No comment: there is no token. Set the input github-token, or GITHUB_TOKEN for the command line.';

/** GitHub and GitHub Enterprise Server, through REST; every address comes from the runner's variables. */
export function createGitHub(options: GitHubOptions): Platform {
  const { env, event, payload, token } = options;
  const server = withoutTrailingSlash(env['GITHUB_SERVER_URL'] ?? 'https://github.com');
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const repositoryUrl = `${server}/${repository}`;
  const rest = restFor(options, withoutTrailingSlash(env['GITHUB_API_URL'] ?? 'https://api.github.com'));
  const sha = event.kind === 'pull-request' ? event.pullRequest.headSha : (env['GITHUB_SHA'] ?? '');
  const runId = env['GITHUB_RUN_ID'];
  return {
    name: 'GitHub',
    event,
    defaultBranch: textAt(payload, 'repository', 'default_branch'),
    repositoryUrl,
    runUrl: runId === undefined ? null : `${repositoryUrl}/actions/runs/${runId}`,
    // The limit is 65,536 characters; the rest is room for the marker and for what the site counts differently.
    commentBudget: 60_000,
    linkTo: (file, line) => `${repositoryUrl}/blob/${sha}/${encodePath(file)}#L${line}`,
    comment: (key, text) => comment(options, rest, repository, key, text),
    mergedReport: (key) => mergedReport(options, rest, repository, key),
    pushTarget: pushTarget(repositoryUrl, token),
    openPullRequest: (draft) => openPullRequest(rest, repository, draft),
  };
}

function restFor({ token, http, signal }: GitHubOptions, base: string): Rest {
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  return createRest({ service: 'GitHub', base, headers, http, signal });
}

async function comment(
  options: GitHubOptions,
  rest: Rest,
  repository: string,
  key: string,
  text: string,
): Promise<CommentOutcome> {
  const { event } = options;
  if (event.kind !== 'pull-request' || event.pullRequest.number === null) {
    return { kind: 'skipped', reason: 'No comment: this event has no pull request.', usual: true };
  }
  if (options.token === null) return { kind: 'skipped', reason: WITHOUT_TOKEN, usual: false };
  try {
    return await upsertComment(commentsOf(options, rest, repository, event.pullRequest.number), key, text);
  } catch (error) {
    if (!isRefusal(error, [401, 403, 404])) throw error;
    return { kind: 'skipped', reason: missingPermission(error.answer, event.pullRequest.fork), usual: false };
  }
}

function commentsOf(options: GitHubOptions, rest: Rest, repository: string, number: number): CommentApi {
  const graphql = options.env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql';
  return gitHubComments(rest, restFor(options, withoutTrailingSlash(graphql)), repository, number);
}

async function mergedReport(
  options: GitHubOptions,
  rest: Rest,
  repository: string,
  key: string,
): Promise<MergedReport | null> {
  const { event, env, token } = options;
  if (event.kind !== 'branch' || token === null) return null;
  try {
    const number = await findMergedPull(rest, repository, env['GITHUB_SHA'] ?? '', event.branch);
    if (number === null) return null;
    const text = await readOwnComment(commentsOf(options, rest, repository, number), key);
    return text === null ? null : { pullRequest: `#${number}`, text };
  } catch (error) {
    if (error instanceof RestRefusal) return null;
    throw error;
  }
}

function missingPermission(answer: string, fork: boolean): string {
  const forks = 'Pull requests from forks never get it';
  const advice = fork ? `${forks}, and this is one` : forks;
  return `No comment: the token lacks the permission pull-requests: write (${answer}). ${advice}; the job summary has the report.`;
}

function pushTarget(repositoryUrl: string, token: string | null): PushTarget {
  const basic = token === null ? null : Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    url: `${repositoryUrl}.git`,
    header: basic === null ? null : `Authorization: Basic ${basic}`,
    author: {
      name: 'github-actions[bot]',
      email: '41898282+github-actions[bot]@users.noreply.github.com',
    },
    // Pushes with a workflow's own token start no workflow.
    pushOptions: [],
    permissionHint: 'Give the job the permission contents: write.',
  };
}

async function openPullRequest(rest: Rest, repository: string, draft: PullRequestDraft): Promise<string> {
  const { head, base, title, body } = draft;
  const owner = repository.split('/', 1)[0] ?? '';
  const query = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base });
  try {
    for await (const pull of rest.list(`/repos/${repository}/pulls?${query}`)) {
      const number = numberAt(pull, 'number');
      if (number === null) continue;
      if (textAt(pull, 'title') !== title || textAt(pull, 'body') !== body) {
        await rest.send('PATCH', `/repos/${repository}/pulls/${number}`, { title, body });
      }
      return textAt(pull, 'html_url') ?? '';
    }
    const created = await rest.send('POST', `/repos/${repository}/pulls`, { head, base, title, body });
    return textAt(created, 'html_url') ?? '';
  } catch (error) {
    if (!isRefusal(error, [401, 403])) throw error;
    throw new OfflineGenError('platform', `No pull request: ${error.answer}`, {
      hint: 'Give the job pull-requests: write, and allow Actions to create pull requests in the settings of the repository or organization.',
      cause: error,
    });
  }
}
