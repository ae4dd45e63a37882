import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Origin {
  /** Without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** In the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  readonly close: () => Promise<void>;
}

/** A web server on a free loopback port that records what it is asked; with `tls` it speaks https. */
export async function startOrigin(
  listener: RequestListener,
  tls?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<Origin> {
  const requests: RecordedRequest[] = [];
  const record: RequestListener = (request, response) => {
    requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers });
    listener(request, response);
  };
  const server = tls === undefined ? createServer(record) : createTlsServer(tls, record);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`, port, requests, close };
}
