import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BuiltImage } from './image-builder.ts';
import { type RecordedRequest, startOrigin } from './origin.ts';

export interface RegistryOptions {
  /** How it wants its clients to log in; default: not at all. `token` serves its own token endpoint, `/token`. */
  readonly auth?: 'basic' | 'token';
  /** Default: `robot`, with the password `secret`. */
  readonly username?: string;
  readonly password?: string;
  /** Whether the token endpoint also gives tokens to those who do not log in. */
  readonly anonymous?: boolean;
  /** Replaces the address of the token endpoint in challenges. */
  readonly realm?: string;
}

/** Answers a request instead of the registry; false: the registry shall. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface TestRegistry {
  readonly url: string;
  /** `127.0.0.1:<port>`, the registry part of image names. */
  readonly host: string;
  readonly requests: readonly RecordedRequest[];
  /** Stores an image or index under a tag (null: by digest only); returns its digest. */
  readonly push: (repository: string, tag: string | null, image: BuiltImage) => string;
  /** Replaces the bytes of a blob that is already there. */
  readonly corrupt: (digest: string, bytes: Buffer) => void;
  readonly intercept: (handler: Intercept) => void;
  /** Makes all tokens given so far worthless. */
  readonly expireTokens: () => void;
  readonly close: () => Promise<void>;
}

interface State {
  /** By `<repository>/<tag or digest>`. */
  readonly manifests: Map<
    string,
    { readonly digest: string; readonly mediaType: string; readonly bytes: Buffer }
  >;
  readonly blobs: Map<string, Buffer>;
  intercept: Intercept;
  /** Tokens carry the number of their generation. */
  generation: number;
}

/** A registry in this process: manifests, blobs with ranges, both ways to log in. It cannot be pushed to over HTTP. */
export async function startRegistry(options: RegistryOptions = {}): Promise<TestRegistry> {
  const state: State = { manifests: new Map(), blobs: new Map(), intercept: () => false, generation: 1 };
  const origin = await startOrigin((request, response) => {
    if (state.intercept(request, response)) return;
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    if (url.pathname === '/token') sendToken(request, response, state, options);
    else if (!isAllowed(request, state, options)) challenge(response, url, options);
    else serve(request, response, url.pathname, state);
  });
  return {
    url: origin.url,
    host: `127.0.0.1:${origin.port}`,
    requests: origin.requests,
    push: (repository, tag, image) => store(state, repository, tag, image),
    corrupt: (digest, bytes) => state.blobs.set(digest, bytes),
    intercept: (handler) => {
      state.intercept = handler;
    },
    expireTokens: () => {
      state.generation += 1;
    },
    close: origin.close,
  };
}

function store(state: State, repository: string, tag: string | null, image: BuiltImage): string {
  for (const [digest, manifest] of image.manifests) {
    state.manifests.set(`${repository}/${digest}`, { digest, ...manifest });
    if (digest === image.digest && tag !== null)
      state.manifests.set(`${repository}/${tag}`, { digest, ...manifest });
  }
  for (const [digest, bytes] of image.blobs) state.blobs.set(digest, bytes);
  return image.digest;
}

function basicOf({ username = 'robot', password = 'secret' }: RegistryOptions): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function isAllowed(request: IncomingMessage, state: State, options: RegistryOptions): boolean {
  const { authorization } = request.headers;
  if (options.auth === 'basic') return authorization === basicOf(options);
  return options.auth !== 'token' || authorization === `Bearer token-${state.generation}`;
}

function challenge(response: ServerResponse, url: URL, options: RegistryOptions): void {
  const repository = /^\/v2\/(.+)\/(?:manifests|blobs)\//.exec(url.pathname)?.[1] ?? '';
  const realm = options.realm ?? `${url.origin}/token`;
  const bearer = `Bearer realm="${realm}",service="test,registry",scope="repository:${repository}:pull"`;
  const value = options.auth === 'basic' ? 'Basic realm="test, registry"' : bearer;
  response.writeHead(401, { 'www-authenticate': value }).end('{"errors":[{"code":"UNAUTHORIZED"}]}');
}

function sendToken(
  request: IncomingMessage,
  response: ServerResponse,
  state: State,
  options: RegistryOptions,
): void {
  const { authorization } = request.headers;
  const isKnown = authorization === basicOf(options);
  const isAnonymous =
    authorization === undefined && (options.anonymous === true || request.method === 'POST');
  if (!isKnown && !isAnonymous) response.writeHead(401).end();
  else response.end(JSON.stringify({ access_token: `token-${state.generation}`, expires_in: 300 }));
}

function serve(request: IncomingMessage, response: ServerResponse, path: string, state: State): void {
  const [, repository = '', kind, reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const manifest = kind === 'manifests' ? state.manifests.get(`${repository}/${reference}`) : undefined;
  const blob = kind === 'blobs' ? state.blobs.get(reference) : undefined;
  if (manifest !== undefined) {
    const { bytes, mediaType, digest } = manifest;
    const headers = {
      'content-type': mediaType,
      'docker-content-digest': digest,
      'content-length': bytes.length,
    };
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : bytes);
  } else if (blob !== undefined) {
    sendBlob(response, blob, request.headers.range);
  } else {
    response.writeHead(404).end('{"errors":[{"code":"NOT_FOUND"}]}');
  }
}

function sendBlob(response: ServerResponse, blob: Buffer, range: string | undefined): void {
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const part = blob.subarray(from);
  const contentRange = `bytes ${from}-${blob.length - 1}/${blob.length}`;
  const headers = { 'content-type': 'application/octet-stream', 'content-length': part.length };
  response.writeHead(
    from > 0 ? 206 : 200,
    from > 0 ? { ...headers, 'content-range': contentRange } : headers,
  );
  response.end(part);
}
