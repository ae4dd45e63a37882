import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import { authorize } from '../../../src/sources/image/authorize.ts';
import type { RegistryLogin } from '../../../src/sources/image/credentials.ts';
import { imageSource } from '../../../src/sources/image/image.ts';
import { buildImage } from '../../servers/image-builder.ts';
import { type RegistryOptions, startRegistry, type TestRegistry } from '../../servers/registry.ts';
import { failure } from '../context.ts';
import { fetchArchive, imageRequest, type World, world } from './setup.ts';

const IMAGE = buildImage({ layers: [[{ name: 'a', content: 'x' }]] });
const LOGIN: RegistryLogin = { username: 'robot', password: 'secret' };
let close: (() => Promise<void>)[] = [];

async function start(options: RegistryOptions): Promise<TestRegistry> {
  const registry = await startRegistry(options);
  close.push(registry.close);
  registry.push('app', '1.0', IMAGE);
  return registry;
}

function someWorld(given: Parameters<typeof world>[0] = {}): World {
  const here = world(given);
  close.push(here.close);
  return here;
}

beforeEach(() => {
  close = [];
});
afterEach(async () => {
  for (const stop of close.reverse()) await stop();
});

describe('logging in to a registry', () => {
  it('answers a basic challenge with the login of the pipeline', async () => {
    const registry = await start({ auth: 'basic' });
    const { context } = someWorld({ credentials: { ...LOGIN } });
    await fetchArchive(imageRequest(registry.host), context);
    expect(registry.requests.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(2);
  });

  it('gets one token for a repository and uses it for all requests', async () => {
    const registry = await start({ auth: 'token' });
    const { context } = someWorld({ registryCredentials: () => Promise.resolve(LOGIN) });
    await imageSource.resolve(imageRequest(registry.host), context);
    const paths = registry.requests.map(
      ({ method, path }) => `${method} ${path.replace(/sha256:\w+/, '<digest>')}`,
    );
    expect(paths).toEqual([
      'HEAD /v2/app/manifests/1.0',
      'GET /token?service=test%2Cregistry&scope=repository%3Aapp%3Apull',
      'HEAD /v2/app/manifests/1.0',
      'GET /v2/app/manifests/<digest>',
    ]);
  });

  it('gets a token without a login where the registry gives one', async () => {
    const registry = await start({ auth: 'token', anonymous: true });
    await fetchArchive(imageRequest(registry.host), someWorld().context);
    const token = registry.requests.find(({ path }) => path.startsWith('/token'));
    expect(token?.headers.authorization).toBeUndefined();
  });

  it('exchanges an identity token', async () => {
    const registry = await start({ auth: 'token' });
    const login = { username: '<token>', password: 'identity' };
    const { context } = someWorld({ registryCredentials: () => Promise.resolve(login) });
    await imageSource.resolve(imageRequest(registry.host), context);
    expect(registry.requests.map(({ method, path }) => `${method} ${path}`)).toContain('POST /token');
  });

  it('gets a new token when the old one ends in the middle', async () => {
    const registry = await start({ auth: 'token' });
    const { context } = someWorld({ credentials: { ...LOGIN } });
    let expired = false;
    registry.intercept((request) => {
      if (!expired && request.url?.includes('/blobs/') === true) {
        expired = true;
        registry.expireTokens();
      }
      return false;
    });
    await fetchArchive(imageRequest(registry.host), context);
    expect(registry.requests.filter(({ path }) => path.startsWith('/token'))).toHaveLength(3);
  });

  it('prefers the login of the pipeline over that of docker', async () => {
    const registry = await start({ auth: 'basic' });
    const other = { username: 'other', password: 'wrong' };
    const { context } = someWorld({
      credentials: { ...LOGIN },
      registryCredentials: () => Promise.resolve(other),
    });
    expect((await imageSource.resolve(imageRequest(registry.host), context)).digest).toBe(IMAGE.digest);
  });

  it.each(['basic', 'token'] as const)('says that a login is needed (%s)', async (auth) => {
    const registry = await start({ auth });
    const error = await failure(imageSource.resolve(imageRequest(registry.host), someWorld().context));
    expect(describeError(error)).toBe(
      `${registry.host}/app:1.0 does not exist or needs a login. Check the name, or log in with \`docker login ${registry.host}\`.`,
    );
  });

  it.each(['basic', 'token'] as const)(
    'says that a login is wrong, without the password (%s)',
    async (auth) => {
      const registry = await start({ auth });
      const { context } = someWorld({ credentials: { username: 'robot', password: 'not-the-one' } });
      const error = await failure(imageSource.resolve(imageRequest(registry.host), context));
      expect(describeError(error)).toMatch(/refuses the login of robot/);
      expect(describeError(error)).not.toContain('not-the-one');
    },
  );

  it('sends no login to a realm that is no web address', async () => {
    const registry = await start({ auth: 'token', realm: 'ftp://127.0.0.1/token' });
    const { context } = someWorld({ credentials: { ...LOGIN } });
    const error = await failure(imageSource.resolve(imageRequest(registry.host), context));
    expect(describeError(error)).toMatch(/asks to log in at .*, which is not https/);
  });

  it('sends no login from an https registry to an http realm', async () => {
    const { http, signal } = someWorld().context;
    const endpoint = {
      origin: 'https://registry.example',
      registry: 'registry.example',
      repository: 'app',
      image: 'registry.example/app:1.0',
      login: () => Promise.resolve(LOGIN),
    };
    const error = await failure(authorize('Bearer realm="http://127.0.0.1/token"', endpoint, http, signal));
    expect(error).toMatchObject({ code: 'refused' });
  });

  it('goes where it is redirected, with the login for that place only', async () => {
    const registry = await start({ auth: 'basic' });
    registry.push('hub/library/ubuntu', '22.04', IMAGE);
    const asked: string[] = [];
    const { context } = someWorld({
      credentials: { username: 'hub-user', password: 'hub-password' },
      registryCredentials: (host) => {
        asked.push(host);
        return Promise.resolve(LOGIN);
      },
      redirect: (name) => name.replace('docker.io', `http://${registry.host}/hub`),
    });
    const request = imageRequest('docker.io', { repository: 'library/ubuntu', tag: '22.04' });
    expect(await imageSource.resolve(request, context)).toMatchObject({
      version: IMAGE.digest,
      label: '22.04',
    });
    expect(asked).toEqual([registry.host]);
    const missing = await failure(imageSource.resolve({ ...request, tag: 'none' }, context));
    expect(describeError(missing)).toMatch(
      new RegExp(`^docker.io/library/ubuntu:none \\(asked at ${registry.host}\\): not found`),
    );
  });
});
