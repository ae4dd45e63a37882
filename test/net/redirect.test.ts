import { describe, expect, it } from 'vitest';
import { firstHop, nextHop } from '../../src/net/redirect.ts';

const secret = {
  Authorization: 'Bearer x',
  Cookie: 'a=b',
  'PRIVATE-TOKEN': 't',
  'JOB-TOKEN': 'j',
  'X-JFrog-Art-Api': 'k',
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

  it('carries what says how to answer to another origin', () => {
    const headers = {
      Range: 'bytes=5-',
      'If-Range': '"x"',
      'If-None-Match': '"y"',
      'Accept-Encoding': 'gzip',
    };
    const next = nextHop(firstHop({ url: 'https://a.test/x', headers }), 302, 'https://b.test/');
    expect(next.headers).toEqual({
      'user-agent': 'offline-gen',
      range: 'bytes=5-',
      'if-range': '"x"',
      'if-none-match': '"y"',
      'accept-encoding': 'gzip',
    });
  });

  it('carries no body to another origin', () => {
    const hop = firstHop({ url: 'https://a.test/x', method: 'POST', body: 'refresh_token=hidden' });
    expect(() => nextHop(hop, 307, 'https://b.test/')).toThrow(/redirects a POST to another host/);
    expect(nextHop(hop, 302, 'https://b.test/')).toMatchObject({ method: 'GET', body: undefined });
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
