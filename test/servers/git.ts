import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file of a commit: its text, or what else it can be. Null deletes it. */
export type FileSpec =
  | string
  | null
  | { readonly text: string; readonly mode: '100644' | '100755' | '120000' }
  | { readonly commit: string };

export interface CommitSpec {
  /** Default `main`. */
  readonly branch?: string;
  /** Default `change`. */
  readonly message?: string;
  /** Changed against the branch as it was. */
  readonly files?: Readonly<Record<string, FileSpec>>;
  /** Branch or commit a new branch starts from. */
  readonly from?: string;
  /** Seconds since 1970; default: one minute after the last commit that was added to the repository. */
  readonly date?: number;
  /** `Name <address>`; default `Ada <ada@example.com>`. */
  readonly author?: string;
  /** Default: the author. */
  readonly committer?: string;
  /** An annotated tag; `tag` is a plain one. */
  readonly annotatedTag?: string;
  readonly tag?: string;
}

export interface GitServer {
  /** `http://127.0.0.1:<port>`; a repository is `<url>/<name>`. */
  readonly url: string;
  /** Directory of the bare repositories. */
  readonly root: string;
  /** `METHOD /path?query` of every request, in order. */
  readonly requests: readonly string[];
  /** Headers of every request, in the same order. */
  readonly headers: readonly IncomingMessage['headers'][];
  /** Adds commits to a repository, which is made first if need be. Returns the commits' ids. */
  readonly addRepository: (name: string, ...commits: readonly CommitSpec[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface GitServerOptions {
  /** `user:password` that every request has to bring. */
  readonly login?: string;
  /** Behave like a server before git 2.18: no protocol 2, no single commits, no partial clones. */
  readonly old?: boolean;
  /** Answers a request itself when it returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** 2020-01-01T00:00:00Z; all dates count from here. */
export const FIRST_DATE = 1_577_836_800;

/** git's own smart HTTP (`git http-backend`) behind `node:http`, on a free port of 127.0.0.1. */
export async function startGitServer(options: GitServerOptions = {}): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'git-server-'));
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    if (options.intercept?.(request, response) === true) return;
    if (!isAllowed(request, options.login)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    serve(root, request, response, options.old === true);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const counts = new Map<string, number>();
  return {
    url: `http://127.0.0.1:${port}`,
    root,
    requests,
    headers,
    addRepository: (name, ...commits) => {
      const before = counts.get(name) ?? 0;
      counts.set(name, before + commits.length);
      return addCommits(join(root, name), commits, before);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await rm(root, { recursive: true, force: true });
    },
  };
}

function isAllowed(request: IncomingMessage, login: string | undefined): boolean {
  if (login === undefined) return true;
  return request.headers.authorization === `Basic ${Buffer.from(login).toString('base64')}`;
}

const SERVER_SETTINGS: readonly (readonly [string, string])[] = [
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
];

/** One CGI call (RFC 3875): the request in variables and on stdin, the answer with its headers on stdout. */
function serve(root: string, request: IncomingMessage, response: ServerResponse, old: boolean): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...plainEnvironment(old ? [] : SERVER_SETTINGS),
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: old ? '' : String(request.headers['git-protocol'] ?? ''),
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  let head = Buffer.alloc(0);
  const onHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    child.stdout.off('data', onHead);
    writeHead(response, head.toString('latin1', 0, end));
    response.write(head.subarray(end + 4));
    child.stdout.pipe(response);
  };
  child.stdout.on('data', onHead);
  child.on('close', () => response.end());
}

function writeHead(response: ServerResponse, head: string): void {
  const fields = head.split('\r\n').map((line) => line.split(/:\s*/, 2) as [string, string]);
  const status = fields.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200';
  response.statusCode = Number.parseInt(status, 10);
  for (const [name, value] of fields) if (name.toLowerCase() !== 'status') response.setHeader(name, value);
}

/** Runs git for a test: no configuration but `settings`, fixed dates, no prompts. Returns stdout. */
export function git(cwd: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...plainEnvironment([['protocol.file.allow', 'always']]), ...fixedIdentity() };
    const child = spawn('git', args, { cwd, env });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString());
      else reject(new Error(`git ${args.join(' ')}: exit ${code}: ${Buffer.concat(err).toString()}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function plainEnvironment(
  settings: readonly (readonly [string, string])[],
): Record<string, string | undefined> {
  const pairs = settings.flatMap(([name, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, name],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    PATH: process.env['PATH'],
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(pairs),
  };
}

function fixedIdentity(): Record<string, string> {
  const date = `${FIRST_DATE} +0000`;
  return {
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.com',
    GIT_COMMITTER_DATE: date,
  };
}

async function addCommits(
  directory: string,
  commits: readonly CommitSpec[],
  before: number,
): Promise<readonly string[]> {
  await mkdir(directory, { recursive: true });
  await git(directory, ['init', '--quiet', '--bare', '--initial-branch=main']);
  const refs = await git(directory, ['for-each-ref', '--format=%(refname)', 'refs/heads']);
  const onDisk = new Set(refs.split('\n'));
  const script = commits.map((commit, index) => {
    const ref = `refs/heads/${commit.branch ?? 'main'}`;
    const start = commit.from === undefined ? (onDisk.has(ref) ? `${ref}^0` : null) : startOf(commit.from);
    // fast-import goes on by itself with a branch it has written to.
    onDisk.delete(ref);
    return renderCommit({ date: FIRST_DATE + (before + index) * 60, ...commit }, index + 1, ref, start);
  });
  await git(directory, ['fast-import', '--quiet', '--force', '--export-marks=test-marks'], script.join(''));
  const marks = await readFile(join(directory, 'test-marks'), 'utf8');
  const ids = new Map(marks.split('\n').map((line) => [line.split(' ')[0], line.split(' ')[1] ?? '']));
  return commits.map((_, index) => ids.get(`:${index + 1}`) ?? '');
}

function startOf(from: string): string {
  return /^[0-9a-f]{40}$/.test(from) ? from : `refs/heads/${from}`;
}

/** One commit in the language of git-fast-import(1). */
function renderCommit(spec: CommitSpec, mark: number, ref: string, start: string | null): string {
  const author = spec.author ?? 'Ada <ada@example.com>';
  const by = `${spec.committer ?? author} ${spec.date} +0000\n`;
  const { tag, annotatedTag } = spec;
  return [
    `commit ${ref}\nmark :${mark}\nauthor ${author} ${spec.date} +0000\ncommitter ${by}`,
    data(spec.message ?? 'change\n'),
    start === null ? '' : `from ${start}\n`,
    ...Object.entries(spec.files ?? {}).map(([path, file]) => renderFile(path, file)),
    '\n',
    tag === undefined ? '' : `reset refs/tags/${tag}\nfrom :${mark}\n\n`,
    annotatedTag === undefined ? '' : `tag ${annotatedTag}\nfrom :${mark}\ntagger ${by}${data('a tag\n')}`,
  ].join('');
}

function renderFile(path: string, file: FileSpec): string {
  if (file === null) return `D ${path}\n`;
  if (typeof file === 'string') return `M 100644 inline ${path}\n${data(file)}`;
  if ('commit' in file) return `M 160000 ${file.commit} ${path}\n`;
  return `M ${file.mode} inline ${path}\n${data(file.text)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
