import { execFileSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageSource } from '../../src/sources/image/image.ts';
import { tar } from '../archive/gnu-tar.ts';
import { buildImage, type LayerEntry } from '../servers/image-builder.ts';
import { failure } from '../sources/context.ts';
import { fetchArchive, imageRequest, type World, world } from '../sources/image/setup.ts';
import {
  type DockerRegistry,
  skopeoCopy,
  startDockerRegistry,
  writeImageDirectory,
} from './docker-registry.ts';
import { requireTool } from './tools.ts';

const MEGABYTE = 1_000_000;
const isRoot = process.getuid?.() === 0;
let temp = '';
let here: World;
let registry: DockerRegistry | undefined;

async function start(auth?: 'basic'): Promise<DockerRegistry> {
  registry = await startDockerRegistry(join(temp, 'registry'), auth);
  return registry;
}

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'image-real-'));
  here = world();
});
afterEach(async () => {
  await registry?.stop();
  registry = undefined;
  await here.close();
  // Directories without write permission are among them.
  execFileSync('chmod', ['-R', 'u+rwx', temp]);
  rmSync(temp, { recursive: true });
});

const owner = isRoot ? { uid: 1000, gid: 50 } : {};
const directory = (name: string, mode = 0o755): LayerEntry => ({ type: 'directory', name: `${name}/`, mode });
const file = (name: string, content = name, mode = 0o644): LayerEntry => ({ name, content, mode });
const hardlink = (name: string, linkname: string): LayerEntry => ({ type: 'hardlink', name, linkname });
const symlink = (name: string, linkname: string): LayerEntry => ({ type: 'symlink', name, linkname });

/** Everything in which unpackers of layers went wrong before, in three layers. */
const LAYERS: readonly (readonly LayerEntry[])[] = [
  [
    directory('bin'),
    file('bin/su', 'su', 0o4755),
    { ...directory('home', 0o1777), ...owner },
    { ...file('home/file'), ...owner },
    directory('opaque'),
    file('opaque/old'),
    directory('opaque/below'),
    file('opaque/below/old'),
    file('gone'),
    directory('gone-directory'),
    file('gone-directory/a'),
    file('link/first', 'shared', 0o640),
    hardlink('link/second', 'link/first'),
    hardlink('link/third', 'link/first'),
    file('kept/original', 'old content'),
    hardlink('kept/copy', 'kept/original'),
    directory('usr'),
    directory('usr/lib', 0o711),
    symlink('lib', 'usr/lib'),
    symlink('absolute', '/usr/lib'),
    symlink('dangling', '../../nowhere'),
    file('turns-into-directory'),
    directory('turns-into-file'),
    file('turns-into-file/a'),
    { type: 'fifo', name: 'pipe', mode: 0o600 },
    directory('empty', 0o700),
    file(`${'n'.repeat(120)}/${'m'.repeat(200)}`, 'long'),
  ],
  [
    file('.wh.gone'),
    file('.wh.gone-directory'),
    directory('opaque'),
    file('opaque/.wh..wh..opq'),
    file('opaque/new'),
    file('lib/written-through-link'),
    file('link/.wh.first'),
    hardlink('link/across', 'link/second'),
    file('kept/original', 'new content'),
    directory('turns-into-directory'),
    file('turns-into-directory/a'),
    file('turns-into-file', 'now a file'),
  ],
  [],
  [{ ...directory('home', 0o750), ...owner }, file('lib/.wh.written-through-link'), file('top', 'last')],
];

/** One line for everything below a directory, contents as hashes, hard links by the first name of their file. */
function inventory(root: string): string[] {
  const firstNames = new Map<number, string>();
  return namesBelow(root).map((name) => describeFile(root, name, firstNames));
}

/** `readdir`'s own recursion follows symbolic links. */
function namesBelow(root: string, path = ''): string[] {
  return readdirSync(join(root, path))
    .sort()
    .map((name) => join(path, name))
    .flatMap((name) => [name, ...(lstatSync(join(root, name)).isDirectory() ? namesBelow(root, name) : [])]);
}

