import { describe, expect, it } from 'vitest';
import { firstHop, nextHop } from '../../src/net/redirect.ts';

const secret = {
  Authorization: 'Bearer x',
  Cookie: 'a=b',
  'PRIVATE-TOKEN': 't',
  'JOB-TOKEN': 'j',
  Accept: 'text/plain',
};

describe('redirects', () => {
  it('keeps every header on the same origin', () => {
    const hop = firstHop({ url: 'https://a.test/x', headers: secret });
    const next = nextHop(hop, 302, '/y?z=1');
    expect(next.url.href).toBe('https://a.test/y?z=1');
    expect(next.headers).toEqual(hop.headers);
  });

  it.each(['https://b.test/', 'https://a.test:8443/'])('carries no credential to %s', (location) => {
    const next = nextHop(firstHop({ url: 'https://a.test/x', headers: secret }), 307, location);
    expect(next.headers).toEqual({ accept: 'text/plain', 'user-agent': 'offline-gen' });
  });

  it('refuses to go from https to http', () => {
    const hop = firstHop({ url: 'https://a.test/x?token=hidden' });
    expect(() => nextHop(hop, 301, 'http://a.test/x')).toThrow(/from https to http/);
    expect(() => nextHop(hop, 301, 'http://a.test/x')).not.toThrow(/hidden/);
  });

  it('refuses other schemes', () => {
    expect(() => nextHop(firstHop({ url: 'http://a.test/' }), 302, 'file:///etc/passwd')).toThrow(/file:/);
    expect(() => firstHop({ url: 'ftp://a.test/' })).toThrow(
      expect.objectContaining({ code: 'unsupported' }),
    );
  });

  it.each([
    ['POST', 301, 'GET'],
    ['POST', 303, 'GET'],
    ['POST', 307, 'POST'],
    ['PUT', 301, 'PUT'],
    ['PUT', 303, 'GET'],
    ['HEAD', 303, 'HEAD'],
  ] as const)('turns %s after %i into %s', (method, status, expected) => {
    const hop = firstHop({
      url: 'http://a.test/',
      method,
      body: 'b',
      headers: { 'Content-Type': 'text/plain' },
    });
    const next = nextHop(hop, status, '/there');
    expect(next.method).toBe(expected);
    expect(next.body).toBe(expected === method ? 'b' : undefined);
    expect('content-type' in next.headers).toBe(expected === method);
  });

  it('moves user information into a header, so that no URL holds it', () => {
    const hop = firstHop({ url: 'https://us%40er:pa%2Fss%@a.test/x' });
    expect(hop.url.href).toBe('https://a.test/x');
    expect(hop.headers['authorization']).toBe(`Basic ${Buffer.from('us@er:pa%2Fss%').toString('base64')}`);
  });
});
