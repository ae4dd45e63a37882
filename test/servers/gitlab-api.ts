import type { IncomingMessage, ServerResponse } from 'node:http';
import { startOrigin } from './origin.ts';

export interface GitLabNote {
  readonly id: number;
  readonly body: string;
  readonly authorId: number;
  readonly system?: boolean;
}

export interface GitLabMergeRequest {
  readonly iid: number;
  readonly title: string;
  readonly description: string;
  readonly source: string;
  readonly target: string;
}

/** A merge request, as the list of a commit's merge requests has it. */
export interface GitLabMerge {
  readonly iid: number;
  /** Commit that the merge made. */
  readonly sha: string;
  readonly target: string;
  readonly state: 'opened' | 'closed' | 'locked' | 'merged';
}

export interface GitLabApi {
  /** As `CI_API_V4_URL`. */
  readonly apiUrl: string;
  readonly calls: readonly string[];
  /** What GitLab's documentation has against the requests; a test expects it to be empty. */
  readonly violations: readonly string[];
  readonly notes: GitLabNote[];
  readonly mergeRequests: GitLabMergeRequest[];
  readonly merges: GitLabMerge[];
  readonly close: () => Promise<void>;
}

export interface GitLabApiOptions {
  readonly project: string;
  readonly token: string;
  /** Id of the user that the token belongs to. */
  readonly userId?: number;
  /** Answers this to each edit of a note. */
  readonly editStatus?: 401 | 403 | 404;
  /** Answers 401 to everything. */
  readonly revoked?: boolean;
  readonly notes?: readonly GitLabNote[];
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly link?: string;
}

interface State {
  readonly options: GitLabApiOptions;
  readonly notes: GitLabNote[];
  readonly mergeRequests: GitLabMergeRequest[];
  readonly merges: GitLabMerge[];
  readonly apiUrl: string;
}

/** One documented operation: parameters by name, `true` when required. */
interface Operation {
  readonly method: string;
  readonly path: RegExp;
  readonly query: Readonly<Record<string, RegExp>>;
  readonly body: Readonly<Record<string, boolean>>;
  readonly answer: (request: Request, state: State) => Reply;
}

const PAGES = { page: /^\d+$/, per_page: /^([1-9]\d?|100)$/ };
const NOTES = /^\/projects\/([^/]+)\/merge_requests\/(\d+)\/notes$/;
const NOTE = /^\/projects\/([^/]+)\/merge_requests\/(\d+)\/notes\/(\d+)$/;
const REQUESTS = /^\/projects\/([^/]+)\/merge_requests$/;
const COMMIT_REQUESTS = /^\/projects\/([^/]+)\/repository\/commits\/([0-9a-f]{40})\/merge_requests$/;
const REQUEST = /^\/projects\/([^/]+)\/merge_requests\/(\d+)$/;

/** docs.gitlab.com: "Notes API", "Merge requests API", "Commits API", "Users API"; only what may be called. */
const OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    path: /^\/user$/,
    query: {},
    body: {},
    answer: (_, { options }) => ok({ id: options.userId ?? 7 }),
  },
  {
    method: 'GET',
    path: NOTES,
    query: { ...PAGES, sort: /^(asc|desc)$/, order_by: /^(created_at|updated_at)$/ },
    body: {},
    answer: listNotes,
  },
  {
    method: 'POST',
    path: NOTES,
    query: {},
    body: { body: true, created_at: false, internal: false, merge_request_diff_head_sha: false },
    answer: addNote,
  },
  { method: 'PUT', path: NOTE, query: {}, body: { body: true }, answer: editNote },
  {
    method: 'GET',
    path: REQUESTS,
    query: { ...PAGES, state: /^(opened|closed|locked|merged|all)$/, source_branch: /./, target_branch: /./ },
    body: {},
    answer: listRequests,
  },
  {
    method: 'POST',
    path: REQUESTS,
    query: {},
    body: {
      source_branch: true,
      target_branch: true,
      title: true,
      description: false,
      remove_source_branch: false,
    },
    answer: addRequest,
  },
  { method: 'GET', path: COMMIT_REQUESTS, query: {}, body: {}, answer: listRequestsOf },
  {
    method: 'PUT',
    path: REQUEST,
    query: {},
    body: { title: false, description: false },
    answer: editRequest,
  },
];

/** A stand-in for GitLab that knows notes and merge requests, and checks each request. */
export async function startGitLabApi(options: GitLabApiOptions): Promise<GitLabApi> {
  const notes = [...(options.notes ?? [])];
  const mergeRequests: GitLabMergeRequest[] = [];
  const merges: GitLabMerge[] = [];
  const calls: string[] = [];
  const violations: string[] = [];
  const origin = await startOrigin((incoming, outgoing) => {
    void readRequest(incoming).then((request) => {
      calls.push(`${request.method} ${incoming.url}`);
      violations.push(...checkHeaders(incoming, request, options.token));
      const state = { options, notes, mergeRequests, merges, apiUrl: `${origin.url}/api/v4` };
      send(outgoing, route(request, state, violations));
    });
  });
  return {
    apiUrl: `${origin.url}/api/v4`,
    calls,
    violations,
    notes,
    mergeRequests,
    merges,
    close: origin.close,
  };
}