function describeFile(root: string, name: string, firstNames: Map<number, string>): string {
  const path = join(root, name);
  const stats = lstatSync(path);
  const { mode, uid, gid, size, ino } = stats;
  const owners = isRoot ? [uid, gid] : [];
  if (stats.isSymbolicLink()) return [name, 'link', ...owners, readlinkSync(path)].join(' ');
  if (!stats.isFile()) return [name, mode.toString(8), ...owners].join(' ');
  const first = firstNames.get(ino) ?? name;
  firstNames.set(ino, first);
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
  return [name, mode.toString(8), ...owners, size, Math.floor(stats.mtimeMs / 1000), first, hash].join(' ');
}

/** What umoci, the reference unpacker of OCI images, makes of an image. */
function unpackedByUmoci(source: string): string[] {
  const layout = join(temp, 'layout');
  skopeoCopy(source, `oci:${layout}:it`);
  const bundle = join(temp, 'bundle');
  const rootless = isRoot ? [] : ['--rootless'];
  execFileSync(requireTool('umoci'), ['unpack', ...rootless, '--image', `${layout}:it`, bundle]);
  return inventory(join(bundle, 'rootfs'));
}

async function unpackedFromUs(host: string): Promise<string[]> {
  const target = join(temp, 'target');
  mkdirSync(target);
  const archive = await fetchArchive(imageRequest(host), here.context);
  writeFileSync(join(temp, 'image.tgz'), archive);
  tar(['-xf', join(temp, 'image.tgz'), '-C', target]);
  return inventory(join(target, 'rootfs'));
}

describe('an image in the real registry', () => {
  it.each(['docker', 'oci'] as const)('unpacks to what umoci unpacks (pushed as %s)', async (form) => {
    const { host } = await start();
    const source = `dir:${join(temp, 'image')}`;
    writeImageDirectory(buildImage({ layers: LAYERS }), join(temp, 'image'));
    const format = form === 'oci' ? ['--format', 'oci'] : [];
    skopeoCopy(source, `docker://${host}/app:1.0`, ...format);
    const ours = await unpackedFromUs(host);
    expect(ours).toEqual(unpackedByUmoci(source));
    expect(ours.length).toBeGreaterThan(25);
  });

  it('is fetched with a login, and not without', async () => {
    const { host } = await start('basic');
    writeImageDirectory(buildImage({ layers: LAYERS }), join(temp, 'image'));
    skopeoCopy(`dir:${join(temp, 'image')}`, `docker://${host}/app:1.0`, '--dest-creds', 'robot:secret');
    const credentials = { username: 'robot', password: 'secret' };
    const archive = await fetchArchive(imageRequest(host), { ...here.context, credentials });
    expect(archive.length).toBeGreaterThan(1000);
    expect(String(await failure(imageSource.resolve(imageRequest(host), here.context)))).toMatch(
      /needs a login/,
    );
  });

  it('of 1 GB is fetched in less than 300 MB of memory', async () => {
    const { host } = await start();
    const layers = [1, 2, 3, 4].map((number) => {
      const content = randomFillSync(Buffer.alloc(256 * MEGABYTE));
      return { entries: [{ name: `big-${number}`, content }], compression: 'none' as const };
    });
    writeImageDirectory(buildImage({ layers }), join(temp, 'image'));
    skopeoCopy(`dir:${join(temp, 'image')}`, `docker://${host}/big:1.0`, '--dest-compress-level', '1');
    const script = fileURLToPath(new URL('fetch-image.ts', import.meta.url));
    const output = execFileSync(process.execPath, [script, host, temp], { encoding: 'utf8' });
    const { bytes, peak }: { readonly bytes: number; readonly peak: number } = JSON.parse(output);
    console.log(`archive: ${Math.round(bytes / MEGABYTE)} MB, memory: ${Math.round(peak / MEGABYTE)} MB`);
    expect(bytes).toBeGreaterThan(1000 * MEGABYTE);
    expect(peak).toBeLessThan(300 * MEGABYTE);
  });
});
