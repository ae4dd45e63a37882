import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** What the servers of a world are asked for, seen from inside of them. */
export interface Fetches {
  readonly git: (request: IncomingMessage) => boolean;
  readonly file: (request: { readonly method: string; readonly path: string }) => void;
  readonly registry: (request: IncomingMessage) => boolean;
  /** Contents since it was asked last, sorted. */
  readonly fetched: () => readonly string[];
  readonly onRequest: (handler: ((request: string) => void) | null) => void;
}

/** Tells questions about versions from transfers of content. It never answers a request itself. */
export function watchFetches(): Fetches {
  let contents = new Set<string>();
  let onRequest: ((request: string) => void) | null = null;
  return {
    git: (request) => {
      onRequest?.(`git ${request.method} ${request.url}`);
      onBody(request, (body) => {
        if (asksForFiles(body)) contents.add(`git ${request.url?.replace(/\/git-upload-pack$/, '')}`);
      });
      return false;
    },
    file: ({ method, path }) => {
      onRequest?.(`file ${method} ${path}`);
      if (method === 'GET') contents.add(`file ${path}`);
    },
    registry: ({ method, url = '' }) => {
      onRequest?.(`registry ${method} ${url}`);
      if (method === 'GET' && url.includes('/blobs/')) contents.add(`blob ${url.split('/').at(-1)}`);
      return false;
    },
    fetched: () => {
      const sorted = [...contents].sort();
      contents = new Set();
      return sorted;
    },
    onRequest: (handler) => {
      onRequest = handler;
    },
  };
}

/** The server reads the same request: this only listens. */
function onBody(request: IncomingMessage, use: (body: string) => void): void {
  if (request.method !== 'POST') return;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    use((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('latin1'));
  });
}

/** A fetch of protocol 2 (git's gitprotocol-v2) that is not limited to commits, or to commits and trees. */
function asksForFiles(body: string): boolean {
  return body.includes('command=fetch') && !/filter (?:tree:0|blob:none)/.test(body);
}
