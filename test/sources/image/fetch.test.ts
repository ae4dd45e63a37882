import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SILENT } from '../../../src/model/log.ts';
import type { ImageRequest } from '../../../src/model/request.ts';
import { imageSource } from '../../../src/sources/image/image.ts';
import { collect, listing } from '../../archive/gnu-tar.ts';
import { buildImage, type ImageSpec, sha256 } from '../../servers/image-builder.ts';
import { startRegistry, type TestRegistry } from '../../servers/registry.ts';
import { failure } from '../context.ts';
import { contentOf, fetchArchive, fetchMembers, imageRequest, type World, world } from './setup.ts';

const FILE = [{ name: 'a', content: 'x' }];
let registry: TestRegistry;
let here: World;

beforeEach(async () => {
  registry = await startRegistry();
  here = world();
});
afterEach(async () => {
  await here.close();
  await registry.close();
});

async function smallFiles(config: ImageSpec['config'], given: Partial<ImageRequest> = {}) {
  const digest = registry.push(
    'app',
    '1.0',
    buildImage({ layers: [FILE], ...(config === undefined ? {} : { config }) }),
  );
  const members = await fetchMembers(imageRequest(registry.host, given), here.context);
  return { digest, members, file: (name: string) => contentOf(members, name) };
}

describe('fetching an image', () => {
  it('gives an archive that GNU tar lists, in a fixed order', async () => {
    registry.push('app', '1.0', buildImage({ layers: [FILE], config: { Labels: { b: '1', a: '2' } } }));
    const archive = gunzipSync(await fetchArchive(imageRequest(registry.host), here.context));
    expect(listing(archive).map((line) => line.replace(/ 0\/0 \d+ /, ' '))).toEqual([
      'drwxr-xr-x 2024-01-02 03:04:05 ./',
      '-rw-r--r-- 2024-01-02 03:04:05 metadata.json',
      '-rw-r--r-- 2024-01-02 03:04:05 labels.json',
      '-rw-r--r-- 2024-01-02 03:04:05 repository',
      '-rw-r--r-- 2024-01-02 03:04:05 tag',
      '-rw-r--r-- 2024-01-02 03:04:05 digest',
      'drwxr-xr-x 2024-01-02 03:04:05 rootfs/',
      '-rw-r--r-- 2020-09-13 12:26:40 rootfs/a',
    ]);
  });

  it('writes the small files of registry-image', async () => {
    const { digest, file } = await smallFiles({
      Cmd: ['sh', '-c', 'a<b'],
      Env: ['PATH=/bin'],
      User: 'me',
      Labels: { '10': 'ten', '9': 'nine', a: '"' },
    });
    expect(file('metadata.json')).toBe(
      '{"cmd":["sh","-c","a\\u003cb"],"entrypoint":null,"env":["PATH=/bin"],"user":"me"}\n',
    );
    expect(file('labels.json')).toBe('{"10":"ten","9":"nine","a":"\\""}\n');
    expect(file('repository')).toBe(`${registry.host}/app`);
    expect(file('tag')).toBe('1.0');
    expect(file('digest')).toBe(digest);
  });

  it('leaves the tag empty when a digest alone is asked for', async () => {
    const { digest } = buildImage({ layers: [FILE] });
    const { file } = await smallFiles(undefined, { tag: null, digest });
    expect(file('tag')).toBe('');
    expect(file('metadata.json')).toBe('{"cmd":null,"entrypoint":null,"env":null,"user":""}\n');
    expect(file('labels.json')).toBe('{}\n');
  });

  it('writes the small files of docker-image, and no /dev', async () => {
    const image = buildImage({
      layers: [[{ name: 'etc/passwd' }, { name: 'dev/x' }, { name: 'opt/dev' }]],
      config: { Env: ['A=1'] },
    });
    registry.push('app', '1.0', image);
    const request = imageRequest(registry.host, { layout: 'docker-image' });
    const members = await fetchMembers(request, here.context);
    expect(contentOf(members, 'metadata.json')).toBe(
      '{"user":"root","env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","A=1","HOME=/root"]}\n',
    );
    expect(contentOf(members, 'repository')).toBe(`${registry.host}/app\n`);
    expect(contentOf(members, 'tag')).toBe('1.0\n');
    expect(contentOf(members, 'digest')).toBe(`${image.digest}\n`);
    expect(contentOf(members, 'image-id')).toBe(`${image.config}\n`);
    expect(members.map(({ name }) => name).filter((name) => name.includes('dev'))).toEqual([
      'rootfs/opt/dev',
    ]);
  });

  it('writes the version files alone for the layout metadata', async () => {
    const { members } = await smallFiles(undefined, { layout: 'metadata' });
    expect(members.map(({ name }) => name)).toEqual(['./', 'repository', 'tag', 'digest']);
    expect(registry.requests.map(({ method }) => method)).toEqual(['HEAD']);
  });

  it.each(['gzip', 'zstd', 'none'] as const)(
    'reads layers compressed with %s, whatever their type says',
    async (compression) => {
      const mediaType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
      registry.push('app', '1.0', buildImage({ layers: [{ entries: FILE, compression, mediaType }] }));
      expect(contentOf(await fetchMembers(imageRequest(registry.host), here.context), 'rootfs/a')).toBe('x');
    },
  );

  it('gives the same bytes for the same image', async () => {
    const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at) % 251));
    registry.push('app', '1.0', buildImage({ layers: [FILE, [{ name: 'b', content }]] }));
    const first = await fetchArchive(imageRequest(registry.host), here.context);
    expect((await fetchArchive(imageRequest(registry.host), here.context)).equals(first)).toBe(true);
  });

  it('downloads a layer that is there twice once', async () => {
    const image = buildImage({ layers: [FILE, [{ name: 'a', content: 'y' }], FILE] });
    registry.push('app', '1.0', image);
    const members = await fetchMembers(imageRequest(registry.host), here.context);
    expect(contentOf(members, 'rootfs/a')).toBe('x');
    expect(registry.requests.filter(({ path }) => path.endsWith(image.layers[0] ?? '?'))).toHaveLength(1);
  });

  it('removes its temporary files when the stream is not read', async () => {
    registry.push('app', '1.0', buildImage({ layers: [FILE] }));
    const request = imageRequest(registry.host);
    const payload = await imageSource.fetch(
      request,
      await imageSource.resolve(request, here.context),
      here.context,
    );
    expect(here.leftovers()).toHaveLength(1);
    payload.stream.destroy();
    await payload.dispose();
    expect(here.leftovers()).toEqual([]);
  });

  it('warns when the only image is for another platform', async () => {
    const warnings: string[] = [];
    const platform = { os: 'linux', architecture: 'arm64' };
    registry.push('app', '1.0', buildImage({ platform, layers: [FILE] }));
    const log = { ...SILENT, warn: (message: string) => void warnings.push(message) };
    await fetchArchive(imageRequest(registry.host), { ...here.context, log });
    expect(warnings).toEqual([`${registry.host}/app:1.0 exists for linux/arm64 only, not for linux/amd64`]);
  });
});

