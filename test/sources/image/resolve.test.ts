import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import type { ImageRequest } from '../../../src/model/request.ts';
import { imageSource } from '../../../src/sources/image/image.ts';
import type { Resolution } from '../../../src/sources/source.ts';
import { type BuiltImage, buildImage, buildIndex, fromManifest } from '../../servers/image-builder.ts';
import { startRegistry, type TestRegistry } from '../../servers/registry.ts';
import { failure } from '../context.ts';
import { contentOf, fetchMembers, imageRequest, type World, world } from './setup.ts';

let registry: TestRegistry;
let here: World;

beforeAll(async () => {
  registry = await startRegistry();
  here = world();
});
afterAll(async () => {
  await here.close();
  await registry.close();
});

function imageFor(os: string, architecture: string, variant?: string): BuiltImage {
  const name = [os, architecture, variant].join('/');
  const platform = { os, architecture, ...(variant === undefined ? {} : { variant }) };
  return buildImage({ platform, layers: [[{ name: 'platform', content: name }]] });
}

function resolve(given: Partial<ImageRequest> = {}): Promise<Resolution> {
  return imageSource.resolve(imageRequest(registry.host, given), here.context);
}

async function chosenPlatform(index: BuiltImage, architecture: string): Promise<string | undefined> {
  registry.push('app', 'index', index);
  const request = imageRequest(registry.host, { tag: 'index', platform: { os: 'linux', architecture } });
  return contentOf(await fetchMembers(request, here.context), 'rootfs/platform');
}

async function resolveError(image: BuiltImage): Promise<string> {
  registry.push('app', 'bad', image);
  return describeError(await failure(resolve({ tag: 'bad' })));
}

describe('resolving an image', () => {
  it('has the digest of the index, and the size of the platform behind it', async () => {
    const image = imageFor('linux', 'amd64');
    const index = buildIndex([imageFor('linux', 'arm64'), image]);
    registry.push('app', '1.0', index);
    const size = [...image.blobs.values()].reduce((total, blob) => total + blob.length, 0);
    expect(await resolve()).toEqual({ version: index.digest, label: '1.0', digest: index.digest, size });
  });

  it('takes a digest as it is and names it shortly', async () => {
    const { digest } = imageFor('linux', 'amd64');
    registry.push('app', null, imageFor('linux', 'amd64'));
    const label = `sha256-${digest.slice(7, 19)}`;
    expect(await resolve({ tag: null, digest })).toMatchObject({ version: digest, label });
  });

  it('takes latest when nothing is said', async () => {
    const image = imageFor('linux', 'amd64');
    registry.push('app', 'latest', image);
    expect(await resolve({ tag: null })).toMatchObject({ version: image.digest, label: 'latest' });
  });

  it('asks for the manifest where a registry does not say its digest', async () => {
    const image = imageFor('linux', 'amd64');
    registry.push('app', 'headless', image);
    registry.intercept((request, response) => {
      if (request.method !== 'HEAD') return false;
      response.writeHead(405).end();
      return true;
    });
    const resolution = await resolve({ tag: 'headless' });
    registry.intercept(() => false);
    expect(resolution.version).toBe(image.digest);
  });

  it('reads no manifest when only the small files are wanted', async () => {
    const index = buildIndex([imageFor('windows', 'amd64')]);
    registry.push('app', 'small', index);
    expect(await resolve({ tag: 'small', layout: 'metadata' })).toMatchObject({
      version: index.digest,
      size: 0,
    });
  });

  it.each([
    ['amd64', ['linux/amd64/v3', 'linux/amd64'], 'linux/amd64'],
    ['arm64', ['linux/arm64', 'linux/arm64/v8'], 'linux/arm64/v8'],
    ['arm', ['linux/arm/v5', 'linux/arm/v7', 'linux/arm/v6'], 'linux/arm/v7'],
    ['amd64', ['windows/amd64', 'unknown/unknown', 'linux/amd64'], 'linux/amd64'],
  ])('chooses for linux/%s of %j: %s', async (architecture, names, expected) => {
    const images = names.map((name) => {
      const [os = '', arch = '', variant] = name.split('/');
      return imageFor(os, arch, variant);
    });
    expect((await chosenPlatform(buildIndex(images), architecture))?.replace(/\/$/, '')).toBe(expected);
  });

  it('looks into nested indexes', async () => {
    const nested = buildIndex([imageFor('linux', 's390x')]);
    const index = buildIndex([buildIndex([imageFor('linux', 'arm64')]), nested]);
    expect(await chosenPlatform(index, 's390x')).toBe('linux/s390x/');
  });

  it('lists the platforms there are when one is missing', async () => {
    const index = buildIndex([
      imageFor('linux', 'arm64', 'v8'),
      imageFor('linux', '386'),
      imageFor('unknown', 'unknown'),
    ]);
    expect(await resolveError(index)).toBe(
      `${registry.host}/app:bad is not there for linux/amd64: it has linux/386, linux/arm64/v8. Set \`platform\` to one of these.`,
    );
  });

  it('says what cannot be mirrored', async () => {
    const config = {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: `sha256:${'0'.repeat(64)}`,
      size: 2,
    };
    const layer = { ...config, mediaType: 'application/vnd.oci.image.layer.v1.tar' };
    const chart = { ...config, mediaType: 'application/vnd.cncf.helm.config.v1+json' };
    const cases: readonly (readonly [unknown, RegExp])[] = [
      [{ schemaVersion: 1, fsLayers: [] }, /schema 1/],
      [
        { schemaVersion: 2, config: chart, layers: [] },
        /no container image but application\/vnd\.cncf\.helm/,
      ],
      [{ schemaVersion: 2, config, layers: [{ ...layer, urls: ['https://x'] }] }, /foreign layer/],
      [
        { schemaVersion: 2, config, layers: [{ ...layer, mediaType: `${layer.mediaType}+encrypted` }] },
        /layer of type/,
      ],
      [{ schemaVersion: 2, config, layers: [], manifests: [] }, /malformed manifest/],
      [{ schemaVersion: 2, config: { ...config, digest: 'sha256:../x' }, layers: [] }, /malformed manifest/],
      [[], /malformed manifest/],
    ];
    for (const [manifest, message] of cases) {
      expect(await resolveError(fromManifest('application/json', manifest))).toMatch(message);
    }
  });

  it.each([
    [404, /app:1\.0: not found\. Check repository, tag and digest/],
    [403, /access is denied/],
    [429, /too many requests\. Wait, or log in/],
    [500, /answers 500/],
  ])('explains the status %i', async (status, message) => {
    registry.intercept((_request, response) => {
      response.writeHead(status).end();
      return true;
    });
    const error = await failure(resolve());
    registry.intercept(() => false);
    expect(describeError(error)).toMatch(message);
  });

  it('notices a manifest that is not what its digest says', async () => {
    const image = imageFor('linux', 'amd64');
    registry.push('app', '1.0', image);
    registry.intercept((request, response) => {
      if (request.method === 'HEAD') return false;
      response.end('{}');
      return true;
    });
    const error = await failure(resolve());
    registry.intercept(() => false);
    expect(error).toMatchObject({ code: 'integrity' });
    expect(describeError(error)).toMatch(/the manifest is damaged/);
  });

  it('refuses a manifest of over 4 MiB', async () => {
    expect(await resolveError(fromManifest('application/json', { pad: 'x'.repeat(4 << 20) }))).toMatch(
      /over 4194304 bytes/,
    );
  });
});
