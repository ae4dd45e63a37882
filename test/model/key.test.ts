import { describe, expect, it } from 'vitest';
import {
  archiveFileName,
  capturedPart,
  directoryName,
  identityOf,
  isVersionText,
  keyRegexp,
  versionText,
} from '../../src/model/key.ts';
import type { FileRequest } from '../../src/model/request.ts';

describe('isVersionText', () => {
  // What cppforlife/go-semi-semantic takes and refuses.
  it.each(['1.2.3', 'v1.2.3', 'latest', 'a'.repeat(40), '1.2.3-rc.1+build.5', '0999', '1'])(
    'takes %s',
    (text) => {
      expect(isVersionText(text)).toBe(true);
    },
  );
  it.each([
    '1.2.3#fp',
    '1.0~rc1',
    'a b',
    'release/1',
    'sha256:abc',
    '2024-01-02T03:04:05Z',
    '1+a+b',
    '1..2',
    '',
    '1'.repeat(20),
  ])('refuses %s', (text) => {
    expect(isVersionText(text)).toBe(false);
  });
});

describe('keyRegexp', () => {
  it.each([
    ['', 'resources/git/a/0123/a-(v1)\\.tgz'],
    ['ci/v1.2', 'ci/v1\\.2/resources/git/a/0123/a-(v1)\\.tgz'],
  ])('matches one key below the prefix "%s"', (prefix, regexp) => {
    const key = 'resources/git/a/0123/a-v1.tgz';
    expect(keyRegexp(prefix, key, 'v1')).toBe(regexp);
    expect(`${prefix === '' ? '' : `${prefix}/`}${key}`).toMatch(new RegExp(`^${regexp}$`));
  });

  it('captures the last occurrence of the version and takes every character literally', () => {
    const regexp = keyRegexp('', 'resources/file/f/0123/1.0/x+(1.0)[1].0-1.0.ova', '1.0');
    expect(new RegExp(`^${regexp}$`).exec('resources/file/f/0123/1.0/x+(1.0)[1].0-1.0.ova')?.[1]).toBe('1.0');
    expect('resources/file/f/0123/1.0/x+(1.0)[1].0-1x0.ova').not.toMatch(new RegExp(`^${regexp}$`));
  });
});

describe('capturedPart', () => {
  it.each([
    ['tool-1.4.2.tgz', '1.4.2', '1.4.2'],
    ['tool.bin', '', 'tool.bin'],
    ['a~b 12.tgz', '', '12.tgz'],
    ['12345678901234567890123.ova', '', '123456789012345678'],
    ['1234567890123456789012345', '', '123456789012345678'],
  ])('finds a legal version in %s', (name, label, part) => {
    expect(capturedPart(name, label)).toBe(part);
    expect(name).toContain(part);
  });
});

describe('keys', () => {
  const request: FileRequest = { kind: 'file', url: 'https://x/a', filename: 'a', layout: 'file' };

  it('names folders with harmless characters only', () => {
    expect(directoryName('ubuntu:22.04/ä b')).toBe('ubuntu-22-04-b');
    expect(directoryName('…')).toBe('x');
  });

  it('says the version once', () => {
    expect(archiveFileName('ubuntu-22.04', '22.04')).toBe('ubuntu-22.04.tgz');
    expect(archiveFileName('repo', 'g0123')).toBe('repo-g0123.tgz');
  });

  it('replaces a version that the s3 resource can not read', () => {
    expect(versionText('release/1', '0123456789abcdef')).toBe('v0123456789ab');
  });

  it('has another identity for another content, and the same for another way to it', () => {
    const identity = identityOf(request, 'v1');
    expect(identityOf({ ...request, insecureTls: true }, 'v1')).toBe(identity);
    expect(identityOf({ layout: 'file', filename: 'a', url: 'https://x/a', kind: 'file' }, 'v1')).toBe(
      identity,
    );
    expect(identityOf(request, 'v2')).not.toBe(identity);
    expect(identityOf({ ...request, filename: 'b' }, 'v1')).not.toBe(identity);
  });
});
