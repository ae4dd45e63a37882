import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type FileServer, type FileServerOptions, startFileServer } from '../servers/files.ts';
import { type FileSpec, type GitServer, git, startGitServer } from '../servers/git.ts';
import { buildImage } from '../servers/image-builder.ts';
import { type RegistryOptions, startRegistry, type TestRegistry } from '../servers/registry.ts';
import { BUNDLE, type Result, type RunningBundle, startBundle } from './bundle.ts';
import { watchFetches } from './fetches.ts';

export const FIXTURES = join(import.meta.dirname, '../fixtures');

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
  /** Runs the bundle over the checkout with these options: `command`, then what else is said. */
  readonly run: (
    command: string,
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => Promise<Result>;
  readonly start: (
    command: string,
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => RunningBundle;
  /** Contents that were fetched since it was asked last, sorted: `file <path>`, `blob <digest>`, `git <repository>`. */
  readonly fetched: () => readonly string[];
  /** Called at every request of the bundle, before it is answered, with `<server> <method> <path>`. */
  readonly onRequest: (handler: ((request: string) => void) | null) => void;
  readonly close: () => Promise<void>;
}

export interface WorldOptions {
  /** `user:password` that the git server asks for. */
  readonly gitLogin?: string;
  readonly fileAuth?: NonNullable<FileServerOptions['auth']>;
  readonly registry?: RegistryOptions;
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

/** What the web server of the fixture has. */
export const OVAS: Readonly<Record<string, string>> = {
  '/unified-appliance-2.1.0.0.0.7395503.ova': 'manager\n',
  '/controller-2.1.0.0.0.7395493.ova': 'controller\n',
  '/edge-2.1.0.0.0.7395502.ova': 'edge\n',
  '/ovftool-4.2.0-5965791-lin.x86_64.bundle': 'tool\n',
};

/** Starts the servers with the fixture's repositories, files and image, and checks the pipeline repository out. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const temp = await mkdtemp(join(tmpdir(), 'world-'));
  const watch = watchFetches();
  const login = options.gitLogin === undefined ? {} : { login: options.gitLogin };
  const auth = options.fileAuth === undefined ? {} : { auth: options.fileAuth };
  const [gitServer, files, registry] = await Promise.all([
    startGitServer({ ...login, intercept: watch.git }),
    startFileServer({ files: OVAS, ...auth }),
    startRegistry(options.registry),
  ]);
  files.faults.before = watch.file;
  registry.intercept(watch.registry);
  await gitServer.addRepository('example/sdn-gen.git', { branch: 'master', files: await fixture('sdn-gen') });
  await gitServer.addRepository('example/sdn-ansible', {
    branch: 'master',
    files: await fixture('sdn-ansible'),
  });
  registry.push('example/sdn-worker', 'v2.1', WORKER);
  const dir = join(temp, 'checkout');
  await checkOut('sdn-gen', dir, `${gitServer.url}/example/sdn-gen.git`);
  const config = join(temp, 'config.yml');
  await writeFile(config, configText(gitServer.url, registry.url));
  const worldOptions = ['--config', config, '--var', `image_webserver=${files.url}`];
  // What a killed run leaves goes with the world.
  const scratch = join(temp, 'tmp');
  await mkdir(scratch);
  const start: World['start'] = (command, args = [], env = {}) =>
    startBundle(process.execPath, BUNDLE, [command, dir, ...worldOptions, ...args], {
      TMPDIR: scratch,
      ...env,
    });
  return {
    dir,
    temp,
    git: gitServer,
    files,
    registry,
    options: worldOptions,
    run: (...said) => start(...said).ended,
    start,
    fetched: watch.fetched,
    onRequest: watch.onRequest,
    close: async () => {
      await Promise.all([gitServer.close(), files.close(), registry.close()]);
      await rm(temp, { recursive: true, force: true });
    },
  };
}

/** A configuration that leads to these servers instead of GitHub and Docker Hub. */
export function configText(gitUrl: string, registryUrl: string): string {
  return `version: 1
sources: [pipelines/install.yml]
vars_files: [params/params.yml]
repository: https://github.com/example/sdn-gen
upstreams:
  docker.io: ${registryUrl}
  https://github.com/: ${gitUrl}/
`;
}

/** A fixture as a checkout of the repository at `origin`. */
export async function checkOut(name: string, dir: string, origin: string): Promise<void> {
  await cp(join(FIXTURES, name), dir, { recursive: true });
  await rm(join(dir, '.offline-gen.yml'), { force: true });
  await git(dir, ['init', '-q', '-b', 'master']);
  await git(dir, ['remote', 'add', 'origin', origin]);
}

/** The files of a fixture as one commit. */
export async function fixture(name: string): Promise<Record<string, FileSpec>> {
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
