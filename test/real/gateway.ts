import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, requireTool, startProcess } from './tools.ts';

/** versitygw: an S3 server that keeps its buckets as directories. */
export interface Gateway {
  /** Login, endpoint and region for clients. */
  readonly env: Readonly<Record<string, string>>;
  /** Directory of the bucket: objects are files there. */
  readonly directory: string;
  readonly close: () => Promise<void>;
}

export async function startGateway(bucket: string): Promise<Gateway> {
  const root = await mkdtemp(join(tmpdir(), 'offline-gen-versitygw-'));
  const directory = join(root, bucket);
  await mkdir(directory);
  const port = await freePort();
  const login = ['--access', 'real-access', '--secret', 'real-secret'];
  const gateway = await startProcess(requireTool('versitygw'), {
    args: [...login, '--port', `127.0.0.1:${port}`, '--quiet', 'posix', root],
    ready: { port },
  });
  const env = {
    AWS_ACCESS_KEY_ID: 'real-access',
    AWS_SECRET_ACCESS_KEY: 'real-secret',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'us-east-1',
  };
  const close = async () => {
    await gateway.stop('SIGKILL');
    await rm(root, { recursive: true });
  };
  return { env, directory, close };
}
