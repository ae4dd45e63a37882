import type { Readable } from 'node:stream';
import type { Http } from '../../net/http.ts';

/** The part of the SDK's request that has to be sent (`HttpRequest` of `@smithy/types`). */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readable;
}

/** Lets the SDK speak through the one HTTP client: the same proxies, retries and refused addresses as everything else. */
export function sdkHandler(
  http: Http,
  options: { readonly signal: AbortSignal; readonly insecureTls: boolean },
) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request: SdkRequest): Promise<{ readonly response: SdkResponse }> => {
      const { status, headers, body } = await http.request({
        url: urlOf(request),
        method: request.method === 'HEAD' ? 'HEAD' : 'GET',
        headers: request.headers,
        ...options,
      });
      return { response: { statusCode: status, headers, body } };
    },
  };
}

function urlOf({ protocol, hostname, port, path, query = {} }: SdkRequest): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? encode(name) : `${encode(name)}=${encode(one)}`)),
  );
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${host}${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** As signature version 4 encodes: also what `encodeURIComponent` leaves. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
