import { OfflineGenError } from '../../model/errors.ts';
import { redactUrl } from '../../model/redact.ts';
import type { Credentials, FileRequest } from '../../model/request.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { SourceContext } from '../source.ts';

export interface SendOptions {
  readonly method: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request for the file, with the resource's credentials; the caller judges the status. */
export function send(
  request: FileRequest,
  context: SourceContext,
  { method, headers = {} }: SendOptions,
): Promise<HttpResponse> {
  return context.http.request({
    url: context.redirect(request.url),
    method,
    headers: { ...headersOf(context.credentials), ...headers, 'accept-encoding': 'identity' },
    signal: context.signal,
    ...(request.insecureTls === true ? { insecureTls: true } : {}),
  });
}

/** The address that is really asked, for messages. */
export function displayUrl(request: FileRequest, context: SourceContext): string {
  return redactUrl(context.redirect(request.url));
}

/** What to say about a response that brings no file. */
export function statusError(status: number, request: FileRequest, context: SourceContext): OfflineGenError {
  const url = displayUrl(request, context);
  if (status === 404 || status === 410) {
    return new OfflineGenError('upstream', `${url} does not exist (status ${status})`, {
      hint: 'Correct the address in the pipeline, or restore the file there',
    });
  }
  if (status === 401 || status === 403) {
    return new OfflineGenError('upstream', `${url} refused access (status ${status})`, {
      hint: credentialHint(context.credentials),
    });
  }
  return new OfflineGenError('upstream', `${url} answered with status ${status}`);
}

function credentialHint(credentials: Credentials): string {
  return Object.keys(credentials).length === 0
    ? 'The resource may set `username` and `password`, or `headers`, in its source'
    : 'Check the `username`, `password` and `headers` of the resource';
}

/** Basic authorization, and the headers that the resource's source names (`headers.<Name>`). */
function headersOf(credentials: Credentials): Record<string, string> {
  const { username, password } = credentials;
  const login = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
  return {
    ...(username === undefined && password === undefined ? {} : { authorization: `Basic ${login}` }),
    ...Object.fromEntries(
      Object.entries(credentials)
        .filter(([name]) => name.startsWith(HEADER_PREFIX))
        .map(([name, value]) => [name.slice(HEADER_PREFIX.length).toLowerCase(), value]),
    ),
  };
}

const HEADER_PREFIX = 'headers.';
