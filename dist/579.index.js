export const id = 579;
export const ids = [579,72];
export const modules = {

/***/ 3579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  r: () => (/* binding */ JOB_HOST),
  auto: () => (/* binding */ auto)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/config/inside.js
var inside = __webpack_require__(6112);
// EXTERNAL MODULE: ./lib/config/load.js + 2 modules
var load = __webpack_require__(4739);
// EXTERNAL MODULE: ./lib/git/simple-git.js + 2 modules
var simple_git = __webpack_require__(4325);
// EXTERNAL MODULE: ./lib/model/errors.js
var errors = __webpack_require__(3434);
// EXTERNAL MODULE: ./lib/model/lock.js
var model_lock = __webpack_require__(3490);
// EXTERNAL MODULE: ./lib/net/client.js + 2 modules
var client = __webpack_require__(3783);
// EXTERNAL MODULE: ./lib/net/guard.js
var net_guard = __webpack_require__(4322);
// EXTERNAL MODULE: ./lib/platform/checkout.js
var checkout = __webpack_require__(4199);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./lib/platform/json.js
/** The value at a path of keys in an answer of an API, or undefined. */
function valueAt(value, ...path) {
    return path.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}
/** The text at a path, or null: also for an empty one. */
function textAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === 'string' && found !== '' ? found : null;
}
/** The number at a path, or null. */
function numberAt(value, ...path) {
    const found = valueAt(value, ...path);
    return typeof found === 'number' && Number.isFinite(found) ? found : null;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./lib/platform/github/event.js

/**
 * Reads GitHub's event from the runner's variables and the payload in `GITHUB_EVENT_PATH`
 * (docs.github.com, "Events that trigger workflows" and "Webhook events and payloads").
 */
function readGitHubEvent(env, payload) {
    const name = env['GITHUB_EVENT_NAME'] ?? '';
    if (name === 'merge_group')
        return readMergeGroup(name, payload);
    if (name.startsWith('pull_request'))
        return readPullRequest(name, payload);
    switch (name) {
        case 'push':
            if (valueAt(payload, 'deleted') === true)
                return ignored(name, 'The branch or tag was deleted.');
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
function readPullRequest(name, payload) {
    if (textAt(payload, 'action') === 'closed')
        return ignored(name, 'The pull request is closed.');
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
function readMergeGroup(name, payload) {
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
function readRelease(name, payload) {
    const action = textAt(payload, 'action');
    const tag = textAt(payload, 'release', 'tag_name');
    if (action !== 'published' || tag === null) {
        return ignored(name, `The release was ${action ?? 'changed'}; a run starts when one is published.`);
    }
    return { kind: 'tag', name, tag, release: true };
}
function readRef(name, env, before) {
    const ref = env['GITHUB_REF'] ?? '';
    if (ref.startsWith('refs/tags/'))
        return { kind: 'tag', name, tag: ref.slice(10), release: false };
    if (ref.startsWith('refs/heads/')) {
        return { kind: 'branch', name, branch: ref.slice(11), pushed: name === 'push', before };
    }
    return { kind: 'other', name, untrusted: ref.startsWith('refs/pull/') };
}
/** `workflow_run` has the base repository's secrets, also after a run that a fork's pull request started. */
function continuesPullRequest(payload) {
    return (textAt(payload, 'workflow_run', 'event') ?? '').startsWith('pull_request');
}
function ignored(name, reason) {
    return { kind: 'ignored', name, reason };
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
;// CONCATENATED MODULE: ./lib/platform/address.js
/** A base address to append `/…` to. */
function withoutTrailingSlash(url) {
    return url.replace(/\/+$/, '');
}
/** A file's path as part of a web address. */
function encodePath(path) {
    return path.split('/').map(encodeURIComponent).join('/');
}

// EXTERNAL MODULE: ./lib/model/redact.js
var redact = __webpack_require__(9848);
;// CONCATENATED MODULE: ./lib/platform/rest.js



/** The API said no. */
class RestRefusal extends errors/* OfflineGenError */.iw {
    status;
    /** The service's own words. */
    answer;
    constructor(service, call, status, answer) {
        super('platform', `${service} answered ${status} to ${call}${answer === '' ? '' : `: ${answer}`}`);
        this.status = status;
        this.answer = answer;
    }
}
/** Bytes: a hundred comments of the longest kind that GitHub allows are some 25 MiB in UTF-8. */
const PAGE_LIMIT = 64 * 1024 * 1024;
function isRefusal(error, statuses) {
    return error instanceof RestRefusal && statuses.includes(error.status);
}
function createRest(options) {
    return {
        send: async (method, path, body) => (await call(options, method, options.base + path, body)).json,
        list: (path) => listPages(options, options.base + path),
    };
}
async function* listPages(options, first) {
    for (let url = first; url !== null;) {
        const { json, next } = await call(options, 'GET', url);
        if (Array.isArray(json))
            yield* json;
        url = next;
    }
}
async function call(options, method, url, body) {
    const response = await options.http.request({
        url,
        method,
        headers: body === undefined ? options.headers : { ...options.headers, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const json = parseJson(await response.text(PAGE_LIMIT));
    if (response.status < 200 || response.status > 299) {
        const path = url.slice(options.base.length).replace(/\?.*$/, '');
        throw new RestRefusal(options.service, `${method} ${path}`, response.status, messageIn(json));
    }
    return { json, next: nextPage(response, options.base) };
}
/**
 * The address that a `Link` header (RFC 8288) calls `next`. One outside the API is ignored: the token would travel
 * there with the request.
 */
function nextPage(response, base) {
    const links = (response.headers['link'] ?? '').matchAll(/<([^>]*)>\s*;[^,]*\brel="?next"?/g);
    const [next] = [...links].map((match) => match[1] ?? '');
    return next?.startsWith(`${base}/`) ? next : null;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** What GitHub (`message`) and GitLab (`message` or `error`, text or object) say, as one short line. */
function messageIn(json) {
    const message = textAt(json, 'message') ?? textAt(json, 'error') ?? valueAt(json, 'message');
    const text = typeof message === 'string' ? message : message === undefined ? '' : JSON.stringify(message);
    return (0,redact/* redactText */.R)(text.replace(/\s+/g, ' ').trim().slice(0, 300));
}

;// CONCATENATED MODULE: ./lib/platform/comment.js

/** First line of our comment. Nobody sees it; the key keeps several reports on one pull request apart. */
function commentMarker(key) {
    return `<!-- offline-gen:report:key=${key.replace(/[^A-Za-z0-9._/]+/g, '-')} -->`;
}
/**
 * Keeps exactly one comment per key: found by its first line and its author, because anybody may write the marker.
 * An unchanged text sends nothing.
 */
async function upsertComment(api, key, text) {
    const marker = commentMarker(key);
    const body = `${marker}\n${text}`;
    const existing = await findOwn(api, marker);
    if (existing === undefined)
        return { kind: 'created', id: await api.create(body) };
    if (normalized(existing.body) === normalized(body))
        return { kind: 'unchanged', id: existing.id };
    try {
        await api.update(existing.id, body);
        return { kind: 'updated', id: existing.id };
    }
    catch (error) {
        if (!isRefusal(error, api.recreateOn))
            throw error;
        return { kind: 'created', id: await api.create(body) };
    }
}
/** The text of our comment with `key`, without its marker; null when there is none. */
async function readOwnComment(api, key) {
    const marker = commentMarker(key);
    const existing = await findOwn(api, marker);
    return existing === undefined ? null : normalized(existing.body).slice(marker.length + 1);
}
async function findOwn(api, marker) {
    for await (const comment of api.list()) {
        if (normalized(comment.body).split('\n', 1)[0] !== marker)
            continue;
        if (await api.isOwn(comment))
            return comment;
    }
    return undefined;
}
/** Both services may store other line ends and drop spaces at the end. */
function normalized(body) {
    return body.replaceAll('\r\n', '\n').trim();
}

;// CONCATENATED MODULE: ./lib/platform/github/comment.js


/** Login of the token that each workflow run gets. */
const DEFAULT_LOGIN = 'github-actions[bot]';
/** Comments of a pull request: GitHub keeps them as comments of the issue with the same number. */
function gitHubComments(rest, graphql, repository, number) {
    const comments = `/repos/${repository}/issues/${number}/comments`;
    let viewer;
    return {
        list: () => listComments(rest, `${comments}?per_page=100`),
        isOwn: async (comment) => {
            viewer ??= readViewer(graphql);
            return isBy(comment, await viewer);
        },
        create: async (body) => String(numberAt(await rest.send('POST', comments, { body }), 'id') ?? ''),
        update: async (id, body) => {
            await rest.send('PATCH', `/repos/${repository}/issues/comments/${id}`, { body });
        },
        recreateOn: [404],
    };
}
async function* listComments(rest, path) {
    for await (const item of rest.list(path)) {
        const id = numberAt(item, 'id');
        // A minimized comment is out of sight: a new one is due.
        if (id === null || isMinimized(item))
            continue;
        yield { id: String(id), body: textAt(item, 'body') ?? '', author: valueAt(item, 'user') };
    }
}
/**
 * Who the token is. REST's `GET /user` refuses the tokens of workflows and of Apps; GraphQL answers for every kind.
 */
async function readViewer(graphql) {
    try {
        const answer = await graphql.send('POST', '', { query: 'query { viewer { login } }' });
        return textAt(answer, 'data', 'viewer', 'login') ?? DEFAULT_LOGIN;
    }
    catch (error) {
        if (!isRefusal(error, [401, 403, 404]))
            throw error;
        return DEFAULT_LOGIN;
    }
}
/** GraphQL has named bots without their suffix; no person can have a login with one. */
function isBy(comment, viewer) {
    const login = textAt(comment.author, 'login');
    return login === viewer || (textAt(comment.author, 'type') === 'Bot' && login === `${viewer}[bot]`);
}
function isMinimized(comment) {
    return (valueAt(comment, 'minimized') ?? null) !== null;
}

;// CONCATENATED MODULE: ./lib/platform/github/merged.js

/**
 * Number of the pull request whose merge brought `sha` into `branch`, or null (docs.github.com, "List pull requests
 * associated with a commit"; needs the permission pull-requests: read). Throws `RestRefusal`.
 */
async function findMergedPull(rest, repository, sha, branch) {
    if (sha === '')
        return null;
    let found = null;
    for await (const pull of rest.list(`/repos/${repository}/commits/${encodeURIComponent(sha)}/pulls`)) {
        const isMerged = textAt(pull, 'merged_at') !== null && textAt(pull, 'base', 'ref') === branch;
        if (!isMerged || textAt(pull, 'base', 'repo', 'full_name') !== repository)
            continue;
        // A commit can be part of several: the one whose merge made it says most.
        if (textAt(pull, 'merge_commit_sha') === sha)
            return numberAt(pull, 'number');
        found ??= numberAt(pull, 'number');
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/platform/github/platform.js








const WITHOUT_TOKEN = 'No comment: there is no token. Set the input github-token, or GITHUB_TOKEN for the command line.';
/** GitHub and GitHub Enterprise Server, through REST; every address comes from the runner's variables. */
function createGitHub(options) {
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
function restFor({ token, http, signal }, base) {
    const headers = {
        accept: 'application/vnd.github+json',
        'x-github-api-version': '2022-11-28',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    return createRest({ service: 'GitHub', base, headers, http, signal });
}
async function comment(options, rest, repository, key, text) {
    const { event } = options;
    if (event.kind !== 'pull-request' || event.pullRequest.number === null) {
        return { kind: 'skipped', reason: 'No comment: this event has no pull request.', usual: true };
    }
    if (options.token === null)
        return { kind: 'skipped', reason: WITHOUT_TOKEN, usual: false };
    try {
        return await upsertComment(commentsOf(options, rest, repository, event.pullRequest.number), key, text);
    }
    catch (error) {
        if (!isRefusal(error, [401, 403, 404]))
            throw error;
        return { kind: 'skipped', reason: missingPermission(error.answer, event.pullRequest.fork), usual: false };
    }
}
function commentsOf(options, rest, repository, number) {
    const graphql = options.env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql';
    return gitHubComments(rest, restFor(options, withoutTrailingSlash(graphql)), repository, number);
}
async function mergedReport(options, rest, repository, key) {
    const { event, env, token } = options;
    if (event.kind !== 'branch' || token === null)
        return null;
    try {
        const number = await findMergedPull(rest, repository, env['GITHUB_SHA'] ?? '', event.branch);
        if (number === null)
            return null;
        const text = await readOwnComment(commentsOf(options, rest, repository, number), key);
        return text === null ? null : { pullRequest: `#${number}`, text };
    }
    catch (error) {
        if (error instanceof RestRefusal)
            return null;
        throw error;
    }
}
function missingPermission(answer, fork) {
    const forks = 'Pull requests from forks never get it';
    const advice = fork ? `${forks}, and this is one` : forks;
    return `No comment: the token lacks the permission pull-requests: write (${answer}). ${advice}; the job summary has the report.`;
}
function pushTarget(repositoryUrl, token) {
    const basic = token === null ? null : external_node_buffer_.Buffer.from(`x-access-token:${token}`).toString('base64');
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
async function openPullRequest(rest, repository, draft) {
    const { head, base, title, body } = draft;
    const owner = repository.split('/', 1)[0] ?? '';
    const query = new URLSearchParams({ state: 'open', head: `${owner}:${head}`, base });
    try {
        for await (const pull of rest.list(`/repos/${repository}/pulls?${query}`)) {
            const number = numberAt(pull, 'number');
            if (number === null)
                continue;
            if (textAt(pull, 'title') !== title || textAt(pull, 'body') !== body) {
                await rest.send('PATCH', `/repos/${repository}/pulls/${number}`, { title, body });
            }
            return textAt(pull, 'html_url') ?? '';
        }
        const created = await rest.send('POST', `/repos/${repository}/pulls`, { head, base, title, body });
        return textAt(created, 'html_url') ?? '';
    }
    catch (error) {
        if (!isRefusal(error, [401, 403]))
            throw error;
        throw new errors/* OfflineGenError */.iw('platform', `No pull request: ${error.answer}`, {
            hint: 'Give the job pull-requests: write, and allow Actions to create pull requests in the settings of the repository or organization.',
            cause: error,
        });
    }
}

;// CONCATENATED MODULE: ./lib/platform/gitlab/event.js
/** Reads GitLab's event from its predefined variables (docs.gitlab.com, "Predefined CI/CD variables reference"). */
function readGitLabEvent(env) {
    const name = env['CI_PIPELINE_SOURCE'] ?? 'unknown';
    // A child pipeline of a merge request has its own source, and the merge request's variables.
    const number = env['CI_MERGE_REQUEST_IID'] ?? '';
    if (number !== '')
        return readMergeRequest(name, number, env);
    if (name === 'merge_request_event' || name === 'external_pull_request_event') {
        return readExternalRequest(name, env);
    }
    const tag = env['CI_COMMIT_TAG'] ?? '';
    if (tag !== '')
        return { kind: 'tag', name, tag, release: false };
    if (name === 'schedule')
        return { kind: 'schedule', name };
    const branch = env['CI_COMMIT_BRANCH'] ?? '';
    if (branch === '')
        return { kind: 'other', name, untrusted: false };
    return {
        kind: 'branch',
        name,
        branch,
        pushed: name === 'push',
        before: env['CI_COMMIT_BEFORE_SHA'] || null,
    };
}
function readMergeRequest(name, number, env) {
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
function readExternalRequest(name, env) {
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

;// CONCATENATED MODULE: ./lib/platform/gitlab/merged.js

/** Where a merge request names the commit that its merge made: merge commit, squashed commit, or its own last one. */
const COMMITS = ['merge_commit_sha', 'squash_commit_sha', 'sha'];
/**
 * Number of the merge request whose merge brought `sha` into `branch`, or null (docs.gitlab.com, "Commits API", "List
 * merge requests associated with a commit"). Throws `RestRefusal`.
 */
async function findMergedRequest(rest, project, sha, branch) {
    if (sha === '')
        return null;
    const commit = `/projects/${encodeURIComponent(project)}/repository/commits/${encodeURIComponent(sha)}`;
    let found = null;
    for await (const request of rest.list(`${commit}/merge_requests`)) {
        if (textAt(request, 'state') !== 'merged' || textAt(request, 'target_branch') !== branch)
            continue;
        // A commit can be part of several: the one whose merge made it says most.
        if (COMMITS.some((name) => textAt(request, name) === sha))
            return numberAt(request, 'iid');
        found ??= numberAt(request, 'iid');
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/platform/gitlab/note.js

/** Notes of a merge request (docs.gitlab.com, "Notes API"). */
function gitLabNotes(rest, project, number) {
    const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
    let user;
    return {
        list: () => listNotes(rest, `${notes}?per_page=100&sort=asc&order_by=created_at`),
        isOwn: async (note) => {
            user ??= rest.send('GET', '/user');
            const id = numberAt(await user, 'id');
            return id !== null && id === numberAt(note.author, 'id');
        },
        create: async (body) => String(numberAt(await rest.send('POST', notes, { body }), 'id') ?? ''),
        update: async (id, body) => {
            await rest.send('PUT', `${notes}/${id}`, { body });
        },
        // A renewed project token is a new user, and may not edit the note of the old one.
        recreateOn: [401, 403, 404],
    };
}
async function* listNotes(rest, path) {
    for await (const item of rest.list(path)) {
        const id = numberAt(item, 'id');
        if (id === null || valueAt(item, 'system') === true)
            continue;
        yield { id: String(id), body: textAt(item, 'body') ?? '', author: valueAt(item, 'author') };
    }
}

;// CONCATENATED MODULE: ./lib/platform/gitlab/platform.js








/** GitLab, through its REST API of version 4; every address comes from the job's variables. */
function createGitLab(options) {
    const { env, event } = options;
    const repositoryUrl = withoutTrailingSlash(env['CI_PROJECT_URL'] ?? '');
    const sourceUrl = withoutTrailingSlash(env['CI_MERGE_REQUEST_SOURCE_PROJECT_URL'] || repositoryUrl);
    const sha = event.kind === 'pull-request' ? event.pullRequest.headSha : (env['CI_COMMIT_SHA'] ?? '');
    const rest = platform_restFor(options);
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
        comment: (key, text) => platform_comment(options, rest, key, text),
        mergedReport: (key) => platform_mergedReport(options, rest, key),
        pushTarget: platform_pushTarget(options, repositoryUrl),
        openPullRequest: (draft) => openMergeRequest(options, rest, draft),
    };
}
function platform_restFor({ env, token, http, signal }) {
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
async function platform_comment(options, rest, key, text) {
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
    }
    catch (error) {
        if (!isRefusal(error, [401, 403, 404]))
            throw error;
        const reason = `No note: GitLab refused the token in ${tokenVariable} (${error.status} ${error.answer}). It needs the scope api and a role in this project that may comment. The report is in the job's artifacts.`;
        return { kind: 'skipped', reason, usual: false };
    }
}
async function platform_mergedReport({ event, env, token }, rest, key) {
    if (event.kind !== 'branch' || token === null)
        return null;
    const project = env['CI_PROJECT_ID'] ?? '';
    try {
        const number = await findMergedRequest(rest, project, env['CI_COMMIT_SHA'] ?? '', event.branch);
        if (number === null)
            return null;
        const text = await readOwnComment(gitLabNotes(rest, project, number), key);
        return text === null ? null : { pullRequest: `!${number}`, text };
    }
    catch (error) {
        if (error instanceof RestRefusal)
            return null;
        throw error;
    }
}
/**
 * Access tokens push as any user name; the job's own token as `gitlab-ci-token`, if the project allows it
 * (since GitLab 18.4), and then no pipeline follows. With `ci.skip` none follows the other kind either.
 */
function platform_pushTarget({ env, token, tokenVariable }, repositoryUrl) {
    const jobToken = env['CI_JOB_TOKEN'] || null;
    const login = token !== null ? `oauth2:${token}` : jobToken !== null ? `gitlab-ci-token:${jobToken}` : null;
    const host = env['CI_SERVER_HOST'] || 'localhost';
    return {
        url: `${repositoryUrl}.git`,
        header: login === null ? null : `Authorization: Basic ${external_node_buffer_.Buffer.from(login).toString('base64')}`,
        author: { name: 'offline-gen', email: `offline-gen@noreply.${host}` },
        pushOptions: ['ci.skip'],
        permissionHint: `Put a project access token with write_repository in ${tokenVariable}, or allow pushes with the job token in the project's CI/CD settings.`,
    };
}
async function openMergeRequest(options, rest, draft) {
    const { env, token, tokenVariable } = options;
    if (token === null)
        throw withoutToken(tokenVariable);
    const { head, base, title, body } = draft;
    const path = `/projects/${encodeURIComponent(env['CI_PROJECT_ID'] ?? '')}/merge_requests`;
    const query = new URLSearchParams({ state: 'opened', source_branch: head, target_branch: base });
    for await (const request of rest.list(`${path}?${query}`)) {
        const number = numberAt(request, 'iid');
        if (number === null)
            continue;
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
function withoutToken(tokenVariable) {
    return new errors/* OfflineGenError */.iw('platform', `No merge request: the variable ${tokenVariable} is not set`, {
        hint: 'Put a project access token with the scopes api and write_repository there.',
    });
}

;// CONCATENATED MODULE: ./lib/platform/detect.js






/**
 * Reads the CI and the event from the environment; null outside of both. GitLab is known by the variables we need
 * rather than by `GITLAB_CI`, which stand-ins for its runner do not set.
 * Throws `OfflineGenError('platform')` when GitHub's event file can't be read.
 */
async function readSurroundings(env) {
    if (env['GITHUB_ACTIONS'] === 'true') {
        const payload = await readPayload(env['GITHUB_EVENT_PATH']);
        return { service: 'github', event: readGitHubEvent(env, payload), payload };
    }
    if (env['CI_API_V4_URL'] && env['CI_PROJECT_ID']) {
        return { service: 'gitlab', event: readGitLabEvent(env), payload: undefined };
    }
    return null;
}
function connect(surroundings, options) {
    return surroundings.service === 'github'
        ? createGitHub({ ...options, event: surroundings.event, payload: surroundings.payload })
        : createGitLab({ ...options, event: surroundings.event });
}
async function readPayload(path) {
    if (path === undefined)
        return undefined;
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (cause) {
        throw new errors/* OfflineGenError */.iw('platform', 'The event file in GITHUB_EVENT_PATH is missing or not JSON', {
            cause,
        });
    }
}

// EXTERNAL MODULE: ./lib/model/glob.js
var glob = __webpack_require__(3523);
;// CONCATENATED MODULE: ./lib/platform/event.js


const COPYING = new Set(['run', 'mirror']);
/**
 * The table from event to command. A command that was named is taken as it is; `auto` lets the event decide.
 * Throws `OfflineGenError('refused')` for mirroring on a pull request, `OfflineGenError('usage')` when `auto` meets
 * an event that it has no rule for.
 */
function planFor(event, command, triggers, defaultBranch) {
    if (command !== 'auto')
        return planNamed(event, command);
    switch (event.kind) {
        case 'pull-request':
            return { kind: 'command', command: 'analyze', untrusted: true, runId: null, commitTo: null };
        case 'branch':
            return planBranch(event.branch, triggers, defaultBranch);
        case 'tag':
            return planTag(event.tag, event.release, triggers);
        case 'schedule':
            return nothing('The schedule keeps old runs in order; this version has no such upkeep yet.');
        case 'ignored':
            return nothing(event.reason);
        case 'other':
            throw new errors/* OfflineGenError */.iw('usage', `Mode auto has no rule for the event ${event.name}`, {
                hint: 'Choose a mode: analyze, mirror, generate, verify or run.',
            });
    }
}
/**
 * Refuses to mirror what nobody reviewed. The command line asks this too, before `run` and `mirror`.
 * Throws `OfflineGenError('refused')`.
 */
function assertMayMirror(event) {
    if (!isUntrusted(event))
        return;
    throw new errors/* OfflineGenError */.iw('refused', `Mirroring is refused on the event ${event.name}: nobody reviewed it yet`, {
        hint: 'Use mode analyze or auto here, and mirror on the push after the merge.',
    });
}
function planNamed(event, command) {
    if (COPYING.has(command))
        assertMayMirror(event);
    return { kind: 'command', command, untrusted: isUntrusted(event), runId: null, commitTo: null };
}
function planBranch(branch, triggers, defaultBranch) {
    const fallback = defaultBranch === null ? [] : [defaultBranch];
    const patterns = triggers.branches.length > 0 ? triggers.branches : fallback;
    if (patterns.some((pattern) => (0,glob/* matchesGlob */.k)(branch, pattern))) {
        return { kind: 'command', command: 'run', untrusted: false, runId: null, commitTo: branch };
    }
    return nothing(`${branch} is not a trigger branch (${patterns.join(', ') || 'none is known'}).`);
}
function planTag(tag, release, triggers) {
    if (release || triggers.tags.some((pattern) => (0,glob/* matchesGlob */.k)(tag, pattern))) {
        return { kind: 'command', command: 'run', untrusted: false, runId: tag, commitTo: null };
    }
    return nothing(`${tag} is not a trigger tag (${triggers.tags.join(', ') || 'none is configured'}).`);
}
function isUntrusted(event) {
    return event.kind === 'pull-request' || (event.kind === 'other' && event.untrusted);
}
function nothing(reason) {
    return { kind: 'nothing', reason };
}

;// CONCATENATED MODULE: ./lib/platform/own-commit.js

/** First line of every commit of ours; together with the trailer it marks one. */
const COMMIT_SUBJECT = 'Update the offline pipelines';
const SOURCE_TRAILER = 'Offline-Gen-Source';
/** Message of the commit with the files that were generated from the commit `source`. */
function commitMessage(source) {
    return `${COMMIT_SUBJECT}\n\n${SOURCE_TRAILER}: ${source}\n`;
}
/**
 * Whether a push that left HEAD needs nothing to be done: HEAD carries our message, or everything since `before`
 * touches nothing but generated files (our pull request, merged in any way). `generated` are paths of files and
 * directories relative to `dir`.
 */
async function isOwnPush(git, dir, generated, before) {
    const message = await git(['log', '-1', '--format=%B', 'HEAD'], { cwd: dir });
    // The trailer alone may also arrive in a squashed message, above changes that need a run.
    if (message.startsWith(`${COMMIT_SUBJECT}\n`) && message.includes(`\n${SOURCE_TRAILER}: `))
        return true;
    const files = await filesSince(git, dir, before);
    if (files.length === 0)
        return false;
    const prefix = await (0,checkout/* repositoryPrefix */.V)(git, dir);
    return files.every((file) => generated.some((path) => isInside(file, prefix + path)));
}
/** Files in which HEAD differs from `before`; none when that is not known, or not there in a shallow checkout. */
async function filesSince(git, dir, before) {
    if (before === null || !/^[0-9a-f]{40,64}$/.test(before))
        return [];
    try {
        const args = ['diff', '--name-only', '--no-renames', '-z', before, 'HEAD'];
        return (await git(args, { cwd: dir })).split('\0').filter((file) => file !== '');
    }
    catch {
        return [];
    }
}
function isInside(file, path) {
    const bare = path.replace(/\/+$/, '');
    return file === bare || file.startsWith(`${bare}/`);
}

;// CONCATENATED MODULE: ./lib/platform/platform.js
const OUTPUTS = (/* unused pure expression or super */ null && ([
    'report-path',
    'ready',
    'artifacts',
    'mirrored',
    'failed',
    'changed',
    'run-id',
    'comment-id',
    'commit-sha',
    'pull-request-url',
]));
const NO_SURFACE = {
    annotate: () => undefined,
    summary: () => Promise.resolve(),
    output: () => undefined,
};

// EXTERNAL MODULE: ./lib/commands/inputs.js
var inputs = __webpack_require__(2153);
;// CONCATENATED MODULE: ./lib/commands/job-inputs.js

/**
 * What a CI job says through variables when it calls `offline-gen auto`: `OFFLINE_GEN_` and the input's name in
 * upper case, e.g. `OFFLINE_GEN_FAIL_ON`. The command line wins over them. The component maps its inputs this way,
 * so that no input becomes part of a shell line.
 */
function withJobInputs(options, env) {
    const read = (name) => env[variableOf(name)] ?? '';
    const { options: job, settings } = (0,inputs/* parseInputs */.T)(read, options.dir);
    const merged = {
        ...options,
        dir: job.dir,
        command: job.command,
        pipelines: prefer(options.pipelines, job.pipelines),
        varsFiles: prefer(options.varsFiles, job.varsFiles),
        // Variables of the environment are among the options already; they must not hide the input.
        vars: [...job.vars, ...options.vars],
        config: options.config ?? job.config,
        store: options.store ?? job.store,
        s3Endpoint: options.s3Endpoint ?? job.s3Endpoint,
        s3PathStyle: options.s3PathStyle ?? job.s3PathStyle,
        out: options.out ?? job.out,
        runId: options.runId ?? job.runId,
        network: options.network && job.network,
        preview: options.preview || job.preview,
        format: options.format === 'text' ? job.format : options.format,
        output: options.output ?? job.output,
        failOn: options.failOn ?? job.failOn,
        dryRun: options.dryRun || job.dryRun,
        jobs: options.jobs ?? job.jobs,
        allowHosts: prefer(options.allowHosts, job.allowHosts),
    };
    const tokenVariable = env['OFFLINE_GEN_CREDENTIAL_VARIABLE'] || 'OFFLINE_GEN_TOKEN';
    const token = env[tokenVariable] || workflowToken(env);
    return { options: merged, settings: { ...settings, token, tokenVariable } };
}
/** Name of the variable that carries an input. */
function variableOf(name) {
    return `OFFLINE_GEN_${name.toUpperCase().replaceAll('-', '_')}`;
}
/** A `GITHUB_TOKEN` elsewhere is for reading from GitHub; it must not reach another service. */
function workflowToken(env) {
    return env['GITHUB_ACTIONS'] === 'true' ? env['GITHUB_TOKEN'] || null : null;
}
function prefer(said, fallback) {
    return said.length > 0 ? said : fallback;
}

// EXTERNAL MODULE: ./lib/commands/load.js
var commands_load = __webpack_require__(1072);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/model/finding.js
var finding = __webpack_require__(5268);
// EXTERNAL MODULE: ./lib/model/inventory.js
var inventory = __webpack_require__(1637);
// EXTERNAL MODULE: ./lib/model/visible.js
var visible = __webpack_require__(9951);
;// CONCATENATED MODULE: ./lib/platform/annotations.js



/** GitHub shows ten of each level per step and drops the rest without a word. */
const LIMIT = 10;
const LEVELS = {
    error: 'error',
    warning: 'warning',
    note: 'notice',
};
/**
 * The findings worth a place beside the code: at most ten of each level, in file order. When some have to be left
 * out, the last notice counts them.
 */
function annotationsFor(findings, filePrefix) {
    const sorted = [...findings].sort(finding/* compareFindings */.Eg);
    const of = (level) => sorted.filter((finding) => finding.level === level);
    const [errors, warnings, notes] = [of('error'), of('warning'), of('note')];
    const overflows = [errors, warnings, notes].some((list) => list.length > LIMIT);
    const kept = [
        ...errors.slice(0, LIMIT),
        ...warnings.slice(0, LIMIT),
        ...notes.slice(0, overflows ? LIMIT - 1 : LIMIT),
    ];
    const annotations = kept.map((finding) => annotate(finding, filePrefix));
    const rest = findings.length - kept.length;
    return rest === 0 ? annotations : [...annotations, countOf(rest)];
}
function annotate(finding, filePrefix) {
    return {
        level: LEVELS[finding.level],
        title: finding.rule,
        message: `${shown(finding.message)}\n${shown(finding.help)}`,
        file: filePrefix + finding.file,
        line: finding.line,
        column: finding.column,
    };
}
/** One line in which everything can be seen: logs show annotations too. */
function shown(text) {
    return (0,visible/* visible */.RK)((0,redact/* redactText */.R)(text));
}
function countOf(rest) {
    const message = `${rest} more ${rest === 1 ? 'finding is' : 'findings are'} in the job summary.`;
    return { level: 'notice', title: 'offline-gen', message, file: null, line: 1, column: 1 };
}

;// CONCATENATED MODULE: ./lib/platform/reported.js
/** Characters of the line: a third of what GitHub takes for a whole comment. */
const reported_LIMIT = 20_000;
const START = '<!-- offline-gen:reported ';
const END = ' -->';
const SCHEMA_VERSION = 1;
/**
 * One line for `parseReported`: an HTML comment that nothing in it can end. A line that would be too long is made
 * without versions, and `isShortened` says so.
 */
function renderReported({ head, versions }) {
    const line = lineOf(head, versions === null ? null : [...versions]);
    const isShortened = line.length > reported_LIMIT;
    return { line: isShortened ? lineOf(head, null) : line, isShortened };
}
function lineOf(head, versions) {
    const json = JSON.stringify({ schemaVersion: SCHEMA_VERSION, head, versions });
    return `${START}${escapeInJson(json)}${END}`;
}
/** What could end an HTML comment, or mean something to the hosting service, becomes an escape of its JSON text. */
function escapeInJson(json) {
    const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return json.replace(/--|[<>&@#]|[^\x20-\x7e]/g, (text) => text.split('').map(escapeUnit).join(''));
}
/**
 * Reads the first line of a comment; null when it is none that this version wrote. The comment comes from the network
 * and people can edit it, so every part is checked.
 */
function parseReported(comment) {
    const line = comment.split('\n', 1)[0]?.trimEnd() ?? '';
    if (!line.startsWith(START) || !line.endsWith(END) || line.length > reported_LIMIT)
        return null;
    return readReported(reported_parseJson(line.slice(START.length, -END.length)));
}
function readReported(value) {
    if (!reported_isRecord(value) || Object.keys(value).sort().join() !== 'head,schemaVersion,versions')
        return null;
    const { schemaVersion, head, versions } = value;
    if (schemaVersion !== SCHEMA_VERSION)
        return null;
    if (typeof head !== 'string' || !/^([0-9a-f]{40}|[0-9a-f]{64})?$/.test(head))
        return null;
    if (versions === null)
        return { head, versions };
    return Array.isArray(versions) && versions.every(isPair) ? { head, versions: new Map(versions) } : null;
}
function isPair(value) {
    return (Array.isArray(value) &&
        value.length === 2 &&
        value.every((text) => typeof text === 'string' && text !== ''));
}
function reported_isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function reported_parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/report/markdown.js + 5 modules
var markdown = __webpack_require__(808);
// EXTERNAL MODULE: ./lib/report/render.js + 5 modules
var render = __webpack_require__(577);
// EXTERNAL MODULE: ./lib/model/lock-file.js + 1 modules
var lock_file = __webpack_require__(4005);
;// CONCATENATED MODULE: ./lib/commands/base-lock.js



/**
 * The lock of the branch that a pull request goes to; undefined when a shallow checkout does not have that commit.
 * Throws what `parseLock` throws.
 */
async function readBaseLock(git, dir, pull) {
    const sha = pull.baseSha ?? '';
    if (!/^[0-9a-f]{40,64}$/.test(sha) || (await tryGit(git, dir, ['cat-file', '-e', sha])) === undefined) {
        return undefined;
    }
    const path = `${await (0,checkout/* repositoryPrefix */.V)(git, dir)}${model_lock/* LOCK_FILE */.FI}`;
    const text = await tryGit(git, dir, ['cat-file', 'blob', `${sha}:${path}`]);
    const lock = text === undefined ? null : (0,lock_file/* parseLock */.P)(text, model_lock/* LOCK_FILE */.FI);
    return { lock, lockOrigin: `${pull.baseBranch} at ${sha.slice(0, 7)}` };
}
async function tryGit(git, dir, args) {
    try {
        return await git(args, { cwd: dir });
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./lib/platform/push-refusal.js

/** GitHub: GH006 protected branch, GH013 repository rule. GitLab: "protected branch", "pre-receive hook declined". */
const PROTECTED = /GH006|GH013|protected branch|hook declined|repository rule/i;
const FORBIDDEN = /\b40[13]\b|not allowed|denied|authentication failed|could not read username/i;
const TWO_WAYS = 'Either set `commit.mode: pull-request`, or give this job a token that may bypass the protection';
/** Says in one line why a push did not work and what to do. */
function refusedPush(error, branch, target) {
    const words = `${error.message} ${(0,errors/* messageOf */.bD)(error.cause ?? '')}`;
    if (PROTECTED.test(words)) {
        return new errors/* OfflineGenError */.iw('platform', `${branch} is protected and did not take the commit`, {
            hint: `${TWO_WAYS}.`,
            cause: error,
        });
    }
    if (FORBIDDEN.test(words)) {
        const message = `No permission to push to ${branch}: ${error.message}`;
        return new errors/* OfflineGenError */.iw('platform', message, { hint: target.permissionHint, cause: error });
    }
    return new errors/* OfflineGenError */.iw('platform', `${branch} did not take the commit: ${error.message}`, {
        hint: `If it is protected: ${TWO_WAYS[0]?.toLowerCase()}${TWO_WAYS.slice(1)}. Else: ${target.permissionHint}`,
        cause: error,
    });
}

;// CONCATENATED MODULE: ./lib/platform/commit.js






/**
 * Commits the files on top of `branch` and pushes. When somebody else pushed meanwhile, the commit is made again on
 * top of that, once: generated files of older commits are replaced, those of newer ones are not. The checkout, its
 * index and its branches stay as they are.
 * Throws `OfflineGenError('platform')` when the branch does not take the commit.
 */
async function commitToBranch(request, branch) {
    const head = await revision(request, 'HEAD');
    const first = await makeCommit(request, head, head);
    if (first === null)
        return { kind: 'unchanged' };
    const refused = await tryPush(request, `${first}:refs/heads/${branch}`, request.target.pushOptions);
    if (refused === null)
        return { kind: 'pushed', sha: first };
    const tip = await remoteTip(request, branch);
    if (tip === null || tip === head)
        throw refusedPush(refused, branch, request.target);
    await fetchBranch(request, branch);
    if (await isOvertaken(request, head, tip))
        return { kind: 'overtaken' };
    const second = await makeCommit(request, tip, head);
    if (second === null)
        return { kind: 'unchanged' };
    const again = await tryPush(request, `${second}:refs/heads/${branch}`, request.target.pushOptions);
    if (again !== null)
        throw refusedPush(again, branch, request.target);
    return { kind: 'pushed', sha: second };
}
/**
 * Puts the files into a commit on top of the checkout and makes `branch`, which is ours, point to it. The same
 * files from the same source are the same commit: nothing is pushed then.
 */
async function commitToOwnBranch(request, branch) {
    const head = await revision(request, 'HEAD');
    const commit = await makeCommit(request, head, head);
    if (commit === null)
        return { kind: 'unchanged' };
    if ((await remoteTip(request, branch)) === commit)
        return { kind: 'pushed', sha: commit };
    const refused = await tryPush(request, `+${commit}:refs/heads/${branch}`, []);
    if (refused !== null)
        throw refusedPush(refused, branch, request.target);
    return { kind: 'pushed', sha: commit };
}
/**
 * A commit of the parent's tree with our files in it; null when that is the parent's tree. It uses an index of its
 * own and the date of the source commit, so that doing it again gives the same commit.
 */
async function makeCommit(request, parent, source) {
    const temp = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'offline-gen-index-'));
    const env = { GIT_INDEX_FILE: (0,external_node_path_.join)(temp, 'index') };
    try {
        await run(request, ['read-tree', parent], env);
        await run(request, ['update-index', '--add', '--remove', '--replace', '--', ...request.files], env);
        const tree = await run(request, ['write-tree'], env);
        if (tree === (await revision(request, `${parent}^{tree}`)))
            return null;
        const date = await run(request, ['log', '-1', '--format=%cI', source]);
        const args = ['commit-tree', tree, '-p', parent, '-m', commitMessage(source)];
        return await run(request, args, identity(request.target, date));
    }
    finally {
        await (0,promises_.rm)(temp, { recursive: true, force: true });
    }
}
/** Null when it worked, else what git said. */
async function tryPush(request, refspec, options) {
    const flags = options.map((option) => `--push-option=${option}`);
    try {
        await run(request, ['push', '--quiet', ...flags, request.target.url, refspec]);
        return null;
    }
    catch (error) {
        if (error instanceof errors/* OfflineGenError */.iw && error.code === 'git')
            return error;
        throw error;
    }
}
async function remoteTip(request, branch) {
    const output = await reach(request, branch, ['ls-remote', request.target.url, `refs/heads/${branch}`]);
    return output.split(/\s/, 1)[0] || null;
}
/** Without a depth: that would cut the history of a complete checkout. */
async function fetchBranch(request, branch) {
    const args = ['fetch', '--quiet', '--no-tags', request.target.url, `refs/heads/${branch}`];
    await reach(request, branch, args);
}
async function reach(request, branch, args) {
    try {
        return await run(request, args);
    }
    catch (error) {
        if (!(error instanceof errors/* OfflineGenError */.iw) || error.code !== 'git')
            throw error;
        throw refusedPush(error, branch, request.target);
    }
}
/** Whether `tip` does not build on `head`, or a run of a commit after `head` has committed its files already. */
async function isOvertaken(request, head, tip) {
    const isBehind = (await run(request, ['rev-list', '--max-count=1', `${tip}..${head}`])) === '';
    if (!isBehind)
        return true;
    const sources = `%(trailers:key=${SOURCE_TRAILER},valueonly,separator=%x20)`;
    const log = await run(request, ['log', `--format=%H ${sources}`, `${head}..${tip}`]);
    const commits = log.split('\n').map((line) => line.split(' '));
    const newer = new Set(commits.map(([commit]) => commit));
    return commits.some(([, ...origins]) => origins.some((origin) => newer.has(origin)));
}
function revision(request, name) {
    return run(request, ['rev-parse', '--verify', '--end-of-options', name]);
}
async function run({ git, dir, target, signal }, args, env = {}) {
    return (await git(args, { cwd: dir, env, ...authorization(target), signal })).trim();
}
/** The empty value drops a header that the CI's checkout step left in the repository's configuration. */
function authorization({ url, header }) {
    if (header === null)
        return {};
    const { origin } = new URL(url);
    return { config: [{ name: `http.${origin}/.extraHeader`, value: '' }], headers: [{ origin, header }] };
}
function identity({ author }, date) {
    return {
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_DATE: date,
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_COMMITTER_NAME: author.name,
        GIT_COMMITTER_EMAIL: author.email,
    };
}

;// CONCATENATED MODULE: ./lib/commands/commit-back.js



/** Characters of a pull request's text that are not the report. */
const INTRODUCTION = 1000;
/**
 * Brings the generated files into the repository, as `commit.mode` says. Nothing is committed from a run that did
 * not succeed: its offline pipeline would not work. Throws `OfflineGenError('platform')`.
 */
async function commitBack(report, exitCode, context) {
    const { io, plan, commitMode, options } = context;
    const files = report.run?.files ?? [];
    if (plan.commitTo === null) {
        return io.log.info('The generated files are in the folder of this run in the blobstore; no branch gets them.');
    }
    if (exitCode !== 0)
        return io.log.warn('Nothing is committed: the run did not succeed.');
    if (commitMode === 'none' || options.dryRun)
        return io.log.info('Nothing is committed, as asked.');
    if (files.length === 0)
        return io.log.info('Nothing to commit: nothing was generated.');
    if (commitMode === 'pull-request')
        return commitByPullRequest(report, files, plan.commitTo, context);
    const outcome = await commitToBranch(requestFor(files, context), plan.commitTo);
    announce(outcome, plan.commitTo, context);
}
async function commitByPullRequest(report, files, base, context) {
    const { platform, surface, io } = context;
    const head = `offline-gen/${base}`;
    const outcome = await commitToOwnBranch(requestFor(files, context), head);
    announce(outcome, head, context);
    if (outcome.kind === 'unchanged')
        return;
    const budget = platform.commentBudget - INTRODUCTION;
    const body = `Generated by offline-gen for \`${base}\`.\n\n${(0,markdown/* renderMarkdown */.G)(report, { budget })}`;
    const url = await platform.openPullRequest({ head, base, title: COMMIT_SUBJECT, body });
    surface.output('pull-request-url', url);
    io.log.info(`Pull request: ${url}`);
}
function requestFor(files, { git, options, platform, io }) {
    return { git, dir: options.dir, files, target: platform.pushTarget, signal: io.signal };
}
function announce(outcome, branch, { io, surface }) {
    if (outcome.kind === 'unchanged') {
        io.log.info('Nothing to commit: the generated files are the same.');
        return;
    }
    if (outcome.kind === 'overtaken') {
        io.log.info(`Nothing to commit: ${branch} has moved on, and the run of its newer commit goes ahead.`);
        return;
    }
    surface.output('changed', 'true');
    surface.output('commit-sha', outcome.sha);
    io.log.info(`${branch} has the generated files: ${outcome.sha}`);
}

// EXTERNAL MODULE: ./lib/model/rules.js
var rules = __webpack_require__(4458);
;// CONCATENATED MODULE: ./lib/commands/moved-since-report.js



/** What the comment on a pull request keeps of its report, for the run after the merge. */
function reportedIn(report, head) {
    const versions = report.inventory.artifacts
        .filter((artifact) => !isOwnRepository(artifact))
        .map(({ id, resolved }) => [id, resolved?.version ?? ''])
        .filter(([, version]) => version !== '');
    return { head, versions: new Map(versions) };
}
/** A merge always moves the branch that it goes to. */
function isOwnRepository({ request }) {
    return request?.kind === 'git' && request.ownRepository;
}
/**
 * What a run took in another version than the merged pull request had reported. Nobody has to be able to read that
 * comment: then there is nothing to say.
 */
async function movedSinceReport(report, key, { platform, settings, io }) {
    if (platform.event.kind !== 'branch' || report.run === null || !settings.comment)
        return [];
    try {
        const merged = await platform.mergedReport(key);
        const reported = merged === null ? null : parseReported(merged.text);
        if (merged === null || reported === null)
            return [];
        if (reported.versions !== null)
            return compare(report, reported.versions, merged.pullRequest);
        io.log.info(`The report on ${merged.pullRequest} was too long to keep versions: moves are not told.`);
    }
    catch (error) {
        if (io.signal.aborted)
            throw error;
        io.log.info(`Not compared with the report on the pull request: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    return [];
}
function compare(report, versions, pullRequest) {
    const taken = new Map(report.run?.artifacts.map(({ id, entry }) => [id, entry?.version]));
    return report.inventory.artifacts.flatMap(({ id, locator, references }) => {
        const [before, now, reference] = [versions.get(id), taken.get(id), references[0]];
        if (before === undefined || now === undefined || reference === undefined || before === now)
            return [];
        const message = `${locator} moved from ${before} (reported on ${pullRequest}) to ${now}`;
        return [(0,rules/* finding */.g)('version-moved', message, reference, { help: 'This run took the new version.' })];
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/report/code-quality.js


const SEVERITIES = {
    error: 'major',
    warning: 'minor',
    note: 'info',
};
/**
 * The findings as GitLab shows them on a merge request. `filePrefix` leads from the repository's root to the
 * pipeline repository: GitLab wants paths from the root, without `./`.
 */
function renderCodeQuality(findings, filePrefix = '') {
    const seen = new Map();
    const issues = [...findings].sort(finding/* compareFindings */.Eg).map((finding) => {
        const path = filePrefix + finding.file;
        const identity = JSON.stringify([finding.rule, path, finding.message]);
        const ordinal = seen.get(identity) ?? 0;
        seen.set(identity, ordinal + 1);
        return {
            description: describe(finding),
            check_name: finding.rule,
            fingerprint: fingerprintOf(identity, ordinal),
            severity: SEVERITIES[finding.level],
            location: { path, lines: { begin: finding.line } },
        };
    });
    return `${JSON.stringify(issues, null, 2)}\n`;
}
/**
 * GitLab merges entries with one fingerprint, and calls one new when its fingerprint is. The line is not part of
 * it, or every edit further up would report everything below as new.
 */
function fingerprintOf(identity, ordinal) {
    return (0,external_node_crypto_.createHash)('sha256').update(`${identity}#${ordinal}`).digest('hex');
}
function describe(finding) {
    return `${finding.message.replace(/[.\s]+$/, '')}. ${finding.help}`;
}

// EXTERNAL MODULE: ./lib/commands/files.js
var files = __webpack_require__(2893);
;// CONCATENATED MODULE: ./lib/commands/report-files.js







/** Characters of a job summary: GitHub takes 1 MiB, and no character has more than four bytes. */
const SUMMARY_BUDGET = 250_000;
/**
 * Writes the report where the CI takes files from, and into the file of `output`. A link that lies in the checkout
 * under one of these names is not followed. Throws `OfflineGenError('config')` for one that leads outside.
 */
async function writeReports(report, prefix, context) {
    const { options, io, platform, surface } = context;
    const root = (0,external_node_path_.resolve)(options.dir, prefix.replace(/[^/]+/g, '..'));
    // GitLab takes artifacts from the checkout; on GitHub nothing needs to lie between the repository's files.
    const directory = platform.name === 'GitLab' ? root : (io.env['RUNNER_TEMP'] ?? root);
    await (0,files/* writeTextFile */.Tl)(directory, 'offline-gen-report.json', (0,render.render)('json', report));
    surface.output('report-path', (0,external_node_path_.join)(directory, 'offline-gen-report.json'));
    if (platform.name === 'GitLab') {
        const quality = renderCodeQuality(report.inventory.findings, prefix);
        await (0,files/* writeTextFile */.Tl)(root, 'offline-gen-report.md', (0,markdown/* renderMarkdown */.G)(report, { budget: SUMMARY_BUDGET }));
        await (0,files/* writeTextFile */.Tl)(root, 'gl-code-quality-report.json', quality);
    }
    if (options.output !== null)
        await writeOutput(root, (0,external_node_path_.resolve)(options.dir, options.output), context, report);
}
async function writeOutput(root, path, { options }, report) {
    const text = (0,render.render)(options.format, report);
    if ((0,inside/* isWithin */.U)(root, path)) {
        await (0,files/* writeTextFile */.Tl)(root, (0,external_node_path_.relative)(root, path), text);
        return;
    }
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.writeFile)(path, text);
}

;// CONCATENATED MODULE: ./lib/commands/publish.js













/**
 * Shows a result everywhere: log, files, job summary, annotations, outputs, the comment, and the commit with the
 * generated files. What needs no permission comes first. Returns the exit code.
 */
async function publish(result, context) {
    const { platform, io, surface } = context;
    const prefix = await (0,checkout/* repositoryPrefix */.V)(context.git, context.options.dir).catch(() => '');
    const report = await complete(result.report, prefix, context);
    io.stdout((0,render.render)('text', report));
    await writeReports(report, prefix, context);
    surface.annotate(annotationsFor(report.inventory.findings, prefix));
    await surface.summary((0,markdown/* renderMarkdown */.G)(report, { budget: SUMMARY_BUDGET }));
    setReportOutputs(report, surface);
    if (platform.event.kind === 'pull-request')
        await postComment(report, prefix, context);
    if (context.plan.command === 'run')
        await commitBack(report, result.exitCode, context);
    return result.exitCode;
}
/**
 * Adds what only the CI knows: links, the job, on a pull request the lock of the base branch, and after its merge what
 * moved since then.
 */
async function complete(report, prefix, context) {
    const { git, options, platform } = context;
    const { event, runUrl } = platform;
    const base = event.kind === 'pull-request' ? await readBaseLock(git, options.dir, event.pullRequest) : undefined;
    const linkTo = (file, line) => file !== '' && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(options.dir, file)) ? platform.linkTo(prefix + file, line) : null;
    const moved = await movedSinceReport(report, commentKey(prefix, context), context);
    const findings = [...report.inventory.findings, ...moved].sort(finding/* compareFindings */.Eg);
    const inventory = { ...report.inventory, findings };
    return { ...report, inventory, ...base, ...(runUrl === null ? {} : { runUrl }), linkTo };
}
function setReportOutputs(report, surface) {
    const { mirror, unresolved, unsupported, ready } = (0,inventory/* summarize */.e)(report.inventory);
    const count = (outcome) => (report.run?.artifacts ?? []).filter((artifact) => artifact.outcome === outcome).length;
    surface.output('ready', String(ready));
    surface.output('artifacts', String(mirror + unresolved + unsupported));
    surface.output('mirrored', String(count('mirrored')));
    surface.output('failed', String(count('failed')));
    surface.output('changed', String(report.run?.lockChanged === true));
    surface.output('run-id', report.run?.runId ?? '');
}
async function postComment(report, prefix, context) {
    const { options, settings, platform, io, surface } = context;
    if (!settings.comment || options.dryRun)
        return;
    const outcome = await platform.comment(commentKey(prefix, context), commentText(report, context));
    if (outcome.kind !== 'skipped') {
        surface.output('comment-id', outcome.id);
        io.log.info(`Comment ${outcome.id}: ${outcome.kind}`);
    }
    else if (outcome.usual) {
        io.log.info(outcome.reason);
    }
    else {
        io.log.warn(outcome.reason);
    }
}
/** One comment for each directory and configuration. */
function commentKey(prefix, { options }) {
    return `${prefix}${options.config ?? ''}` || 'default';
}
const SHORTENED = '<sub>So many artifacts: what moves before the merge will not be told after it.</sub>\n';
/** The report below a hidden line that remembers it. */
function commentText(report, { platform, io }) {
    const { event, commentBudget } = platform;
    const head = event.kind === 'pull-request' ? event.pullRequest.headSha : '';
    const { line, isShortened } = renderReported(reportedIn(report, head));
    if (isShortened)
        io.log.info('Too many artifacts to keep their versions in the comment.');
    const end = isShortened ? SHORTENED : '';
    return `${line}\n${(0,markdown/* renderMarkdown */.G)(report, { budget: commentBudget - line.length - end.length })}${end}`;
}

;// CONCATENATED MODULE: ./lib/commands/auto.js
















const JOB_HOST = { surface: NO_SURFACE, inputs: null, runCommand: commands_load.runCommand };
/**
 * Does what the CI's event asks for, and shows the result where the CI's users look. Returns the exit code.
 * Throws `OfflineGenError`: `refused` for mirroring on a pull request, `usage` outside of a CI.
 */
async function auto(options, io, host = JOB_HOST) {
    const inputs = host.inputs ?? withJobInputs(options, io.env);
    const surroundings = await readSurroundings(io.env);
    if (surroundings === null)
        throw outsideOfCi();
    const guard = (0,net_guard/* createGuard */.o)({ untrusted: false, allowHosts: [] });
    const http = (0,client/* createHttp */.V)({ guard, env: io.env, log: io.log });
    try {
        const { token, tokenVariable } = inputs.settings;
        const platform = connect(surroundings, { env: io.env, token, tokenVariable, http, signal: io.signal });
        return await perform(inputs, io, host, platform);
    }
    finally {
        await http.close();
    }
}
async function perform(inputs, io, host, platform) {
    const { options, settings } = inputs;
    await assertInWorkspace(options.dir, io.env);
    const git = (0,checkout/* checkoutGit */.b)((0,simple_git/* createGit */.l)(io.env));
    const config = await (0,load/* loadConfig */.Z9)(options.dir, options.config);
    const commitMode = settings.commitMode ?? config.commit.mode;
    const plan = await decide(platform, options, { ...config, commit: { mode: commitMode } }, git);
    if (plan.kind === 'nothing')
        return doNothing(plan.reason, io, host.surface);
    io.log.info(`${platform.name} event ${platform.event.name}: ${plan.command}`);
    const planned = {
        ...options,
        command: plan.command,
        untrusted: plan.untrusted,
        runId: options.runId ?? plan.runId,
        frozen: platform.event.kind === 'tag',
    };
    const result = await host.runCommand(plan.command, planned, io);
    return publish(result, {
        options: planned,
        settings,
        commitMode,
        plan,
        platform,
        git,
        io,
        surface: host.surface,
    });
}
/** A link of the repository must not make another directory of this machine the repository. */
async function assertInWorkspace(dir, env) {
    const workspace = env['GITHUB_WORKSPACE'] || env['CI_PROJECT_DIR'] || null;
    if (workspace === null || !(0,inside/* isWithin */.U)(workspace, dir))
        return;
    await (0,inside/* resolveInside */.L)(workspace, (0,external_node_path_.relative)(workspace, dir));
}
async function decide({ event, defaultBranch }, options, config, git) {
    const plan = planFor(event, options.command, config.triggers, defaultBranch);
    if (plan.kind === 'nothing' || plan.commitTo === null || config.commit.mode === 'none')
        return plan;
    // Whoever starts a run by hand wants one.
    if (event.kind !== 'branch' || !event.pushed)
        return plan;
    const generated = [options.out ?? config.out, model_lock/* LOCK_FILE */.FI];
    if (!(await isOwnPush(git, options.dir, generated, event.before)))
        return plan;
    return { kind: 'nothing', reason: 'This commit only updates the generated files.' };
}
async function doNothing(reason, io, surface) {
    io.log.info(`Nothing to do. ${reason}`);
    surface.output('changed', 'false');
    await surface.summary(`**offline-gen:** nothing to do. ${reason}\n`);
    return 0;
}
function outsideOfCi() {
    return new errors/* OfflineGenError */.iw('usage', 'auto takes the command from the event of a CI, and this is no CI job', {
        hint: 'Name a command: analyze, mirror, generate, verify or run.',
    });
}


/***/ }),

/***/ 2153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ parseInputs)
/* harmony export */ });
/* unused harmony export INPUTS */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3434);
/* harmony import */ var _model_finding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5268);
/* harmony import */ var _report_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5650);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6252);





/** Inputs of the action. Those that the command line has too carry the names of its long options. */
const INPUTS = (/* unused pure expression or super */ null && ([
    'mode',
    'working-directory',
    'pipeline',
    'vars-file',
    'var',
    'config',
    'store',
    's3-endpoint',
    's3-path-style',
    'out',
    'run-id',
    'no-network',
    'preview',
    'format',
    'output',
    'fail-on',
    'dry-run',
    'jobs',
    'allow-host',
    'comment',
    'commit-mode',
    'github-token',
]));
const COMMIT_MODES = ['push', 'pull-request', 'none'];
/**
 * Reads all inputs. Lists are separated by newlines or commas; `var` by newlines only, because values may hold
 * commas. `workspace` is what `working-directory` is relative to.
 * Throws `OfflineGenError('usage')` that names the input and the values it takes.
 */
function parseInputs(read, workspace) {
    const text = (name) => read(name).trim();
    const flag = (name) => parseBoolean(name, text(name));
    const options = {
        command: oneOf('mode', _options_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMANDS */ .L, text('mode')) ?? 'auto',
        dir: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, text('working-directory')),
        pipelines: splitList(text('pipeline'), /[\n,]/),
        varsFiles: splitList(text('vars-file'), /[\n,]/),
        vars: splitList(text('var'), /\n/).map(parseVar),
        config: text('config') || null,
        store: text('store') || null,
        s3Endpoint: text('s3-endpoint') || null,
        s3PathStyle: flag('s3-path-style'),
        out: text('out') || null,
        runId: text('run-id') || null,
        frozen: false,
        network: flag('no-network') !== true,
        preview: flag('preview') === true,
        format: oneOf('format', _report_report_js__WEBPACK_IMPORTED_MODULE_4__/* .FORMATS */ .h, text('format')) ?? 'text',
        output: text('output') || null,
        failOn: oneOf('fail-on', _model_finding_js__WEBPACK_IMPORTED_MODULE_2__/* .FAIL_ON */ .d$, text('fail-on')),
        dryRun: flag('dry-run') === true,
        jobs: parseCount('jobs', text('jobs')),
        quiet: false,
        verbose: false,
        color: null,
        allowHosts: splitList(text('allow-host'), /[\n,]/),
        untrusted: false,
    };
    const settings = {
        token: text('github-token') || null,
        tokenVariable: 'github-token',
        comment: flag('comment') !== false,
        commitMode: oneOf('commit-mode', COMMIT_MODES, text('commit-mode')),
    };
    return { options, settings };
}
function splitList(text, separator) {
    return text
        .split(separator)
        .map((item) => item.trim())
        .filter((item) => item !== '');
}
function oneOf(name, values, text) {
    if (text === '')
        return null;
    const found = values.find((value) => value === text);
    if (found === undefined)
        throw badInput(name, text, values.join(', '));
    return found;
}
function parseBoolean(name, text) {
    if (text === '')
        return null;
    if (/^true$/i.test(text))
        return true;
    if (/^false$/i.test(text))
        return false;
    throw badInput(name, text, 'true, false');
}
function parseCount(name, text) {
    if (text === '')
        return null;
    if (!/^[1-9]\d{0,2}$/.test(text))
        throw badInput(name, text, 'a whole number from 1 to 999');
    return Number(text);
}
function parseVar(line) {
    const at = line.indexOf('=');
    // The line is not shown: a value can be a secret.
    if (at < 1)
        throw new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('usage', 'Input var: a line is not NAME=VALUE');
    return { name: line.slice(0, at).trim(), value: line.slice(at + 1) };
}
function badInput(name, text, allowed) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .OfflineGenError */ .iw('usage', `Input ${name}: "${text}" is not possible`, {
        hint: `Use ${allowed}.`,
    });
}


/***/ }),

/***/ 1072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runCommand: () => (/* binding */ runCommand)
/* harmony export */ });
/** Each command is loaded when it is asked for: the bundle starts without the S3 and git clients. */
const LOADERS = {
    analyze: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(703), __webpack_require__.e(942)]).then(__webpack_require__.bind(__webpack_require__, 4942))).analyze,
    mirror: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98)]).then(__webpack_require__.bind(__webpack_require__, 6098))).mirror,
    generate: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(703), __webpack_require__.e(692)]).then(__webpack_require__.bind(__webpack_require__, 9311))).generate,
    verify: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98), __webpack_require__.e(684)]).then(__webpack_require__.bind(__webpack_require__, 8684))).verify,
    run: async () => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(347), __webpack_require__.e(577), __webpack_require__.e(703), __webpack_require__.e(98), __webpack_require__.e(547)]).then(__webpack_require__.bind(__webpack_require__, 2547))).run,
};
async function runCommand(command, options, io) {
    const run = await LOADERS[command]();
    return run(options, io);
}


/***/ })

};
