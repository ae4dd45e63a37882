import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { OfflineGenError } from '../model/errors.ts';
import { type Log, SILENT } from '../model/log.ts';
import { redactUrl } from '../model/redact.ts';

export interface S3Options {
  readonly bucket: string;
  /** Without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Null: AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, else Amazon. */
  readonly endpoint: string | null;
  /** Null: AWS_REGION, AWS_DEFAULT_REGION, the profile. */
  readonly region: string | null;
  /** Null: yes when an endpoint is set. */
  readonly pathStyle: boolean | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Log | undefined;
}

export type Sdk = typeof import('@aws-sdk/client-s3');

/** A client for one bucket. */
export interface S3 {
  readonly sdk: Sdk;
  readonly client: S3Client;
  readonly bucket: string;
  /** For people. */
  readonly endpoint: string;
  readonly close: () => void;
}

/** Milliseconds for the connection, and for silence on it. */
const CONNECTION_TIMEOUT = 30_000;
const SOCKET_TIMEOUT = 120_000;
const MAX_ATTEMPTS = 5;
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];

/** Loads the SDK and configures it. Throws `OfflineGenError('usage')` for an endpoint that is no http(s) address. */
export async function createS3(options: S3Options): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3');
  const endpoint = endpointOf(options);
  warnAboutProxy(options.env, options.log ?? SILENT);
  const agentOptions = { keepAlive: true, proxyEnv: { ...options.env } };
  const httpAgent = new HttpAgent(agentOptions);
  const httpsAgent = new HttpsAgent(agentOptions);
  const client = new sdk.S3Client({
    ...regionAndCredentials(options, endpoint),
    ...(endpoint === undefined ? {} : { endpoint }),
    forcePathStyle: options.pathStyle ?? endpoint !== undefined,
    maxAttempts: MAX_ATTEMPTS,
    // The newer default checksums are refused by many S3-compatible stores.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      httpAgent,
      httpsAgent,
      connectionTimeout: CONNECTION_TIMEOUT,
      socketTimeout: SOCKET_TIMEOUT,
    },
  });
  const close = () => {
    client.destroy();
    httpAgent.destroy();
    httpsAgent.destroy();
  };
  return { sdk, client, bucket: options.bucket, endpoint: redactUrl(endpoint ?? 'Amazon S3'), close };
}

function endpointOf({ endpoint, env }: S3Options): string | undefined {
  const text = endpoint ?? (env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL']);
  if (text === undefined || text === '') return undefined;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new OfflineGenError('usage', `the S3 endpoint ${redactUrl(text)} is no http or https address`, {
    hint: 'Write https://host or https://host:port.',
  });
}

/** What is not said here the SDK looks for itself: profile files, web identity, container and instance roles. */
function regionAndCredentials({ region, env }: S3Options, endpoint: string | undefined): S3ClientConfig {
  const said = region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION']);
  const known = said || (endpoint === undefined ? undefined : 'us-east-1');
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  return {
    ...(known === undefined ? {} : { region: known }),
    ...(accessKeyId && secretAccessKey
      ? { credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) } }
      : {}),
  };
}

/** Node's agents read proxy variables from 24.5 on. */
function warnAboutProxy(env: S3Options['env'], log: Log): void {
  const named = PROXY_VARIABLES.find((name) => env[name]);
  if (named === undefined || hasProxyAgent(process.versions.node)) return;
  log.warn(
    `${named} is set, but Node ${process.versions.node} ignores it for S3: that needs Node 24.5 or newer`,
  );
}

/** Whether this version of Node (`24.5.0`) has agents that use proxies. */
export function hasProxyAgent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5);
}
