import { messageOf, OfflineGenError } from '../../model/errors.ts';
import type { Credentials } from '../../model/request.ts';

export interface FailureContext {
  readonly bucket: string;
  /** Null for a listing. */
  readonly key: string | null;
  readonly credentials: Credentials;
}

/** What the SDK threw, in words for a person. */
export function explainFailure(error: unknown, context: FailureContext): OfflineGenError {
  const own = ownError(error);
  if (own !== undefined) return own;
  const { status, name } = describe(error);
  const { bucket, key } = context;
  const what = key === null ? `bucket ${bucket}` : `s3://${bucket}/${key}`;
  const answer = name === '' ? `status ${status}` : `status ${status}, ${name}`;
  const [message, hint] = explain(what, status, name, context.credentials) ?? [
    `${what} can't be read: ${status === undefined ? messageOf(error).split('\n', 1)[0] : answer}`,
  ];
  return new OfflineGenError('upstream', message, { cause: error, ...(hint === undefined ? {} : { hint }) });
}

function explain(
  what: string,
  status: number | undefined,
  name: string,
  credentials: Credentials,
): readonly [message: string, hint?: string] | undefined {
  if (name === 'AuthorizationHeaderMalformed') return [`${what} is in another region`, PLACE_HINT];
  switch (status) {
    case 301:
      return [`${what} is in another region`, PLACE_HINT];
    case 401:
    case 403:
      return [`${what} refused access (${name || `status ${status}`})`, accessHint(credentials)];
    case 404:
      return [`${what} does not exist`, PLACE_HINT];
    case 412:
      return [`${what} changed between analysis and transfer`, 'Run again to take the new version'];
    default:
      return undefined;
  }
}

const PLACE_HINT = 'Check `bucket`, `region_name` and `endpoint` of the resource';

function accessHint(credentials: Credentials): string {
  return credentials['access_key_id'] === undefined
    ? 'The resource may set `access_key_id`, `secret_access_key` and `session_token` in its source'
    : 'Check `access_key_id` and `secret_access_key` of the resource, and the bucket policy';
}

/** The HTTP client's own error, which the SDK may have wrapped. */
function ownError(error: unknown): OfflineGenError | undefined {
  if (error instanceof OfflineGenError) return error;
  return error instanceof Error && error.cause instanceof OfflineGenError ? error.cause : undefined;
}

/** Status and S3 error code; the code is empty where the answer had none (HEAD has no body). */
function describe(error: unknown): { readonly status: number | undefined; readonly name: string } {
  if (!(error instanceof Error)) return { status: undefined, name: '' };
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const isMetadata = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  const status =
    isMetadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
  return { status, name: /^(?:\d*|Error|Unknown.*)$/.test(error.name) ? '' : error.name };
}