function route(request: Request, state: State, violations: string[]): Reply {
  const operation = OPERATIONS.find(
    ({ method, path }) => method === request.method && path.test(request.path),
  );
  if (operation === undefined) {
    violations.push(`${request.method} ${request.path}: not a documented operation`);
    return { status: 404, body: { error: '404 Not Found' } };
  }
  violations.push(...checkParameters(operation, request));
  if (state.options.revoked === true) return { status: 401, body: { message: '401 Unauthorized' } };
  const project = operation.path.exec(request.path)?.[1];
  if (project !== undefined && decodeURIComponent(project) !== state.options.project) {
    return { status: 404, body: { message: '404 Project Not Found' } };
  }
  return operation.answer(request, state);
}

function checkParameters(operation: Operation, request: Request): readonly string[] {
  const name = `${request.method} ${request.path}`;
  const query = [...request.query].flatMap(([key, value]) =>
    operation.query[key]?.test(value) === true ? [] : [`${name}: query ${key}=${value}`],
  );
  const unknown = Object.keys(request.body).filter((key) => !(key in operation.body));
  const missing = Object.entries(operation.body).filter(([key, required]) => required && !request.body[key]);
  return [
    ...query,
    ...unknown.map((key) => `${name}: unknown attribute ${key}`),
    ...missing.map(([key]) => `${name}: attribute ${key} is missing`),
  ];
}

function listNotes({ path, query }: Request, { notes, apiUrl }: State): Reply {
  const size = Number(query.get('per_page') ?? 20);
  const page = Number(query.get('page') ?? 1);
  const body = notes.slice((page - 1) * size, page * size).map(noteJson);
  if (page * size >= notes.length) return ok(body);
  return { ...ok(body), link: `<${apiUrl}${path}?per_page=${size}&page=${page + 1}>; rel="next"` };
}

function addNote({ body }: Request, { notes, options }: State): Reply {
  const note = { id: 500 + notes.length, body: String(body['body']), authorId: options.userId ?? 7 };
  notes.push(note);
  return { status: 201, body: noteJson(note) };
}

function editNote({ path, body }: Request, { notes, options }: State): Reply {
  if (options.editStatus !== undefined) {
    return { status: options.editStatus, body: { message: `${options.editStatus} refused` } };
  }
  const index = notes.findIndex(({ id }) => id === Number(NOTE.exec(path)?.[3]));
  const known = notes[index];
  if (known === undefined) return { status: 404, body: { message: '404 Not found' } };
  const changed = { ...known, body: String(body['body']) };
  notes[index] = changed;
  return ok(noteJson(changed));
}

function listRequests({ query }: Request, { mergeRequests }: State): Reply {
  const found = mergeRequests.filter(
    ({ source, target }) => source === query.get('source_branch') && target === query.get('target_branch'),
  );
  return ok(found.map(requestJson));
}

function listRequestsOf({ path }: Request, { merges }: State): Reply {
  const sha = COMMIT_REQUESTS.exec(path)?.[2];
  const found = merges.filter((merge) => merge.sha === sha);
  return ok(
    found.map(({ iid, state, target: target_branch }) => ({
      iid,
      state,
      target_branch,
      sha: 'f'.repeat(40),
      merge_commit_sha: state === 'merged' ? sha : null,
      squash_commit_sha: null,
    })),
  );
}

function addRequest({ body }: Request, { mergeRequests }: State): Reply {
  const request = {
    iid: 30 + mergeRequests.length,
    title: String(body['title']),
    description: String(body['description']),
    source: String(body['source_branch']),
    target: String(body['target_branch']),
  };
  mergeRequests.push(request);
  return { status: 201, body: requestJson(request) };
}

function editRequest({ path, body }: Request, { mergeRequests }: State): Reply {
  const index = mergeRequests.findIndex(({ iid }) => iid === Number(REQUEST.exec(path)?.[2]));
  const known = mergeRequests[index];
  if (known === undefined) return { status: 404, body: { message: '404 Not found' } };
  const changed = { ...known, title: String(body['title']), description: String(body['description']) };
  mergeRequests[index] = changed;
  return ok(requestJson(changed));
}

function noteJson({ id, body, authorId, system = false }: GitLabNote): object {
  return {
    id,
    body,
    system,
    author: { id: authorId, username: `user_${authorId}` },
    noteable_type: 'MergeRequest',
  };
}

function requestJson({ iid, title, description }: GitLabMergeRequest): object {
  return {
    iid,
    title,
    description,
    state: 'opened',
    web_url: `https://gitlab.example/-/merge_requests/${iid}`,
  };
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

async function readRequest(incoming: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const url = new URL(incoming.url ?? '', 'http://localhost');
  return {
    method: incoming.method ?? '',
    path: url.pathname.replace(/^\/api\/v4/, ''),
    query: url.searchParams,
    body: text === '' ? {} : Object(JSON.parse(text)),
  };
}

function checkHeaders(
  { headers }: IncomingMessage,
  { method, path }: Request,
  token: string,
): readonly string[] {
  const name = `${method} ${path}`;
  return [
    ...(headers['private-token'] === token ? [] : [`${name}: header PRIVATE-TOKEN is not as expected`]),
    ...(method === 'GET' || headers['content-type'] === 'application/json' ? [] : [`${name}: no JSON body`]),
  ];
}

function send(outgoing: ServerResponse, { status, body, link }: Reply): void {
  const headers = { 'content-type': 'application/json', ...(link === undefined ? {} : { link }) };
  outgoing.writeHead(status, headers).end(JSON.stringify(body));
}
