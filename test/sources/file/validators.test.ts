import { describe, expect, it } from 'vitest';
import { carriesVersion, validatorsOf, versionOf } from '../../../src/sources/file/validators.ts';

const DATE = 'Wed, 01 Jan 2025 10:00:00 GMT';

function read(headers: Record<string, string>, status = 200) {
  return validatorsOf({ status, headers });
}

describe('the version of a file', () => {
  it.each([
    [{ etag: '"a"', 'last-modified': DATE, 'content-length': '5' }, 'etag:"a"'],
    [{ 'last-modified': DATE, 'content-length': '5' }, `modified:${DATE};length=5`],
    [{ etag: 'W/"a"', 'last-modified': DATE, 'content-length': '5' }, `modified:${DATE};length=5;etag:W/"a"`],
    [{ etag: 'W/"a"', 'content-length': '5' }, 'length=5;etag:W/"a"'],
    [{ etag: 'unquoted', 'last-modified': DATE, 'content-length': '5' }, `modified:${DATE};length=5`],
    [{ etag: 'W/"a"' }, null],
    [{ 'last-modified': DATE }, null],
    [{ 'content-length': '5' }, null],
    [{ 'last-modified': DATE, 'content-length': '5', 'content-encoding': 'gzip' }, null],
    [{}, null],
  ])('of %j is %j', (headers, version) => {
    expect(versionOf(read(headers))).toBe(version);
  });

  it('is the same in the answer to a range', () => {
    const whole = read({ 'last-modified': DATE, 'content-length': '50' });
    const part = read(
      { 'last-modified': DATE, 'content-length': '40', 'content-range': 'bytes 10-49/50' },
      206,
    );
    expect(versionOf(part)).toBe(versionOf(whole));
  });
});

describe('whether an answer carries a version', () => {
  it.each([
    ['etag:"a"', { etag: '"a"' }, true],
    ['etag:"a"', { etag: '"b"' }, false],
    ['etag:"a"', { etag: 'W/"a"' }, false],
    ['etag:"a"', {}, false],
    [`modified:${DATE};length=5`, { 'last-modified': DATE, 'content-length': '5' }, true],
    [`modified:${DATE};length=5`, { 'last-modified': DATE, 'content-length': '5', etag: '"new"' }, true],
    [`modified:${DATE};length=5`, { 'last-modified': DATE }, true],
    [`modified:${DATE};length=5`, { 'last-modified': DATE, 'content-length': '6' }, false],
    [`modified:${DATE};length=5`, { 'content-length': '5' }, false],
  ])('%j in %j: %j', (version, headers: Record<string, string>, carries) => {
    expect(carriesVersion(version, read(headers))).toBe(carries);
  });
});
