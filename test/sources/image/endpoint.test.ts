import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpointOf } from '../../../src/sources/image/endpoint.ts';
import { imageRequest, type World, world } from './setup.ts';

let here: World;

beforeAll(() => {
  here = world();
});
afterAll(() => here.close());

describe('endpointOf', () => {
  it.each([
    ['docker.io', false, undefined, 'https://registry-1.docker.io/app'],
    ['ghcr.io', false, undefined, 'https://ghcr.io/app'],
    ['ghcr.io', true, undefined, 'http://ghcr.io/app'],
    ['localhost:5000', false, undefined, 'http://localhost:5000/app'],
    ['127.1.2.3', false, undefined, 'http://127.1.2.3/app'],
    ['[::1]:5000', false, undefined, 'http://[::1]:5000/app'],
    ['127.0.0.1.example', false, undefined, 'https://127.0.0.1.example/app'],
    ['docker.io', false, 'mirror.example:8443/hub/app', 'https://mirror.example:8443/hub/app'],
    ['docker.io', false, 'http://mirror.example/hub/app', 'http://mirror.example/hub/app'],
    ['localhost:5000', false, 'https://localhost:5000/app/', 'https://localhost:5000/app'],
    ['ghcr.io', true, 'mirror.example/app', 'https://mirror.example/app'],
  ])('%s (insecure: %s, redirected to %s) is asked at %s', (registry, insecure, target, expected) => {
    const context = { ...here.context, redirect: (name: string) => target ?? name };
    const { origin, repository } = endpointOf(imageRequest(registry, { insecure }), context);
    expect(`${origin}/${repository}`).toBe(expected);
  });
});
