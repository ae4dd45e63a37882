import { describe, expect, it } from 'vitest';
import { compareVersions, parseVersion } from '../../../src/sources/s3/versions.ts';

function order(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (left === undefined || right === undefined) throw new Error('no version');
  return Math.sign(compareVersions(left, right));
}

describe('a version text', () => {
  it.each([
    '1.2.3',
    'v1.2.3',
    'latest',
    '30f9fa29f590f1f3b8e2c4b9a1d3e5f708192a3b',
    '1.2.3-rc.1+build.5',
    '1_2',
    '00000000000000000000',
    '9223372036854775807',
  ])('can be %s', (text) => {
    expect(parseVersion(text)).toBeDefined();
  });

  it.each([
    '',
    '1.2.3#fp',
    '1.0~rc1',
    'a b',
    'release/1',
    'sha256:abc',
    '2024-01-02T03:04:05Z',
    '1+a+b',
    '1..2',
    '.1',
    '1.',
    '12345678901234567890',
    '9223372036854775808',
    '1.0-a..b',
    '-rc.1',
  ])('cannot be %j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('the order of versions', () => {
  it.each([
    ['1.9.0', '1.10.0'],
    ['v1.9.0', 'v1.10.0'],
    ['1.10.0', 'v1.9.0'],
    ['v1.9.0', 'v2.0.0'],
    ['1000', '0999'],
    ['1.0.0', '1.0.0+x'],
    ['1.0.0-rc.1', '1.0.0'],
    ['1.0.0-rc.1', '1.0.0-rc.2'],
    ['1.0.0-rc.9', '1.0.0-rc.10'],
    ['1.0.0+1', '1.0.0+2'],
    ['1.2', '1.2.1'],
    ['1.2', '1.2.a'],
    ['B', 'a'],
    ['9223372036854775806', '9223372036854775807'],
  ])('puts %s below %s', (low = '', high = '') => {
    expect([order(low, high), order(high, low)]).toEqual([-1, 1]);
  });

  it.each([
    ['1.2.0', '1.2'],
    ['1', '1.0.0'],
    ['1.0-rc.0', '1-rc'],
  ])('puts %s beside %s', (a, b) => {
    expect([order(a, b), order(b, a)]).toEqual([0, 0]);
  });
});
