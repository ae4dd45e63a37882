import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../src/sources/image/challenge.ts';

function read(header: string): unknown {
  return parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)]);
}

describe('parseChallenges', () => {
  it('reads quoted values with commas, escapes and spaces', () => {
    expect(read('Bearer realm="https://a/t?x=1,2",scope="repository:a:pull,push" , Service=plain')).toEqual([
      ['bearer', { realm: 'https://a/t?x=1,2', scope: 'repository:a:pull,push', service: 'plain' }],
    ]);
    expect(read('Basic realm="say \\"x\\""')).toEqual([['basic', { realm: 'say "x"' }]]);
  });

  it('reads several challenges of one header', () => {
    expect(read('Negotiate, Basic realm="a", charset="UTF-8", Bearer realm="b"')).toEqual([
      ['negotiate', {}],
      ['basic', { realm: 'a', charset: 'UTF-8' }],
      ['bearer', { realm: 'b' }],
    ]);
  });

  it('reads nothing from nothing and from noise', () => {
    expect(read('')).toEqual([]);
    expect(read('"')).toEqual([]);
  });
});
