import { pipeline, type Readable, Transform } from 'node:stream';
import { OfflineGenError } from '../../model/errors.ts';
import type { FileRequest } from '../../model/request.ts';
import type { HttpResponse } from '../../net/http.ts';
import { contentRange } from '../content-range.ts';
import type { Payload, Resolution, Source, SourceContext } from '../source.ts';
import { resumableStream } from '../transfer.ts';
import { packResponse } from './http-resource.ts';
import { checkFileName, labelOf } from './names.ts';
import { displayUrl, send, statusError } from './send.ts';
import { carriesVersion, lengthInVersion, type Validators, validatorsOf, versionOf } from './validators.ts';

/** A file on a web server: file-url and curl resources, http resources. */
export const fileSource: Source<FileRequest> = { resolve, fetch };

async function resolve(request: FileRequest, context: SourceContext): Promise<Resolution> {
  checkFileName(request);
  const validators = await look(request, context);
  return {
    version: versionOf(validators),
    label: labelOf(request),
    digest: null,
    size: validators.length,
  };
}

async function fetch(request: FileRequest, resolution: Resolution, context: SourceContext): Promise<Payload> {
  checkFileName(request);
  const response = await send(request, context, { method: 'GET' });
  const validators = validatorsOf(response);
  await accept(response, request, resolution, context);
  const size = validators.length ?? lengthInVersion(resolution.version);
  const stream = resumableStream({
    name: displayUrl(request, context),
    body: response.body,
    size,
    reopen: reopener(request, resolution, context, validators),
    signal: context.signal,
  });
  if (request.layout === 'http-resource') return packResponse(response, stream, context);
  return {
    stream,
    fileName: request.filename,
    size,
    dispose: async () => {
      stream.destroy();
    },
  };
}

/** HEAD; a GET of the first byte where HEAD is refused or says too little (servers that generate or sign answers). */
async function look(request: FileRequest, context: SourceContext): Promise<Validators> {
  const head = await send(request, context, { method: 'HEAD' });
  await head.discard();
  if ([401, 404, 410].includes(head.status)) throw statusError(head.status, request, context);
  const validators = validatorsOf(head);
  if (head.status === 200 && versionOf(validators) !== null && validators.length !== 0) return validators;
  return lookByGet(request, context, { range: 'bytes=0-0' });
}

async function lookByGet(
  request: FileRequest,
  context: SourceContext,
  headers: Readonly<Record<string, string>>,
): Promise<Validators> {
  const response = await send(request, context, { method: 'GET', headers });
  response.body.destroy();
  // An empty file has no first byte.
  if (response.status === 416 && 'range' in headers) return lookByGet(request, context, {});
  if (response.status !== 200 && response.status !== 206)
    throw statusError(response.status, request, context);
  return validatorsOf(response);
}

/** Passes only a whole answer that is the resolved version. */
async function accept(
  response: HttpResponse,
  request: FileRequest,
  resolution: Resolution,
  context: SourceContext,
): Promise<void> {
  if (response.status !== 200) {
    response.body.destroy();
    throw statusError(response.status, request, context);
  }
  if (resolution.version === null || carriesVersion(resolution.version, validatorsOf(response))) return;
  response.body.destroy();
  throw changed(request, context);
}

/** Opens the rest of the same representation; null when the server gave nothing to prove it by (RFC 9110 13.1.5). */
function reopener(
  request: FileRequest,
  resolution: Resolution,
  context: SourceContext,
  first: Validators,
): ((offset: number) => Promise<Readable>) | null {
  const version = resolution.version ?? versionOf(first);
  const proof = first.strongTag ?? first.modified;
  if (version === null || proof === null) return null;
  return async (offset) => {
    const headers = { range: `bytes=${offset}-`, 'if-range': proof };
    const response = await send(request, context, { method: 'GET', headers });
    const range = contentRange(response.headers['content-range']);
    const isRest = response.status === 206 && range?.start === offset;
    const isWhole = response.status === 200;
    if ((isRest || isWhole) && carriesVersion(version, validatorsOf(response))) {
      return isRest ? response.body : withoutFirst(response.body, offset);
    }
    response.body.destroy();
    if (response.status >= 400 && response.status !== 416)
      throw statusError(response.status, request, context);
    throw changed(request, context);
  };
}

/** For servers that ignore ranges: reads again what is already there. */
function withoutFirst(body: Readable, bytes: number): Readable {
  let missing = bytes;
  const rest = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const skipped = Math.min(missing, chunk.length);
      missing -= skipped;
      callback(null, chunk.subarray(skipped));
    },
  });
  return pipeline(body, rest, () => undefined);
}

function changed(request: FileRequest, context: SourceContext): OfflineGenError {
  return new OfflineGenError(
    'upstream',
    `${displayUrl(request, context)} changed between analysis and transfer`,
    { hint: 'Run again to take the new version' },
  );
}
