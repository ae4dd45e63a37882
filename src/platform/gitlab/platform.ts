import { Buffer } from 'node:buffer';
import { OfflineGenError } from '../../model/errors.ts';
import type { Http } from '../../net/http.ts';
import { type Env, encodePath, withoutTrailingSlash } from '../address.ts';
import { readOwnComment, upsertComment } from '../comment.ts';
import type { CiEvent } from '../event.ts';
import { numberAt, textAt } from '../json.ts';
import type { CommentOutcome, MergedReport, Platform, PullRequestDraft, PushTarget } from '../platform.ts';
import { createRest, isRefusal, type Rest, RestRefusal } from '../rest.ts';
import { findMergedRequest } from './merged.ts';
import { gitLabNotes } from './note.ts';

export interface GitLabOptions {
  readonly env: Env;
  readonly event: CiEvent;
  /** A project or group access token with the scope `api`, or null: `CI_JOB_TOKEN` can't write notes. */
  readonly token: string | null;
  /** Name of the variable that should hold it, for hints. */
  readonly tokenVariable: string;
  readonly http: Http;
  readonly signal: AbortSignal;
}

/** GitLab, through its REST API of version 4; every address comes from the job's variables. */
export function createGitLab(options: GitLabOptions): Platform {
  const { env, event } = options;
  const repositoryUrl = withoutTrailingSlash(env['CI_PROJECT_URL'] ?? '');
  const sourceUrl = withoutTrailingSlash(env['CI_MERGE_REQUEST_SOURCE_PROJECT_URL'] || repositoryUrl);
  const sha = event.kind === 'pull-request' ? event.pullRequest.headSha : (env['CI_COMMIT_SHA'] ?? '');
  const rest = restFor(options);
  return {
    name: 'GitLab',
    event,
    defaultBranch: env['CI_DEFAULT_BRANCH'] || null,
    repositoryUrl,
    // The same when a job is retried, so that an unchanged report stays unchanged.
    runUrl: env['CI_PIPELINE_URL'] || null,
    // The limit is 1,000,000 characters; nobody reads a note that long.
    commentBudget: 200_000,
    linkTo: (file, line) => `${sourceUrl}/-/blob/${sha}/${encodePath(file)}#L${line}`,
    comment: (key, text) => comment(options, rest, key, text),
    mergedReport: (key) => mergedReport(options, rest, key),
    pushTarget: pushTarget(options, repositoryUrl),
    openPullRequest: (draft) => openMergeRequest(options, rest, draft),
  };
}

function restFor({ env, token, http, signal }: GitLabOptions): Rest {
  const headers = {
    accept: 'application/json',
    ...(token === null ? {} : { 'private-token': token }),
  };
  return createRest({
    service: 'GitLab',
    base: withoutTrailingSlash(env['CI_API_V4_URL'] ?? ''),
    headers,
    http,
    signal,
  });
}

async function comment(
  options: GitLabOptions,
  rest: Rest,
  key: string,
  text: string,
): Promise<CommentOutcome> {
  const { event, env, token, tokenVariable } = options;
  if (event.kind !== 'pull-request' || event.pullRequest.number === null) {
    return { kind: 'skipped', reason: 'No note: this pipeline has no merge request.', usual: true };
  }
  if (token === null) {
    const reason = `No note: the variable ${tokenVariable} is not set. Put a project access token with the scope api there; pipelines of forks never see it. The report is in the job's artifacts.`;
    return { kind: 'skipped', reason, usual: true };
  }
  const project = env['CI_MERGE_REQUEST_PROJECT_ID'] || (env['CI_PROJECT_ID'] ?? '');
  try {
    return await upsertComment(gitLabNotes(rest, project, event.pullRequest.number), key, text);
  } catch (error) {
    if (!isRefusal(error, [401, 403, 404])) throw error;
    const reason = `No note: GitLab refused the token in ${tokenVariable} (${error.status} ${error.answer}). It needs the scope api and a role in this project that may comment. The report is in the job's artifacts.`;
    return { kind: 'skipped', reason, usual: false };
  }
}

async function mergedReport(
  { event, env, token }: GitLabOptions,
  rest: Rest,
  key: string,
): Promise<MergedReport | null> {
  if (event.kind !== 'branch' || token === null) return null;
  const project = env['CI_PROJECT_ID'] ?? '';
  try {
    const number = await findMergedRequest(rest, project, env['CI_COMMIT_SHA'] ?? '', event.branch);
    if (number === null) return null;
    const text = await readOwnComment(gitLabNotes(rest, project, number), key);
    return text === null ? null : { pullRequest: `!${number}`, text };
  } catch (error) {
    if (error instanceof RestRefusal) return null;
    throw error;
  }
}

/**
 * Access tokens push as any user name; the job's own token as `gitlab-ci-token`, if the project allows it
 * (since GitLab 18.4), and then no pipeline follows. With `ci.skip` none follows the other kind either.
 */
function pushTarget({ env, token, tokenVariable }: GitLabOptions, repositoryUrl: string): PushTarget {
  const jobToken = env['CI_JOB_TOKEN'] || null;
  const login = token !== null ? `oauth2:${token}` : jobToken !== null ? `gitlab-ci-token:${jobToken}` : null;
  const host = env['CI_SERVER_HOST'] || 'localhost';
  return {
    url: `${repositoryUrl}.git`,
    header: login === null ? null : `Authorization: Basic ${Buffer.from(login).toString('base64')}`,
    author: { name: 'offline-gen', email: `offline-gen@noreply.${host}` },
    pushOptions: ['ci.skip'],
    permissionHint: `Put a project access token with write_repository in ${tokenVariable}, or allow pushes with the job token in the project's CI/CD settings.`,
  };
}

async function openMergeRequest(
  options: GitLabOptions,
  rest: Rest,
  draft: PullRequestDraft,
): Promise<string> {
  const { env, token, tokenVariable } = options;
  if (token === null) throw withoutToken(tokenVariable);
  const { head, base, title, body } = draft;
  const path = `/projects/${encodeURIComponent(env['CI_PROJECT_ID'] ?? '')}/merge_requests`;
  const query = new URLSearchParams({ state: 'opened', source_branch: head, target_branch: base });
  for await (const request of rest.list(`${path}?${query}`)) {
    const number = numberAt(request, 'iid');
    if (number === null) continue;
    if (textAt(request, 'title') !== title || textAt(request, 'description') !== body) {
      await rest.send('PUT', `${path}/${number}`, { title, description: body });
    }
    return textAt(request, 'web_url') ?? '';
  }
  const created = await rest.send('POST', path, {
    source_branch: head,
    target_branch: base,
    title,
    description: body,
    remove_source_branch: true,
  });
  return textAt(created, 'web_url') ?? '';
}

function withoutToken(tokenVariable: string): OfflineGenError {
  return new OfflineGenError('platform', `No merge request: the variable ${tokenVariable} is not set`, {
    hint: 'Put a project access token with the scopes api and write_repository there.',
  });
}
