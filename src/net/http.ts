import type { Readable } from 'node:stream';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Accept any certificate, for a resource that says `skip_ssl_verification`. */
  readonly insecureTls?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Address after redirects. */
  readonly url: string;
  readonly body: Readable;
  /** The body as text; fails above `limit` bytes (default 4 MiB). */
  readonly text: (limit?: number) => Promise<string>;
  /** Reads the rest and throws it away, so that the connection can be used again. */
  readonly discard: () => Promise<void>;
}

/**
 * The one way to the network for HTTP. Follows redirects without carrying credentials to another origin, retries
 * what is safe to repeat, uses the proxies of the environment, and refuses addresses the guard does not allow.
 */
export interface Http {
  readonly request: (request: HttpRequest) => Promise<HttpResponse>;
  readonly close: () => Promise<void>;
}
