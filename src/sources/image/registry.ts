import type { Readable } from 'node:stream';
import { OfflineGenError } from '../../model/errors.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import type { SourceContext } from '../source.ts';
import { accessError, authorize } from './authorize.ts';
import { checkDigest, hashFor, isDigest } from './digest.ts';
import type { Endpoint } from './endpoint.ts';
import { ACCEPTED_TYPES, MAX_MANIFEST } from './manifest.ts';

/** One repository of a registry (distribution specification, section "Pull"). */
export interface Registry {
  /** Digest of what a tag names now. */
  readonly digestOf: (tag: string) => Promise<string>;
  /** A manifest as the registry holds it, checked against its digest. */
  readonly manifest: (digest: string) => Promise<Buffer>;
  /** A blob's bytes from `offset` on, unchecked. */
  readonly blob: (digest: string, offset: number, signal: AbortSignal) => Promise<Readable>;
}

/** Logs in when the registry asks for it, and once more when a token ends in the middle. */
export function connectRegistry(endpoint: Endpoint, context: SourceContext): Registry {
  const request = authorizedRequests(endpoint, context);
  const path = `${endpoint.origin}/v2/${endpoint.repository}`;
  const getManifest = (reference: string, method: 'GET' | 'HEAD'): Promise<HttpResponse> =>
    request({ url: `${path}/manifests/${reference}`, method, headers: { accept: ACCEPTED_TYPES } });

  async function digestOf(tag: string): Promise<string> {
    const head = await getManifest(tag, 'HEAD');
    await head.discard();
    const digest = head.headers['docker-content-digest'] ?? '';
    if (head.status === 200 && isDigest(digest)) return digest;
    // Both are answers of registries that do not do HEAD properly; the body tells the digest too.
    if (head.status !== 200 && head.status !== 405) throw statusError(head, endpoint);
    const bytes = await readBody(await getManifest(tag, 'GET'), endpoint);
    return `sha256:${hashFor('sha256').update(bytes).digest('hex')}`;
  }

  async function manifest(digest: string): Promise<Buffer> {
    const bytes = await readBody(await getManifest(digest, 'GET'), endpoint);
    checkDigest(hashFor(digest).update(bytes), digest, `${endpoint.image}: the manifest`);
    return bytes;
  }

  async function blob(digest: string, offset: number, signal: AbortSignal): Promise<Readable> {
    const headers: Record<string, string> = offset === 0 ? {} : { range: `bytes=${offset}-` };
    const response = await request({ url: `${path}/blobs/${digest}`, headers, signal });
    if (response.status === 200) return offset === 0 ? response.body : skipBytes(response.body, offset);
    const isContinued = response.headers['content-range']?.startsWith(`bytes ${offset}-`) === true;
    if (response.status === 206 && isContinued) return response.body;
    await response.discard();
    throw statusError(response, endpoint);
  }

  return { digestOf, manifest, blob };
}

function authorizedRequests(endpoint: Endpoint, context: SourceContext) {
  let authorization: Promise<string> | undefined;
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const signal = request.signal ?? context.signal;
    const send = async (using: Promise<string> | undefined): Promise<HttpResponse> => {
      const headers = using === undefined ? {} : { authorization: await using };
      return context.http.request({ ...request, signal, headers: { ...request.headers, ...headers } });
    };
    const used = authorization;
    const response = await send(used);
    if (response.status !== 401) return response;
    await response.discard();
    // Of several requests that meet an old token at once, the first one gets the new token for all.
    if (authorization === used) {
      const challenge = response.headers['www-authenticate'] ?? '';
      authorization = authorize(challenge, endpoint, context.http, context.signal);
    }
    const second = await send(authorization);
    if (second.status !== 401) return second;
    await second.discard();
    throw accessError(endpoint, await endpoint.login());
  };
}

async function readBody(response: HttpResponse, endpoint: Endpoint): Promise<Buffer> {
  if (response.status !== 200) {
    await response.discard();
    throw statusError(response, endpoint);
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > MAX_MANIFEST) {
      throw new OfflineGenError('upstream', `${endpoint.image}: the manifest is over ${MAX_MANIFEST} bytes`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

/** For servers that ignore `Range`: a blob is the same however often it is sent. */
function skipBytes(body: Readable, count: number): Readable {
  let left = count;
  return body.map((chunk: Buffer) => {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    return chunk.subarray(skipped);
  });
}

const MEANINGS: Readonly<Record<number, readonly [meaning: string, hint: string]>> = {
  403: ['access is denied', 'Check the login and its rights on this repository.'],
  404: ['not found', 'Check repository, tag and digest; tags are removed from registries now and then.'],
  429: ['too many requests', 'Wait, or log in: most registries allow more requests to those who did.'],
};

function statusError(response: HttpResponse, endpoint: Endpoint): OfflineGenError {
  const via = endpoint.image.startsWith(`${endpoint.registry}/`) ? '' : ` (asked at ${endpoint.registry})`;
  const [meaning, hint] = MEANINGS[response.status] ?? [`${endpoint.registry} answers ${response.status}`];
  const details = hint === undefined ? {} : { hint };
  return new OfflineGenError('upstream', `${endpoint.image}${via}: ${meaning}`, details);
}
