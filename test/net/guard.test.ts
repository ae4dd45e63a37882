import { describe, expect, it } from 'vitest';
import { createGuard } from '../../src/net/guard.ts';

const refuses = (options: { untrusted?: boolean; allowHosts?: string[] }, url: string): boolean => {
  const guard = createGuard({ untrusted: options.untrusted ?? false, allowHosts: options.allowHosts ?? [] });
  try {
    guard.checkUrl(new URL(url));
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'refused' });
    return true;
  }
};

describe('guard', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::169.254.169.254]/',
    'http://[fd00:ec2::254]/',
    'http://100.100.100.200/',
  ])('refuses the link-local or metadata address %s in a trusted run too', (url) => {
    expect(refuses({}, url)).toBe(true);
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://db.localhost/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://[::]/',
    'http://[::1]/',
    'http://[fd12:3456::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:7f00:1]/',
  ])('refuses the inside address %s only in an untrusted run', (url) => {
    expect(refuses({ untrusted: true }, url)).toBe(true);
    expect(refuses({}, url)).toBe(false);
  });

  it.each(['http://8.8.8.8/', 'http://172.32.0.1/', 'http://[2606:4700::1111]/', 'http://example.test/'])(
    'lets the outside address %s pass in an untrusted run',
    (url) => {
      expect(refuses({ untrusted: true }, url)).toBe(false);
    },
  );

  it.each([
    ['127.0.0.1', 'http://127.0.0.1:8080/', false],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080/', false],
    ['127.0.0.1:8080', 'http://127.0.0.1:8081/', true],
    ['10.0.0.0/8', 'http://10.9.8.7/', false],
    ['10.0.0.0/8', 'http://192.168.0.1/', true],
    ['::1', 'http://[::1]/', false],
    ['[::1]:81', 'http://[::1]:81/', false],
    ['[::1]:81', 'http://[::1]:82/', true],
    ['fd00::/8', 'http://[fd12::1]/', false],
    ['169.254.169.254', 'http://169.254.169.254/', false],
    ['localhost', 'http://localhost/', false],
    ['*.localhost', 'http://db.localhost/', false],
    ['*.localhost', 'http://localhost/', true],
    ['10.0.0.0/8', 'http://[::ffff:10.0.0.1]/', false],
  ])('with the exception %s it decides about %s', (exception, url, refused) => {
    expect(refuses({ untrusted: true, allowHosts: [exception] }, url)).toBe(refused);
  });

  it('matches an exception by name whatever address the name has', () => {
    const guard = createGuard({ untrusted: true, allowHosts: ['git.corp.test:8443', '*.lab.test'] });
    expect(() => guard.checkAddress('git.corp.test', 8443, '10.0.0.5')).not.toThrow();
    expect(() => guard.checkAddress('GIT.lab.test', 443, '10.0.0.5')).not.toThrow();
    expect(() => guard.checkAddress('git.corp.test', 443, '10.0.0.5')).toThrow(/git\.corp\.test/);
    expect(() => guard.checkAddress('evillab.test', 443, '10.0.0.5')).toThrow(/evillab\.test/);
  });

  it('says how to allow the host', () => {
    const guard = createGuard({ untrusted: true, allowHosts: [] });
    const attempt = () => guard.checkUrl(new URL('http://10.0.0.1/'));
    expect(attempt).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ hint: expect.stringContaining('--allow-host 10.0.0.1') }),
      }),
    );
  });

  it.each(['', 'http://x/', '10.0.0.0/40', 'a b', 'nothost/8'])(
    'calls the exception %j a usage error',
    (entry) => {
      expect(() => createGuard({ untrusted: true, allowHosts: [entry] })).toThrow(
        expect.objectContaining({ code: 'usage' }),
      );
    },
  );
});
