import { messageOf, OfflineGenError } from '../../model/errors.ts';
import type { Bucket } from './bucket.ts';
import { execAll } from './match.ts';
import { type Expression, translateRegexp } from './re2.ts';
import { compareVersions, parseVersion, type Version } from './versions.ts';

export interface Match {
  readonly key: string;
  /** What the version's group captured. */
  readonly text: string;
  readonly version: Version;
}

/** A part of a bucket that is still to be listed, and the sections of the regexp that are left for it. */
interface Branch {
  readonly prefix: string;
  readonly sections: readonly string[];
}

const SPECIAL = /[\\*.[\](){}?|^$+]/;

/**
 * The object that concourse/s3-resource's check takes as the newest (its `versions/versions.go`): the regexp is split
 * at every slash, plain sections extend the prefix, the others are matched level by level. Undefined when no object
 * matches. Throws `pipeline` for a regexp that can't be used, `upstream` for an object whose captured text is no
 * version: that breaks the resource's check too.
 */
export async function newestMatch(bucket: Pick<Bucket, 'list'>, regexp: string): Promise<Match | undefined> {
  const whole = translate(regexp, regexp);
  const sections = regexp.replace(/^\^/, '').replace(/\$$/, '').split('/');
  const queue: Branch[] = [{ prefix: '', sections }];
  let newest: Match | undefined;
  for (let branch = queue.shift(); branch !== undefined; branch = queue.shift()) {
    const [section = '', ...rest] = branch.sections;
    if (rest.length > 0 && !SPECIAL.test(section)) {
      queue.push({ prefix: `${branch.prefix}${section}/`, sections: rest });
      continue;
    }
    const level = translate(`^${escapeText(branch.prefix)}${section}${rest.length > 0 ? '/' : ''}$`, regexp);
    for await (const page of bucket.list(branch.prefix)) {
      if (rest.length > 0) {
        const deeper = matching(level, page.prefixes, regexp);
        queue.push(...deeper.map((prefix) => ({ prefix, sections: rest })));
      } else {
        newest = newestOf(newest, captures(whole, matching(level, page.keys, regexp), regexp));
      }
    }
  }
  return newest;
}

/** What the regexp captures from one key: the group `version`, else the first; undefined when it does not match. */
export function capturedText(key: string, regexp: string): string | undefined {
  return captures(translate(regexp, regexp), [key], regexp)[0]?.text;
}

function matching(expression: Expression, texts: readonly string[], regexp: string): readonly string[] {
  const found = execute(expression, texts, regexp);
  return texts.filter((_, index) => found[index] !== null);
}

function captures(expression: Expression, keys: readonly string[], regexp: string): readonly Captured[] {
  const { groups } = expression;
  if (groups.length === 0) return [];
  const named = groups.length > 1 ? groups.indexOf('version') : 0;
  const group = named < 0 ? 1 : named + 1;
  return execute(expression, keys, regexp).flatMap((found, index) => {
    const key = keys[index];
    return found === null || key === undefined ? [] : [{ key, text: found[group] ?? '' }];
  });
}

interface Captured {
  readonly key: string;
  readonly text: string;
}

/** Of equal versions the last one listed. */
function newestOf(start: Match | undefined, candidates: readonly Captured[]): Match | undefined {
  let newest = start;
  for (const { key, text } of candidates) {
    const version = parseVersion(text);
    if (version === undefined) throw noVersion(key, text);
    if (newest === undefined || compareVersions(version, newest.version) >= 0)
      newest = { key, text, version };
  }
  return newest;
}

function noVersion(key: string, text: string): OfflineGenError {
  return new OfflineGenError(
    'upstream',
    `the regexp captures \`${text}\` from \`${key}\`, which is no version: the s3 resource's check fails on it`,
    { hint: 'Make the group narrower, or remove the object' },
  );
}

function translate(text: string, regexp: string): Expression {
  try {
    return translateRegexp(text);
  } catch (error) {
    throw new OfflineGenError('pipeline', `regexp \`${regexp}\` can't be used: ${messageOf(error)}`, {
      hint:
        text === regexp
          ? 'Correct it'
          : 'The s3 resource splits it at every slash: no group or class may span one',
      cause: error,
    });
  }
}

function execute(
  { regexp }: Expression,
  texts: readonly string[],
  original: string,
): readonly (RegExpExecArray | null)[] {
  try {
    return execAll(regexp, texts);
  } catch (error) {
    throw new OfflineGenError('pipeline', `regexp \`${original}\` takes too long to match`, {
      hint: 'Make it simpler: no repetition of something that is itself repeated',
      cause: error,
    });
  }
}

function escapeText(text: string): string {
  return text.replace(/[\\*.[\](){}?|^$+]/g, '\\$&');
}
