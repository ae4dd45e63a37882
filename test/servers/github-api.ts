import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiRequest, checkRequest, exampleOf } from './openapi.ts';
import { startOrigin } from './origin.ts';

export interface GitHubComment {
  readonly id: number;
  readonly body: string;
  readonly login: string;
  readonly type?: 'User' | 'Bot';
  readonly minimized?: boolean;
}

export interface GitHubPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
}

/** A merged pull request, as the list of a commit's pull requests has it. */
export interface GitHubMerge {
  readonly number: number;
  /** Commit that the merge made. */
  readonly sha: string;
  readonly base: string;
  /** Further commits that belong to it. */
  readonly commits?: readonly string[];
  /** It is open still. */
  readonly open?: boolean;
}

export interface GitHubApi {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Every request, as `METHOD /path?query`. */
  readonly calls: readonly string[];
  /** What GitHub's description has against the requests; a test expects it to be empty. */
  readonly violations: readonly string[];
  readonly comments: GitHubComment[];
  readonly pulls: GitHubPull[];
  readonly merges: GitHubMerge[];
  readonly close: () => Promise<void>;
}

export interface GitHubApiOptions {
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  /** Login that the token belongs to. */
  readonly login?: string;
  /** Answers every write with 403, as for a pull request from a fork. */
  readonly readOnly?: boolean;
  /** Answers 403 to questions about the pull requests of a commit: the permission is missing. */
  readonly withoutPulls?: boolean;
  /** Ids of comments that vanish between list and update. */
  readonly vanishing?: readonly number[];
  readonly comments?: readonly GitHubComment[];
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly link?: string;
}

const FORBIDDEN: Reply = { status: 403, body: { message: 'Resource not accessible by integration' } };
const NOT_FOUND: Reply = { status: 404, body: { message: 'Not Found' } };

/** A stand-in for api.github.com that knows comments and pull requests, and checks each request. */
export async function startGitHubApi(options: GitHubApiOptions): Promise<GitHubApi> {
  const comments = [...(options.comments ?? [])];
  const pulls: GitHubPull[] = [];
  const merges: GitHubMerge[] = [];
  const calls: string[] = [];
  const violations: string[] = [];
  const origin = await startOrigin((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      calls.push(`${request.method} ${incoming.url}`);
      violations.push(...checkHeaders(incoming, request, options.token));
      send(outgoing, route(request, { options, comments, pulls, merges, violations, apiUrl: origin.url }));
    });
  });
  const { url, close } = origin;
  return { apiUrl: url, graphqlUrl: `${url}/graphql`, calls, violations, comments, pulls, merges, close };
}

interface State {
  readonly options: GitHubApiOptions;
  readonly comments: GitHubComment[];
  readonly pulls: GitHubPull[];
  readonly merges: GitHubMerge[];
  readonly violations: string[];
  readonly apiUrl: string;
}

function route(request: ApiRequest, state: State): Reply {
  if (request.path === '/graphql') return viewer(request, state);
  state.violations.push(...checkRequest(request));
  const { repository, readOnly, vanishing = [] } = state.options;
  const prefix = `/repos/${repository}`;
  if (!request.path.startsWith(`${prefix}/`)) return NOT_FOUND;
  if (readOnly === true && request.method !== 'GET') return FORBIDDEN;
  const call = `${request.method} ${request.path.slice(prefix.length)}`;
  const update = /^PATCH \/issues\/comments\/(\d+)$/.exec(call);
  if (update !== null) {
    const id = Number(update[1]);
    return vanishing.includes(id) ? NOT_FOUND : updateComment(id, textOf(request.body, 'body'), state);
  }
  if (/^GET \/issues\/\d+\/comments$/.test(call)) return listComments(request, state);
  if (/^POST \/issues\/\d+\/comments$/.test(call)) return createComment(textOf(request.body, 'body'), state);
  const [, sha] = /^GET \/commits\/([0-9a-f]{40})\/pulls$/.exec(call) ?? [];
  return sha === undefined ? routePulls(call, request, state) : listPullsOf(sha, state);
}

function listPullsOf(sha: string, { merges, options }: State): Reply {
  if (options.withoutPulls === true) return FORBIDDEN;
  const found = merges.filter((merge) => merge.sha === sha || merge.commits?.includes(sha) === true);
  const repo = { full_name: options.repository };
  const body = found.map(({ number, sha: merge_commit_sha, base, open = false }) => {
    const merged_at = open ? null : '2026-01-01T00:00:00Z';
    return {
      ...exampleOf('pull-request-simple'),
      number,
      merge_commit_sha,
      merged_at,
      base: { ref: base, repo },
    };
  });
  return { status: 200, body };
}

