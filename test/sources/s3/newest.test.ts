import { describe, expect, it } from 'vitest';
import { describeError } from '../../../src/model/errors.ts';
import type { Bucket } from '../../../src/sources/s3/bucket.ts';
import { capturedText, newestMatch } from '../../../src/sources/s3/newest.ts';
import { failure } from '../context.ts';

/** A listing with delimiter, one entry to the page. */
function bucketOf(keys: readonly string[], listed: string[] = []): Pick<Bucket, 'list'> {
  return {
    async *list(prefix) {
      listed.push(prefix);
      const below = keys.filter((key) => key.startsWith(prefix));
      for (const key of below.filter((one) => !one.slice(prefix.length).includes('/'))) {
        yield { keys: [key], prefixes: [] };
      }
      const levels = below.flatMap((key) => /^[^/]*\//.exec(key.slice(prefix.length))?.[0] ?? []);
      for (const level of new Set(levels)) yield { keys: [], prefixes: [prefix + level] };
    },
  };
}

describe('the newest object', () => {
  it('is the one with the highest version, not the last name', async () => {
    const bucket = bucketOf(['a/x-1.10.0.tgz', 'a/x-1.9.0.tgz', 'a/y-2.0.0.tgz', 'b/x-3.0.0.tgz']);
    expect(await newestMatch(bucket, 'a/x-(.*)\\.tgz')).toMatchObject({
      key: 'a/x-1.10.0.tgz',
      text: '1.10.0',
    });
  });

  it('is found level by level, listing only what can match', async () => {
    const listed: string[] = [];
    const bucket = bucketOf(
      ['r/v1/linux/x-1.tgz', 'r/v2/linux/x-2.tgz', 'r/w/linux/x-3.tgz', 's/x-4.tgz'],
      listed,
    );
    expect(await newestMatch(bucket, '^r/v[0-9]/linux/x-(.*).tgz$')).toMatchObject({
      key: 'r/v2/linux/x-2.tgz',
    });
    expect(listed).toEqual(['r/', 'r/v1/linux/', 'r/v2/linux/']);
  });

  it('is sought below prefixes with special characters too', async () => {
    const bucket = bucketOf(['c++/x-1.tgz', 'cxx/x-2.txt']);
    expect(await newestMatch(bucket, 'c.*/x-(.*).tgz')).toMatchObject({ key: 'c++/x-1.tgz' });
  });

  it('takes the group named version, else the first', async () => {
    const bucket = bucketOf(['x-1-9.tgz', 'x-2-1.tgz']);
    expect(await newestMatch(bucket, 'x-(\\d)-(?P<version>\\d).tgz')).toMatchObject({ text: '9' });
    expect(await newestMatch(bucket, 'x-(\\d)-(?P<other>\\d).tgz')).toMatchObject({ text: '2' });
  });

  it('is the last listed of equal ones', async () => {
    const bucket = bucketOf(['x-1.2.0.tgz', 'x-1.2.tgz']);
    expect(await newestMatch(bucket, 'x-(.*).tgz')).toMatchObject({ key: 'x-1.2.tgz' });
  });

  it.each(['x-(.*)', 'y-(.*).tgz', 'x-.*\\.tgz'])('is none for %s', async (regexp) => {
    const bucket = bucketOf(['dir/x-1.tgz', 'x-1.tgz.asc']);
    expect(await newestMatch(bucket, `nothing/${regexp}`)).toBeUndefined();
  });

  it('does not exist when one captured text is no version', async () => {
    const error = await failure(newestMatch(bucketOf(['x-1.tgz', 'x-a b.tgz']), 'x-(.*).tgz'));
    expect(describeError(error)).toContain('captures `a b` from `x-a b.tgz`');
  });
});

describe('a regexp of an s3 resource', () => {
  it.each(['a/(b/c)-(.*)', '[^/]+/(.*)'])('%s is refused: something spans a slash', async (regexp) => {
    const error = await failure(newestMatch(bucketOf([]), regexp));
    expect(error).toMatchObject({ code: 'pipeline' });
    expect(describeError(error)).toContain('splits it at every slash');
  });

  it('is refused with the reason when it is none', async () => {
    const error = await failure(newestMatch(bucketOf([]), 'a(?=b)'));
    expect(describeError(error)).toContain("regexp `a(?=b)` can't be used");
  });

  it('captures from a pinned path', () => {
    expect(capturedText('a/x-1.5.tgz', 'a/x-(.*)\\.tgz')).toBe('1.5');
    expect(capturedText('a/y-1.5.tgz', 'a/x-(.*)\\.tgz')).toBeUndefined();
  });
});
