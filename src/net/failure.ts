import { messageOf, OfflineGenError } from '../model/errors.ts';
import { redactText, redactUrl } from '../model/redact.ts';
import { codeOf } from './retry.ts';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was closed before the answer was complete',
  EPIPE: 'the connection was closed before the answer was complete',
  UND_ERR_SOCKET: 'the connection was closed before the answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is shorter or longer than it says',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'the name server did not answer',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'timed out while connecting',
  UND_ERR_CONNECT_TIMEOUT: 'timed out while connecting',
  UND_ERR_HEADERS_TIMEOUT: 'timed out while waiting for the answer',
  UND_ERR_BODY_TIMEOUT: 'timed out: no data arrived for a minute',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  EPROTO: 'the TLS handshake failed',
};

const UNTRUSTED_CERTIFICATE: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Advice for a certificate whose authority is not known here. */
const CERTIFICATE_HINT = 'Name the file of its certificate authority in NODE_EXTRA_CA_CERTS.';

/** Plain words for why a connection failed, and what to do about it where that is known. */
export function explainFailure(error: unknown): { readonly reason: string; readonly hint?: string } {
  const code = codeOf(error);
  if (UNTRUSTED_CERTIFICATE.has(code)) {
    return { reason: 'its certificate is not trusted', hint: CERTIFICATE_HINT };
  }
  const tunnel = /Proxy response \((\d+)\)/.exec(messageOf(error));
  if (tunnel !== null) return { reason: `the proxy answered ${tunnel[1]}` };
  const firstLine = messageOf(error).split('\n', 1)[0] ?? '';
  return { reason: REASONS[code] ?? redactText(firstLine || code || 'unknown failure') };
}

/** The error for a request that got no answer, or only a part of it. Errors of this program pass unchanged. */
export function networkError(url: string, error: unknown, context: FailureContext): OfflineGenError {
  if (context.signal?.aborted === true) return interruption(context.signal, error);
  if (error instanceof OfflineGenError) return error;
  const { reason, hint } = explainFailure(error);
  const advice = hint ?? (context.proxied ? PROXY_HINT : undefined);
  const details = advice === undefined ? { cause: error } : { cause: error, hint: advice };
  return new OfflineGenError('network', `${redactUrl(url)}: ${reason}`, details);
}

export interface FailureContext {
  readonly signal: AbortSignal | undefined;
  /** Whether the environment names a proxy. */
  readonly proxied: boolean;
}

const PROXY_HINT = 'A proxy is set in the environment: check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.';

function interruption(signal: AbortSignal, cause: unknown): OfflineGenError {
  if (signal.reason instanceof OfflineGenError) return signal.reason;
  return new OfflineGenError('interrupted', 'interrupted', { cause });
}
