import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorld, type World } from '../../test/e2e/world.ts';
import { type S3Server, startS3Server } from '../../test/servers/s3.ts';

/** What the demo runs against. Every server is in this process and listens on 127.0.0.1. */
export interface Stage {
  /** The checkout of the pipeline repository. */
  readonly dir: string;
  /** Environment of the commands: nothing of the person's own settings, proxies or credentials. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys and sizes in bytes of what lies in the bucket, sorted by key. */
  readonly objects: () => readonly (readonly [key: string, size: number])[];
  /** Stops everything but the bucket, for good. */
  readonly cutOff: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What stands for the large files of the pipeline: path and size in MB. */
const FILES: Readonly<Record<string, number>> = {
  '/unified-appliance-2.1.0.0.0.7395503.ova': 12,
  '/controller-2.1.0.0.0.7395493.ova': 8,
  '/edge-2.1.0.0.0.7395502.ova': 6,
  '/ovftool-4.2.0-5965791-lin.x86_64.bundle': 4,
};

/**
 * Starts a git server, a container registry, a web server and an S3 server, and checks the repository out. Everything
 * that is written lies in one directory, which is also removed when this throws.
 */
export async function setUp(): Promise<Stage> {
  const usual = tmpdir();
  const root = await mkdtemp(join(usual, 'offline-gen-demo-'));
  process.env['TMPDIR'] = root;
  const cleanUp = async () => {
    process.env['TMPDIR'] = usual;
    await rm(root, { recursive: true, force: true });
  };
  try {
    return await fill(cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

async function fill(cleanUp: () => Promise<void>): Promise<Stage> {
  const world = await startWorld();
  const s3 = await startS3Server({ bucket: 'offline' });
  for (const [path, size] of Object.entries(FILES)) {
    world.files.files.set(path, Buffer.alloc(size * 1_000_000, path));
  }
  await writeFile(join(world.dir, '.offline-gen.yml'), configText(world, s3));
  let isCutOff = false;
  const cutOff = async () => {
    if (isCutOff) return;
    isCutOff = true;
    await Promise.all([world.git.close(), world.files.close(), world.registry.close()]);
  };
  return {
    dir: world.dir,
    env: commandEnvironment(world.temp),
    objects: () => [...s3.objects].map(([key, bytes]) => [key, bytes.length] as const).sort(byKey),
    cutOff,
    close: async () => {
      await Promise.all([cutOff(), s3.close()]);
      await cleanUp();
    },
  };
}

/** A real repository has no `upstreams` like these: they send what is meant for the internet to the demo's servers. */
function configText({ git, files, registry }: World, s3: S3Server): string {
  return `version: 1
sources: [pipelines/install.yml]
vars_files: [params/params.yml]
repository: https://github.com/example/sdn-gen
store: s3://offline/ci
s3: {endpoint: "${s3.url}", region: us-east-1, path_style: true}
upstreams:
  docker.io: ${registry.url}
  https://github.com/: ${git.url}/
  http://files.example/: ${files.url}/
`;
}

function commandEnvironment(temp: string): Record<string, string> {
  const kept = ['PATH', 'TERM', 'NO_COLOR', 'CI'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const own = { HOME: temp, TMPDIR: temp, AWS_ACCESS_KEY_ID: 'test-access', AWS_SECRET_ACCESS_KEY: 'demo' };
  return { ...Object.fromEntries(kept), ...own };
}

function byKey([a]: readonly [string, number], [b]: readonly [string, number]): number {
  return a < b ? -1 : 1;
}
