import { messageOf, OfflineGenError } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';
import { explainFailure } from '../net/failure.ts';

/** What a server or the SDK said, as far as it said anything. */
export interface S3Failure {
  /** S3 error code (`NoSuchKey`) or name of the SDK's own error. */
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Region that the server names, when it names one. */
  readonly region: string | undefined;
}

export interface Place {
  readonly bucket: string;
  readonly endpoint: string;
}

/** Reads an error of the SDK; one that this program made from it is read through its cause. */
export function failureOf(error: unknown): S3Failure {
  const source = error instanceof OfflineGenError ? error.details.cause : error;
  if (!(source instanceof Error)) return { code: '', status: 0, region: undefined };
  return { code: codeOf(source), status: statusOf(source), region: regionOf(source) };
}

/** The error for a person: what failed, why, what to do. `OfflineGenError` passes unchanged. */
export function s3Error(what: string, error: unknown, place: Place): OfflineGenError {
  if (error instanceof OfflineGenError) return error;
  const { reason, hint } = explain(failureOf(error), error, place);
  return new OfflineGenError('store', `${what}: ${reason}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

interface Explanation {
  readonly reason: string;
  readonly hint?: string;
}

const CREDENTIALS_HINT = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.';

function explain(failure: S3Failure, error: unknown, place: Place): Explanation {
  return (
    explainCredentials(failure, place) ??
    explainBucket(failure, error, place) ??
    explainRest(failure, error, place)
  );
}

function explainCredentials({ code, status }: S3Failure, place: Place): Explanation | undefined {
  switch (code) {
    case 'CredentialsProviderError':
      return { reason: 'no credentials found', hint: CREDENTIALS_HINT };
    case 'InvalidAccessKeyId':
    case 'XAdminUserNotFound':
      return {
        reason: 'the access key is not known there',
        hint: 'Check AWS_ACCESS_KEY_ID and the endpoint.',
      };
    case 'SignatureDoesNotMatch':
      return { reason: 'the secret key does not fit the access key', hint: 'Check AWS_SECRET_ACCESS_KEY.' };
    case 'ExpiredToken':
    case 'TokenRefreshRequired':
    case 'InvalidToken':
      return {
        reason: 'the session token is expired or wrong',
        hint: 'Log in again and set AWS_SESSION_TOKEN.',
      };
    case 'RequestTimeTooSkewed':
      return {
        reason: "this machine's clock is wrong by more than the server allows",
        hint: 'Set the clock.',
      };
    default:
      if (code !== 'AccessDenied' && status !== 401 && status !== 403) return undefined;
      return {
        reason: 'access denied',
        hint: `The credentials need ListBucket, GetObject, PutObject and AbortMultipartUpload on ${place.bucket}.`,
      };
  }
}

const WRONG_REGION: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'InvalidRegion',
]);

function explainBucket(
  { code, status, region }: S3Failure,
  error: unknown,
  place: Place,
): Explanation | undefined {
  if (code === 'NoSuchBucket') {
    return { reason: `the bucket ${place.bucket} does not exist`, hint: 'Create it, or correct --store.' };
  }
  if (/region is missing/i.test(messageOf(error))) {
    return { reason: 'no region is set', hint: 'Set AWS_REGION, or s3.region in the configuration.' };
  }
  if (!WRONG_REGION.has(code) && status !== 301) return undefined;
  return region === undefined
    ? { reason: 'the bucket is in another region', hint: 'Set AWS_REGION to the region of the bucket.' }
    : { reason: `wrong region: the server expects ${region}`, hint: `Set AWS_REGION=${region}.` };
}

function explainRest({ code, status }: S3Failure, error: unknown, place: Place): Explanation {
  if (status !== 0) {
    const message = redactText(messageOf(error).split('\n', 1)[0] ?? '');
    const isNotS3 = code === 'SyntaxError' || /deserialization/i.test(message);
    if (!isNotS3) return { reason: `the server answered ${status} ${code}: ${message}` };
    return {
      reason: `${place.endpoint} answered ${status}, but not as S3 does`,
      hint: 'Check the endpoint.',
    };
  }
  const { reason, hint } = explainFailure(error);
  return {
    reason: `${place.endpoint}: ${reason}`,
    hint: hint ?? 'Check the endpoint, the network and the proxy.',
  };
}

function codeOf(error: Error): string {
  const code = 'Code' in error && typeof error.Code === 'string' ? error.Code : error.name;
  return code === 'NotFound' ? 'NoSuchKey' : code;
}

function statusOf(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return 0;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : 0;
}

/** `Region` in the error document (Amazon), else `expecting 'eu-west-1'` in its text (others repeat that wording). */
function regionOf(error: Error): string | undefined {
  if ('Region' in error && typeof error.Region === 'string' && error.Region !== '') return error.Region;
  return /expecting '?([a-z0-9-]+)'?/i.exec(error.message)?.[1];
}
