import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { pipeline as finished } from 'node:stream/promises';
import { gzip } from '../../archive/gzip.ts';
import { packDirectory } from '../../archive/pack-directory.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { Payload, SourceContext } from '../source.ts';

/** Belongs to one transfer, not to the file: kept out, so that equal files give equal archives. */
const OF_ONE_TRANSFER: ReadonlySet<string> = new Set([
  'age',
  'connection',
  'date',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
]);

/** An archive of the directory that jgriff/http-resource leaves (its `assets/in`): `body` and `headers`. */
export async function packResponse(
  response: HttpResponse,
  body: Readable,
  context: SourceContext,
): Promise<Payload> {
  const directory = await mkdtemp(join(context.temp, 'http-resource-'));
  const dispose = (): Promise<void> => rm(directory, { recursive: true, force: true });
  try {
    await finished(body, createWriteStream(join(directory, 'body')), { signal: context.signal });
    await writeFile(join(directory, 'headers'), headersFile(response));
    // Whatever umask this process runs under: the mode is part of the archive.
    await Promise.all(['body', 'headers'].map((name) => chmod(join(directory, name), 0o644)));
  } catch (error) {
    await dispose();
    throw error;
  }
  const files = packDirectory(directory, { mtime: secondsOf(response.headers['last-modified']) });
  return { stream: pipeline(files, gzip(), () => undefined), fileName: null, size: null, dispose };
}

/** The response head as `curl -D` writes it: status line, one line per header, an empty line, all ended by CRLF. */
export function headersFile({ status, headers }: Pick<HttpResponse, 'status' | 'headers'>): string {
  const lines = Object.entries(headers)
    .filter(([name]) => !OF_ONE_TRANSFER.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} OK\r\n${lines.join('')}\r\n`;
}

function secondsOf(date: string | undefined): number {
  const milliseconds = Date.parse(date ?? '');
  return Number.isNaN(milliseconds) ? 0 : Math.max(0, Math.floor(milliseconds / 1000));
}