describe('a download that goes wrong', () => {
  const content = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * at) % 251));
  const image = buildImage({ layers: [{ entries: [{ name: 'big', content }], compression: 'none' }] });
  const [layer = ''] = image.layers;
  const blob = image.blobs.get(layer) ?? Buffer.alloc(0);

  /** Cuts the connection after half of what is left, the given number of times. */
  function cut(times: number, answer: { readonly ignoreRange?: boolean } = {}): string[] {
    const ranges: string[] = [];
    registry.intercept((request, response) => {
      if (request.url?.endsWith(layer) !== true) return false;
      ranges.push(request.headers.range ?? 'all');
      const asked = Number(/\d+/.exec(request.headers.range ?? '0')?.[0]);
      if (ranges.length > times && answer.ignoreRange !== true) return false;
      const from = answer.ignoreRange === true ? 0 : asked;
      const headers = {
        'content-length': blob.length - from,
        'content-range': `bytes ${from}-${blob.length - 1}/${blob.length}`,
      };
      response.writeHead(from > 0 ? 206 : 200, headers);
      if (ranges.length > times) response.end(blob);
      else
        response.write(blob.subarray(from, from + Math.ceil((blob.length - from) / 2)), () =>
          response.destroy(),
        );
      return true;
    });
    return ranges;
  }

  beforeEach(() => {
    registry.push('app', '1.0', image);
  });

  it('goes on where the connection was cut', async () => {
    const ranges = cut(2);
    const members = await fetchMembers(imageRequest(registry.host), here.context);
    expect(contentOf(members, 'rootfs/big')).toBe(content.toString('latin1'));
    expect(ranges).toHaveLength(3);
    expect(ranges.slice(1)).toEqual([
      expect.stringMatching(/^bytes=\d+-$/),
      expect.stringMatching(/^bytes=\d+-$/),
    ]);
  });

  it('goes on with a server that sends all again', async () => {
    const ranges = cut(1, { ignoreRange: true });
    const members = await fetchMembers(imageRequest(registry.host), here.context);
    expect(contentOf(members, 'rootfs/big')).toBe(content.toString('latin1'));
    expect(ranges).toHaveLength(2);
  });

  it('gives up when every connection is cut, and leaves nothing behind', async () => {
    cut(Number.POSITIVE_INFINITY);
    const error = await failure(fetchArchive(imageRequest(registry.host), here.context));
    expect(error).toMatchObject({ code: 'network' });
    expect(here.leftovers()).toEqual([]);
  });

  it.each([
    [
      'other bytes',
      Buffer.concat([blob.subarray(0, 1000), Buffer.from('!'), blob.subarray(1001)]),
      /damaged/,
    ],
    ['too few bytes', blob.subarray(0, 1000), /ended after 1000 of/],
    ['too many bytes', Buffer.concat([blob, blob]), /more bytes arrived/],
  ])('refuses a layer with %s', async (_name, bytes, message) => {
    registry.corrupt(layer, bytes);
    expect(String(await failure(fetchArchive(imageRequest(registry.host), here.context)))).toMatch(message);
    expect(here.leftovers()).toEqual([]);
  });

  it('refuses a configuration with other bytes', async () => {
    const config = image.blobs.get(image.config) ?? Buffer.alloc(0);
    registry.corrupt(image.config, Buffer.from(config.toString().replace('amd64', 'arm64')));
    const error = await failure(fetchArchive(imageRequest(registry.host), here.context));
    expect(error).toMatchObject({ code: 'integrity' });
  });

  it('refuses a layer that unpacks to other bytes than the configuration says', async () => {
    registry.push('app', '1.0', buildImage({ layers: [FILE], diffIds: [sha256('other')] }));
    const error = await failure(fetchArchive(imageRequest(registry.host), here.context));
    expect(error).toMatchObject({ code: 'integrity' });
    expect(here.leftovers()).toEqual([]);
  });

  it('refuses a configuration with another number of layers', async () => {
    registry.push('app', '1.0', buildImage({ layers: [FILE], diffIds: [] }));
    expect(String(await failure(fetchArchive(imageRequest(registry.host), here.context)))).toMatch(
      /0 layers, the manifest 1/,
    );
  });

  it('stops when it is interrupted', async () => {
    const stop = new AbortController();
    registry.intercept((request) => {
      if (request.url?.includes('/blobs/') === true) stop.abort();
      return false;
    });
    const context = { ...here.context, signal: stop.signal };
    expect(await failure(fetchArchive(imageRequest(registry.host), context))).toMatchObject({
      code: 'interrupted',
    });
    expect(here.leftovers()).toEqual([]);
  });
});

describe('the archive', () => {
  it('fails instead of ending when a layer file goes away', async () => {
    // More than the streams between the first layer and the reader hold, so that the second is not opened yet.
    const content = randomBytes(4_000_000);
    registry.push('app', '1.0', buildImage({ layers: [[{ name: 'big', content }], FILE] }));
    const request = imageRequest(registry.host);
    const payload = await imageSource.fetch(
      request,
      await imageSource.resolve(request, here.context),
      here.context,
    );
    await payload.dispose();
    expect(String(await failure(collect(payload.stream)))).toMatch(/ENOENT/);
  });
});
