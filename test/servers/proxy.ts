import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Proxy {
  readonly url: string;
  /** `CONNECT host:port` and `GET http://…`, in the order of arrival. */
  readonly requests: readonly string[];
  /** Proxy-Authorization of each request, in the same order. */
  readonly logins: readonly (string | undefined)[];
  readonly close: () => Promise<void>;
}

/** An HTTP proxy that forwards and tunnels to 127.0.0.1, whatever host is asked for, at the port that is asked for. */
export async function startProxy(): Promise<Proxy> {
  const requests: string[] = [];
  const logins: (string | undefined)[] = [];
  const sockets = new Set<Duplex>();
  const record = (request: IncomingMessage) => {
    requests.push(`${request.method} ${request.url}`);
    logins.push(request.headers['proxy-authorization']);
  };
  const server = createServer((request, response) => {
    record(request);
    relay(request, response);
  });
  server.on('connect', (request, socket) => {
    record(request);
    for (const end of tunnel(request, socket)) {
      sockets.add(end);
      end.on('error', () => end.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${address.port}`, requests, logins, close };
}

function relay(request: IncomingMessage, response: ServerResponse): void {
  const target = new URL(request.url ?? '');
  const { method, headers } = request;
  const path = `${target.pathname}${target.search}`;
  const upstream = forward(
    { host: '127.0.0.1', port: target.port || 80, method, path, headers },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  upstream.on('error', () => response.writeHead(502).end());
  request.pipe(upstream);
}

function tunnel(request: IncomingMessage, socket: Duplex): [Duplex, Socket] {
  const port = Number((request.url ?? '').split(':').at(-1));
  const upstream = connect(port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    socket.pipe(upstream).pipe(socket);
  });
  return [socket, upstream];
}
