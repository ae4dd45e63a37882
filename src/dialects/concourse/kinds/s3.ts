import type { S3Request } from '../../../model/request.ts';
import type { Surroundings } from '../../dialect.ts';
import { booleanOrNull, textOrNull } from '../values.ts';
import {
  type Classified,
  credentialsOf,
  hostOf,
  insecureTls,
  keep,
  type Use,
  unknownPin,
  unresolvedIn,
  unsupported,
} from './kind.ts';

/** concourse/s3-resource `models.go`. The object is copied as it is, so the get keeps its params. */
export function classifyS3({ source, version }: Use, surroundings: Surroundings): Classified {
  const bucket = textOrNull(source['bucket']) ?? '';
  const regexp = textOrNull(source['regexp']);
  const versionedFile = textOrNull(source['versioned_file']);
  const endpoint = withScheme(textOrNull(source['endpoint']), booleanOrNull(source['disable_ssl']) === true);
  const pinned = textOrNull(version?.['path']) ?? textOrNull(version?.['version_id']);
  const locator = `${endpoint ?? 's3:/'}/${bucket}/${regexp ?? versionedFile ?? ''}`;
  const region = textOrNull(source['region_name']) ?? 'us-east-1';
  if (bucket === '') return unsupported('s3', locator, 'the source has no `bucket`');
  if ((regexp === null) === (versionedFile === null)) {
    return unsupported('s3', locator, 'the source needs exactly one of `regexp` and `versioned_file`');
  }
  const unresolved = unresolvedIn('s3', locator, [bucket, regexp, versionedFile, endpoint, pinned, region]);
  const host = endpoint === null ? undefined : hostOf(endpoint);
  if (host !== undefined && surroundings.isInternal(host)) return keep('s3', locator, `${host} is internal`);
  if (unresolved !== undefined) return unresolved;
  const wrongPin = unknownPin('s3', locator, version, ['path', 'version_id']);
  if (wrongPin !== undefined) return wrongPin;
  const role = ['aws_role_arn', 'enable_aws_creds_provider'].find((key) => source[key] !== undefined);
  if (role !== undefined) return unsupported('s3', locator, `the source option \`${role}\` is not supported`);
  const request: S3Request = {
    kind: 's3',
    endpoint,
    region,
    bucket,
    regexp,
    versionedFile,
    pinned,
    pathStyle: endpoint !== null,
    ...insecureTls(source),
  };
  return {
    disposition: 'mirror',
    kind: 's3',
    locator,
    variant: pinned ?? '',
    name:
      (regexp ?? versionedFile ?? bucket)
        .split('/')
        .at(-1)
        ?.replace(/[^A-Za-z0-9._-]+/g, '') || bucket,
    request,
    credentials: credentialsOf(source, ['access_key_id', 'secret_access_key', 'session_token']),
  };
}

function withScheme(endpoint: string | null, disableSsl: boolean): string | null {
  if (endpoint === null || /^[a-z]+:\/\//i.test(endpoint) || endpoint.startsWith('(('))
    return endpoint?.replace(/\/+$/, '') ?? null;
  return `${disableSsl ? 'http' : 'https'}://${endpoint.replace(/\/+$/, '')}`;
}
