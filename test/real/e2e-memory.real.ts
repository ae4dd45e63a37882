import { createHash, randomFillSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUNDLE, startBundle } from '../e2e/bundle.ts';
import { type FileServer, startFileServer } from '../servers/files.ts';
import { layerTar } from '../servers/image-builder.ts';
import { type DockerRegistry, skopeoCopy, startDockerRegistry } from './docker-registry.ts';
import { type Gateway, startGateway } from './gateway.ts';

const MEGABYTE = 1_000_000;
const FILE_SIZE = 2000 * MEGABYTE;
const LAYERS = 4;
const LAYER_SIZE = 250 * MEGABYTE;
const LIMIT = 300 * MEGABYTE;

/** Says at the end how much memory the process had at its peak; children are not counted. */
const REPORT_MEMORY =
  "--import=data:text/javascript,process.on('exit',()=>process._rawDebug('peak='+process.resourceUsage().maxRSS))";

let temp: string;
let dir: string;
let files: FileServer;
let registry: DockerRegistry;
let gateway: Gateway;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), 'offline-gen-memory-'));
  dir = join(temp, 'repository');
  mkdirSync(dir);
  [files, registry, gateway] = await Promise.all([
    startFileServer({ files: { '/big.bin': { body: { size: FILE_SIZE, open: openFile }, etag: '"big"' } } }),
    startDockerRegistry(join(temp, 'registry')),
    startGateway('memory'),
  ]);
  writeImage(join(temp, 'image'));
  const target = `docker://${registry.host}/big:1.0`;
  skopeoCopy(`dir:${join(temp, 'image')}`, target, '--preserve-digests');
  await rm(join(temp, 'image'), { recursive: true });
  await writeFile(join(dir, 'pipeline.yml'), pipeline());
});
afterAll(async () => {
  await registry?.stop();
  await Promise.all([files?.close(), gateway?.close()]);
  await rm(temp, { recursive: true, force: true });
});

function openFile(start: number): Readable {
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  function* chunks() {
    for (let offset = start; offset < FILE_SIZE; offset += chunk.length) {
      yield chunk.subarray(0, FILE_SIZE - offset);
    }
  }
  return Readable.from(chunks());
}

/** An image of layers that can't be compressed, in the form of skopeo's `dir:` transport; one layer is held at a time. */
function writeImage(directory: string): void {
  mkdirSync(directory);
  const write = (bytes: Buffer) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(directory, hex), bytes);
    return { digest: `sha256:${hex}`, size: bytes.length };
  };
  const layers = Array.from({ length: LAYERS }, (_, number) => {
    const content = randomFillSync(Buffer.alloc(LAYER_SIZE));
    return write(layerTar([{ name: `big-${number}`, content }]));
  });
  const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
  const config = write(
    Buffer.from(JSON.stringify({ os: 'linux', architecture: 'amd64', config: {}, rootfs })),
  );
  const manifest = {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
    layers: layers.map((layer) => ({ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer })),
  };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(directory, 'version'), 'Directory Transport Version: 1.1\n');
}

function pipeline(): string {
  return `resource_types:
- name: file-url
  type: registry-image
  source: {repository: example/file-url}
resources:
- name: file
  type: file-url
  source: {url: "${files.url}/big.bin", filename: big-1.0.bin}
- name: image
  type: registry-image
  source: {repository: "${registry.host}/big", tag: "1.0", insecure: true}
jobs:
- name: build
  plan: [{get: file}, {get: image}]
`;
}

describe('a file of 2 GB and an image of 1 GB', () => {
  it.each(['s3', 'directory'])(
    'are mirrored to %s, and verified, in less than 300 MB of memory',
    async (kind) => {
      const store = kind === 's3' ? 's3://memory' : join(temp, 'store');
      for (const command of ['run', 'verify']) {
        const args = [command, dir, '--store', store];
        const env = { ...gateway.env, NODE_OPTIONS: REPORT_MEMORY };
        const { status, stdout, stderr } = await startBundle(process.execPath, BUNDLE, args, env).ended;
        expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
        const peak = Number(/peak=(\d+)/.exec(stderr)?.[1]) * 1024;
        console.log(`${command} ${kind}: ${Math.round(peak / MEGABYTE)} MB at the peak`);
        expect(peak).toBeLessThan(LIMIT);
      }
      await rm(join(temp, 'store'), { recursive: true, force: true });
      await rm(join(dir, 'offline.lock.yml'));
    },
  );
});
