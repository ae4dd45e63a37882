import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** A file as it is served. A text or bytes alone get a strong ETag and a fixed Last-Modified. */
export interface ServedFile {
  /** For large files: `open` makes the bytes from `start` on, nothing is held. */
  readonly body: string | Buffer | { readonly size: number; readonly open: (start: number) => Readable };
  /** With quotes, and `W/` for a weak one; null: none. Default: from the content. */
  readonly etag?: string | null;
  /** HTTP date; null: none. */
  readonly lastModified?: string | null;
  /** Further headers; they win. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answer with this status instead of 200. */
  readonly status?: number;
}

/** What goes wrong; change it at any time. */
export interface FileFaults {
  /** Body bytes after which the connection of the next GETs is cut, one number for each. */
  cuts: number[];
  /** Status that HEAD is answered with instead. */
  headStatus: number | null;
  /** Serve whole files whatever range is asked for. */
  ignoreRanges: boolean;
  /** Send bodies without Content-Length. */
  chunked: boolean;
  /** Called before each answer, e.g. to change a file between two requests. */
  before: ((request: RecordedRequest) => void) | null;
}

export interface RecordedRequest {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface FileServer {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  /** By path with leading slash, without query; change it at any time. */
  readonly files: Map<string, ServedFile | string | Buffer>;
  readonly requests: RecordedRequest[];
  readonly faults: FileFaults;
  readonly close: () => Promise<void>;
}

export interface FileServerOptions {
  readonly files?: Readonly<Record<string, ServedFile | string | Buffer>>;
  /** Ask everyone for this login. */
  readonly auth?: { readonly username: string; readonly password: string };
}

const LAST_MODIFIED = 'Wed, 01 Jan 2025 10:00:00 GMT';

/** A web server on a free loopback port with HEAD, ETag, Last-Modified, Range, If-Range and If-Match. */
export async function startFileServer(options: FileServerOptions = {}): Promise<FileServer> {
  const files = new Map(Object.entries(options.files ?? {}));
  const requests: RecordedRequest[] = [];
  const faults: FileFaults = {
    cuts: [],
    headStatus: null,
    ignoreRanges: false,
    chunked: false,
    before: null,
  };
  const server = createServer((request, response) => {
    const recorded = { method: request.method ?? '', path: request.url ?? '', headers: request.headers };
    requests.push(recorded);
    faults.before?.(recorded);
    if (!isWelcome(request, options)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="files"' }).end();
    } else if (request.method === 'HEAD' && faults.headStatus !== null) {
      response.writeHead(faults.headStatus).end();
    } else {
      const file = files.get(recorded.path.split('?', 1)[0] ?? '');
      if (file === undefined) response.writeHead(404).end('not found');
      else answer(request, response, normalize(file), faults);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    files,
    requests,
    faults,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Content {
  readonly size: number;
  readonly open: (start: number, end: number) => Readable;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

function normalize(file: ServedFile | string | Buffer): Content {
  const served: ServedFile = typeof file === 'string' || Buffer.isBuffer(file) ? { body: file } : file;
  const { body, lastModified = LAST_MODIFIED, headers = {}, status = 200 } = served;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) {
    return { etag: null, ...served, lastModified, headers, status, size: body.size, open: body.open };
  }
  const bytes = Buffer.from(body);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const open = (start: number, end: number) => Readable.from([bytes.subarray(start, end)]);
  return {
    etag: `"${digest.slice(0, 16)}"`,
    ...served,
    lastModified,
    headers,
    status,
    size: bytes.length,
    open,
  };
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  content: Content,
  faults: FileFaults,
): void {
  const expected = request.headers['if-match'];
  if (expected !== undefined && expected !== content.etag) {
    response.writeHead(412).end();
    return;
  }
  const start = faults.ignoreRanges ? null : rangeStart(request, content);
  if (start !== null && start >= content.size) {
    response.writeHead(416, { 'content-range': `bytes */${content.size}` }).end();
    return;
  }
  const from = start ?? 0;
  const end = start === null ? content.size : rangeEnd(request, content.size);
  response.writeHead(start === null ? content.status : 206, {
    ...(faults.chunked ? {} : { 'content-length': String(end - from) }),
    ...(content.etag === null ? {} : { etag: content.etag }),
    ...(content.lastModified === null ? {} : { 'last-modified': content.lastModified }),
    ...(start === null ? {} : { 'content-range': `bytes ${from}-${end - 1}/${content.size}` }),
    ...content.headers,
  });
  if (request.method === 'HEAD') response.end();
  else void sendBody(response, content.open(from, end), faults.cuts.shift() ?? Number.POSITIVE_INFINITY);
}

async function sendBody(response: ServerResponse, body: Readable, cutAfter: number): Promise<void> {
  const closed = once(response, 'close');
  let left = cutAfter;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk).subarray(0, left);
    left -= bytes.length;
    await Promise.race([new Promise<void>((done) => response.write(bytes, () => done())), closed]);
    if (left <= 0) response.destroy();
    if (response.destroyed) return;
  }
  if (cutAfter === Number.POSITIVE_INFINITY) response.end();
  else response.destroy();
}

/** First byte asked for; null: everything (no range, or `If-Range` names another state). */
function rangeStart(request: IncomingMessage, content: Content): number | null {
  const match = /^bytes=(\d+)-\d*$/.exec(request.headers.range ?? '');
  const condition = request.headers['if-range'];
  if (match === null) return null;
  if (condition !== undefined && condition !== content.etag && condition !== content.lastModified)
    return null;
  return Number(match[1]);
}

function rangeEnd(request: IncomingMessage, size: number): number {
  const last = /^bytes=\d+-(\d+)$/.exec(request.headers.range ?? '')?.[1];
  return last === undefined ? size : Math.min(size, Number(last) + 1);
}

function isWelcome(request: IncomingMessage, { auth }: FileServerOptions): boolean {
  if (auth === undefined) return true;
  const login = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
  return request.headers.authorization === `Basic ${login}`;
}
