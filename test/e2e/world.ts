import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type FileServer, startFileServer } from '../servers/files.ts';
import { type FileSpec, type GitServer, git, startGitServer } from '../servers/git.ts';
import { buildImage } from '../servers/image-builder.ts';
import { startRegistry, type TestRegistry } from '../servers/registry.ts';

export const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, 'test/fixtures');

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A small internet on loopback, and a checkout of the pipeline repository in front of it. */
export interface World {
  /** The checkout. */
  readonly dir: string;
  /** Directory for everything else of a test: stores, outputs. */
  readonly temp: string;
  readonly git: GitServer;
  readonly files: FileServer;
  readonly registry: TestRegistry;
  /** Options that put the world in place of the internet. */
  readonly options: readonly string[];
  readonly run: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

/** The worker image of the fixture's tasks. */
export const WORKER = buildImage({
  layers: [
    [
      { name: 'bin/', type: 'directory' },
      { name: 'bin/sh', mode: 0o755, content: '#!shell\n' },
      { name: 'etc/', type: 'directory' },
      { name: 'etc/motd', content: 'old\n' },
    ],
    [{ name: 'etc/motd', content: 'new\n' }],
  ],
  config: { Env: ['PATH=/bin'], User: 'worker', Cmd: ['sh'], Labels: { team: 'sdn' } },
});

const OVAS: Readonly<Record<string, string>> = {
  '/unified-appliance-2.1.0.0.0.7395503.ova': 'manager\n',
  '/controller-2.1.0.0.0.7395493.ova': 'controller\n',
  '/edge-2.1.0.0.0.7395502.ova': 'edge\n',
  '/ovftool-4.2.0-5965791-lin.x86_64.bundle': 'tool\n',
};

/** Starts the servers with the fixture's repositories, files and image, and checks the pipeline repository out. */
export async function startWorld(): Promise<World> {
  const temp = await mkdtemp(join(tmpdir(), 'world-'));
  const [gitServer, files, registry] = await Promise.all([
    startGitServer(),
    startFileServer({ files: OVAS }),
    startRegistry(),
  ]);
  await gitServer.addRepository('example/sdn-gen.git', { branch: 'master', files: await fixture('sdn-gen') });
  await gitServer.addRepository('example/sdn-ansible', {
    branch: 'master',
    files: await fixture('sdn-ansible'),
  });
  registry.push('example/sdn-worker', 'v2.1', WORKER);
  const dir = join(temp, 'checkout');
  await checkOut(dir, gitServer);
  const config = join(temp, 'config.yml');
  await writeFile(config, configText(gitServer, registry));
  const options = ['--config', config, '--var', `image_webserver=${files.url}`];
  return {
    dir,
    temp,
    git: gitServer,
    files,
    registry,
    options,
    run: (args, env = {}) => runBundle(args, env),
    close: async () => {
      await Promise.all([gitServer.close(), files.close(), registry.close()]);
      await rm(temp, { recursive: true, force: true });
    },
  };
}

function configText(gitServer: GitServer, registry: TestRegistry): string {
  return `version: 1
sources: [pipelines/install.yml]
vars_files: [params/params.yml]
repository: https://github.com/example/sdn-gen
upstreams:
  docker.io: ${registry.url}
  https://github.com/: ${gitServer.url}/
`;
}

async function checkOut(dir: string, server: GitServer): Promise<void> {
  await mkdir(dir);
  await cp(join(FIXTURES, 'sdn-gen'), dir, { recursive: true });
  await rm(join(dir, '.offline-gen.yml'), { force: true });
  await git(dir, ['init', '-q', '-b', 'master']);
  await git(dir, ['remote', 'add', 'origin', `${server.url}/example/sdn-gen.git`]);
}

/** The files of a fixture as one commit. */
async function fixture(name: string): Promise<Record<string, FileSpec>> {
  const root = join(FIXTURES, name);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== '.offline-gen.yml');
  const specs = files.map(async (entry): Promise<[string, FileSpec]> => {
    const path = join(entry.parentPath, entry.name);
    const executable = ((await stat(path)).mode & 0o100) !== 0;
    const text = await readFile(path, 'utf8');
    return [relative(root, path), { text, mode: executable ? '100755' : '100644' }];
  });
  return Object.fromEntries(await Promise.all(specs));
}

/** Runs the bundle as a person would, in a plain environment. */
export function runBundle(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/index.js'), ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), NO_COLOR: '1', ...env },
    });
    const parts = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      parts.stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      parts.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...parts }));
  });
}
