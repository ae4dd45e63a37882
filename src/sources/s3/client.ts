import type { S3Client } from '@aws-sdk/client-s3';
import type { Credentials, S3Request } from '../../model/request.ts';
import type { SourceContext } from '../source.ts';
import { sdkHandler } from './handler.ts';

export type Sdk = typeof import('@aws-sdk/client-s3');

/** A client for a foreign store. Nothing of the surroundings is used: no AWS variable, profile or instance role. */
export function createClient(sdk: Sdk, request: S3Request, context: SourceContext): S3Client {
  const original = endpointOf(request);
  const endpoint = context.redirect(original);
  return new sdk.S3Client({
    region: request.region,
    endpoint,
    // A mirror of a store seldom has a name for each bucket.
    forcePathStyle: request.pathStyle || endpoint !== original,
    ...identity(context.credentials),
    // The HTTP client repeats what may be repeated.
    maxAttempts: 1,
    // A part of an object has no checksum of its own; many stores have none at all.
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: sdkHandler(context.http, {
      signal: context.signal,
      insecureTls: request.insecureTls === true,
    }),
  });
}

/** As s3-resource does it: the keys of the source, else no signature. */
function identity(credentials: Credentials) {
  const { access_key_id = '', secret_access_key = '', session_token = '' } = credentials;
  const keys = {
    accessKeyId: access_key_id,
    secretAccessKey: secret_access_key,
    ...(session_token === '' ? {} : { sessionToken: session_token }),
  };
  if (access_key_id !== '' && secret_access_key !== '') return { credentials: keys };
  return { credentials: keys, signer: { sign: unsigned } };
}

function unsigned<T>(request: T): Promise<T> {
  return Promise.resolve(request);
}

/** Always said, so that AWS_ENDPOINT_URL of the blobstore does not catch foreign buckets. */
function endpointOf({ endpoint, region }: S3Request): string {
  if (endpoint === null || endpoint === '') {
    return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
  }
  return endpoint.includes('://') ? endpoint : `https://${endpoint}`;
}
