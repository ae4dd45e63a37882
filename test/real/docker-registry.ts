import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuiltImage } from '../servers/image-builder.ts';
import { freePort, requireTool, startProcess } from './tools.ts';

export interface DockerRegistry {
  readonly host: string;
  readonly stop: () => Promise<void>;
}

/** User `robot`, password `secret`, hashed with bcrypt. */
const HTPASSWD = 'robot:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n';

/** Starts Docker's own registry on a free port, with its files in `directory`; with `basic` it wants a login. */
export async function startDockerRegistry(directory: string, auth?: 'basic'): Promise<DockerRegistry> {
  mkdirSync(directory, { recursive: true });
  const port = await freePort();
  const htpasswd = join(directory, 'htpasswd');
  writeFileSync(htpasswd, HTPASSWD);
  const config = {
    version: '0.1',
    storage: { filesystem: { rootdirectory: join(directory, 'data') } },
    http: { addr: `127.0.0.1:${port}` },
    ...(auth === undefined ? {} : { auth: { htpasswd: { realm: 'real, registry', path: htpasswd } } }),
  };
  // JSON is YAML.
  writeFileSync(join(directory, 'config.yml'), JSON.stringify(config));
  const args = ['serve', join(directory, 'config.yml')];
  const server = await startProcess(requireTool('docker-registry'), { args, ready: { port } });
  return { host: `127.0.0.1:${port}`, stop: () => server.stop() };
}

/** Copies an image with skopeo, from and to any of its transports. */
export function skopeoCopy(from: string, to: string, ...options: readonly string[]): void {
  const tls = ['--src-tls-verify=false', '--dest-tls-verify=false'];
  const args = ['--insecure-policy', 'copy', '--quiet', ...tls, ...options, from, to];
  execFileSync(requireTool('skopeo'), args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Writes a single image in the form of skopeo's `dir:` transport. */
export function writeImageDirectory(image: BuiltImage, directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'version'), 'Directory Transport Version: 1.1\n');
  writeFileSync(join(directory, 'manifest.json'), image.manifests.get(image.digest)?.bytes ?? '');
  for (const [digest, bytes] of image.blobs)
    writeFileSync(join(directory, digest.replace(/^.*:/, '')), bytes);
}