function routePulls(call: string, request: ApiRequest, state: State): Reply {
  const { pulls, options } = state;
  if (call === 'GET /pulls') {
    const owner = options.repository.split('/')[0];
    const found = pulls.filter(
      ({ head, base }) =>
        request.query.get('head') === `${owner}:${head}` && request.query.get('base') === base,
    );
    return { status: 200, body: found.map(pullJson) };
  }
  const text = (name: string) => textOf(request.body, name);
  if (call === 'POST /pulls') {
    const pull = {
      number: 40 + pulls.length,
      title: text('title'),
      body: text('body'),
      head: text('head'),
      base: text('base'),
    };
    pulls.push(pull);
    return { status: 201, body: pullJson(pull) };
  }
  const number = Number(/^PATCH \/pulls\/(\d+)$/.exec(call)?.[1] ?? Number.NaN);
  const index = pulls.findIndex((pull) => pull.number === number);
  const known = pulls[index];
  if (known === undefined) return NOT_FOUND;
  const changed = { ...known, title: text('title'), body: text('body') };
  pulls[index] = changed;
  return { status: 200, body: pullJson(changed) };
}

/** GraphQL is not part of the description: exactly one query is known. */
function viewer(request: ApiRequest, { options, violations }: State): Reply {
  if (request.method !== 'POST' || textOf(request.body, 'query') !== 'query { viewer { login } }') {
    violations.push(`unexpected GraphQL request: ${JSON.stringify(request.body)}`);
  }
  return { status: 200, body: { data: { viewer: { login: options.login ?? 'github-actions[bot]' } } } };
}

function listComments({ path, query }: ApiRequest, { comments, apiUrl }: State): Reply {
  const size = Number(query.get('per_page') ?? 30);
  const page = Number(query.get('page') ?? 1);
  const body = comments.slice((page - 1) * size, page * size).map(commentJson);
  if (page * size >= comments.length) return { status: 200, body };
  const link = `<${apiUrl}${path}?per_page=${size}&page=${page + 1}>; rel="next", <${apiUrl}${path}?page=9>; rel="last"`;
  return { status: 200, body, link };
}

function createComment(body: string, { comments, options }: State): Reply {
  const id = 1000 + comments.length;
  const comment = { id, body, login: options.login ?? 'github-actions[bot]', type: 'Bot' } as const;
  comments.push(comment);
  return { status: 201, body: commentJson(comment) };
}

function updateComment(id: number, body: string, { comments }: State): Reply {
  const index = comments.findIndex((comment) => comment.id === id);
  const known = comments[index];
  if (known === undefined) return NOT_FOUND;
  const changed = { ...known, body };
  comments[index] = changed;
  return { status: 200, body: commentJson(changed) };
}

function commentJson({ id, body, login, type = 'User', minimized = false }: GitHubComment): object {
  const example: object = exampleOf('issue-comment');
  const user: object = 'user' in example ? Object(example.user) : {};
  const hidden = minimized ? { reason: 'outdated' } : null;
  return { ...example, id, body, user: { ...user, login, type }, minimized: hidden };
}

function pullJson({ number, title, body }: GitHubPull): object {
  const html_url = `https://github.example/pull/${number}`;
  return { ...exampleOf('pull-request'), number, title, body, html_url };
}

async function readRequest(incoming: IncomingMessage): Promise<ApiRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const url = new URL(incoming.url ?? '', 'http://localhost');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

function checkHeaders({ headers }: IncomingMessage, request: ApiRequest, token: string): readonly string[] {
  const expected: Record<string, string> = {
    authorization: `Bearer ${token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const wrong = Object.entries(expected).filter(([name, value]) => headers[name] !== value);
  const problems = wrong.map(
    ([name]) => `${request.method} ${request.path}: header ${name} is not as expected`,
  );
  return headers['user-agent'] ? problems : [...problems, 'GitHub refuses requests without User-Agent'];
}

function send(outgoing: ServerResponse, { status, body, link }: Reply): void {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    ...(link === undefined ? {} : { link }),
  };
  outgoing.writeHead(status, headers).end(JSON.stringify(body));
}

function textOf(body: unknown, name: string): string {
  const value: unknown = Object(body)[name];
  return typeof value === 'string' ? value : '';
}
