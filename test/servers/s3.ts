import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface S3ServerOptions {
  readonly bucket?: string;
  readonly accessKey?: string;
  readonly region?: string;
  /** Keys per page of a listing; default 1000. */
  readonly pageSize?: number;
  /** Called before a request is served; what it returns is answered instead. */
  readonly fault?: (request: S3Request) => S3Fault | undefined | Promise<S3Fault | undefined>;
}

export interface S3Request {
  readonly method: string;
  /** Empty for requests about the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** An error answer, or `cut`: the connection ends without one. */
export type S3Fault = { readonly status: number; readonly code: string; readonly extra?: string } | 'cut';

export interface S3Upload {
  readonly key: string;
  readonly parts: Map<number, Buffer>;
}

export interface S3Server {
  readonly url: string;
  readonly bucket: string;
  readonly objects: Map<string, Buffer>;
  /** Unfinished multipart uploads by their id. */
  readonly uploads: Map<string, S3Upload>;
  /** `PUT key?partNumber=1` without the upload ids, in the order of arrival. */
  readonly requests: readonly string[];
  /** Content-Type of each object. */
  readonly contentTypes: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

interface State {
  readonly bucket: string;
  readonly pageSize: number;
  readonly objects: Map<string, Buffer>;
  readonly uploads: Map<string, S3Upload>;
  readonly contentTypes: Map<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
}

/** An S3 server with path-style addresses on a free loopback port; it keeps objects in memory. */
export async function startS3Server(options: S3ServerOptions = {}): Promise<S3Server> {
  const {
    bucket = 'test-bucket',
    accessKey = 'test-access',
    region = 'us-east-1',
    pageSize = 1000,
  } = options;
  const state: State = { bucket, pageSize, objects: new Map(), uploads: new Map(), contentTypes: new Map() };
  const requests: string[] = [];
  const serve = async (message: IncomingMessage, response: ServerResponse) => {
    const { bucketName, request } = parse(message);
    requests.push(nameOf(request));
    const fault = await options.fault?.(request);
    if (fault === 'cut') return void message.socket.destroy();
    const body = await buffer(message);
    const answer =
      (fault && failure(fault.status, fault.code, fault.extra)) ??
      checkLogin(request, accessKey, region) ??
      (bucketName === bucket ? route(state, request, body) : failure(404, 'NoSuchBucket'));
    send(response, request, answer);
  };
  const server = createServer((message, response) => {
    serve(message, response).catch(() => message.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${address.port}`, requests, close, ...state };
}

function parse(message: IncomingMessage): { bucketName: string; request: S3Request } {
  const url = new URL(message.url ?? '/', 'http://s3.test');
  const [, bucketName = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const { headers, method = 'GET' } = message;
  return { bucketName, request: { method, key: rest.join('/'), query: url.searchParams, headers } };
}

function nameOf({ method, key, query }: S3Request): string {
  const shown = [...query].filter(
    ([name]) => name !== 'uploadId' && name !== 'x-id' && !name.endsWith('token'),
  );
  const text = shown.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');
  return `${method} ${key}${text === '' ? '' : `?${text}`}`;
}

/** Signatures themselves are not recomputed: a real server does that in the real suite. */
function checkLogin({ headers }: S3Request, accessKey: string, region: string): Answer | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([^/]+)\/s3\/aws4_request,/.exec(
    headers.authorization ?? '',
  );
  if (match === null) return failure(403, 'AccessDenied');
  if (match[1] !== accessKey) return failure(403, 'InvalidAccessKeyId');
  if (match[2] !== region) return failure(400, 'AuthorizationHeaderMalformed', `<Region>${region}</Region>`);
  return undefined;
}

function route(state: State, request: S3Request, body: Buffer): Answer {
  if (request.key === '') return routeBucket(state, request);
  const upload = request.query.get('uploadId');
  if (upload !== null) return routeUpload(state, request, upload, body);
  if (request.query.has('uploads') && request.method === 'POST') return createUpload(state, request);
  switch (request.method) {
    case 'PUT':
      return putObject(state, request, body);
    case 'GET':
    case 'HEAD':
      return getObject(state, request);
    case 'DELETE':
      state.objects.delete(request.key);
      return { status: 204 };
    default:
      return failure(405, 'MethodNotAllowed');
  }
}

function routeBucket(state: State, request: S3Request): Answer {
  if (request.method === 'HEAD') return { status: 200 };
  if (request.method !== 'GET') return failure(405, 'MethodNotAllowed');
  if (request.query.has('uploads')) return listUploads(state, request.query.get('prefix') ?? '');
  return listObjects(state, request.query);
}

function putObject({ objects, contentTypes }: State, { key, headers }: S3Request, body: Buffer): Answer {
  if (headers['if-none-match'] === '*' && objects.has(key)) return failure(412, 'PreconditionFailed');
  objects.set(key, body);
  contentTypes.set(key, headers['content-type'] ?? '');
  return { status: 200, headers: { ETag: etagOf(body) } };
}

function getObject({ objects }: State, { key, headers }: S3Request): Answer {
  const bytes = objects.get(key);
  if (bytes === undefined) return failure(404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  if (range === null) return { status: 200, headers: { ETag: etagOf(bytes) }, body: bytes };
  const start = Number(range[1]);
  const end = Math.min(range[2] === '' ? bytes.length : Number(range[2]) + 1, bytes.length);
  if (start >= end) return failure(416, 'InvalidRange');
  const contentRange = `bytes ${start}-${end - 1}/${bytes.length}`;
  return { status: 206, headers: { 'Content-Range': contentRange }, body: bytes.subarray(start, end) };
}

function listObjects({ objects, bucket, pageSize }: State, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const limit = Math.min(pageSize, Number(query.get('max-keys') ?? pageSize));
  const groupOf = (key: string) => {
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    return end < 0 ? key : key.slice(0, end + delimiter.length);
  };
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
  const names = [...new Set(keys.map(groupOf))].sort().filter((name) => name > after);
  const page = names.slice(0, limit);
  const truncated = names.length > limit;
  const items = page.map((name) => {
    const bytes = objects.get(name);
    if (bytes === undefined) return `<CommonPrefixes><Prefix>${xmlText(name)}</Prefix></CommonPrefixes>`;
    return `<Contents><Key>${xmlText(name)}</Key><Size>${bytes.length}</Size><ETag>${etagOf(bytes)}</ETag></Contents>`;
  });
  const token = truncated
    ? `<NextContinuationToken>${xmlText(page.at(-1) ?? '')}</NextContinuationToken>`
    : '';
  const head = `<Name>${bucket}</Name><IsTruncated>${truncated}</IsTruncated>${token}`;
  return xml(`<ListBucketResult>${head}${items.join('')}</ListBucketResult>`);
}

function listUploads({ uploads }: State, prefix: string): Answer {
  const items = [...uploads]
    .filter(([, upload]) => upload.key.startsWith(prefix))
    .map(([id, { key }]) => `<Upload><Key>${xmlText(key)}</Key><UploadId>${id}</UploadId></Upload>`);
  const body = `<IsTruncated>false</IsTruncated>${items.join('')}`;
  return xml(`<ListMultipartUploadsResult>${body}</ListMultipartUploadsResult>`);
}

function createUpload({ uploads, contentTypes }: State, { key, headers }: S3Request): Answer {
  const id = randomUUID();
  uploads.set(id, { key, parts: new Map() });
  contentTypes.set(key, headers['content-type'] ?? '');
  return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
}

function routeUpload(state: State, request: S3Request, id: string, body: Buffer): Answer {
  const upload = state.uploads.get(id);
  if (upload === undefined || upload.key !== request.key) return failure(404, 'NoSuchUpload');
  if (request.method === 'PUT') {
    upload.parts.set(Number(request.query.get('partNumber')), body);
    return { status: 200, headers: { ETag: etagOf(body) } };
  }
  if (request.method === 'POST') return completeUpload(state, request, id, upload, body.toString('utf8'));
  state.uploads.delete(id);
  return { status: 204 };
}

function completeUpload(
  state: State,
  request: S3Request,
  id: string,
  upload: S3Upload,
  text: string,
): Answer {
  const { objects } = state;
  const { key, headers } = request;
  if (headers['if-none-match'] === '*' && objects.has(key)) return failure(412, 'PreconditionFailed');
  const numbers = [...text.matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map((match) => Number(match[1]));
  const etags = [...text.matchAll(/<ETag>([^<]*)<\/ETag>/g)].map((match) =>
    match[1]?.replaceAll('&quot;', '"'),
  );
  if (numbers.some((number, at) => number <= (numbers[at - 1] ?? 0))) return failure(400, 'InvalidPartOrder');
  const parts = numbers.map((number) => upload.parts.get(number));
  if (parts.some((part, at) => part === undefined || etagOf(part) !== etags[at]))
    return failure(400, 'InvalidPart');
  const whole = parts.filter((part) => part !== undefined);
  if (whole.slice(0, -1).some((part) => part.length < 5 * 1024 * 1024)) return failure(400, 'EntityTooSmall');
  objects.set(key, Buffer.concat(whole));
  state.uploads.delete(id);
  return xml(`<CompleteMultipartUploadResult><Key>${xmlText(key)}</Key></CompleteMultipartUploadResult>`);
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function failure(status: number, code: string, extra = ''): Answer {
  return { ...xml(`<Error><Code>${code}</Code><Message>${code}</Message>${extra}</Error>`), status };
}

function xml(body: string): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml' },
    body: `<?xml version="1.0"?>${body}`,
  };
}

function xmlText(text: string): string {
  return text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function send(response: ServerResponse, request: S3Request, answer: Answer): void {
  const body = Buffer.from(answer.body ?? '');
  const length = answer.status === 204 ? {} : { 'Content-Length': body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length, Date: new Date().toUTCString() });
  response.end(request.method === 'HEAD' ? undefined : body);
}
