import { recordedUri } from './address.ts';
import type { Facts } from './facts.ts';

interface Metadatum {
  readonly name: string;
  readonly value: string;
  readonly type?: string;
}

/** Bytes of the message that `metadata.json` holds. */
const MESSAGE_LIMIT = 10_240;

/**
 * The small files that git-resource's `assets/in` leaves in `.git`, name to content. `ref` is the version as the
 * resource names it: a commit or a tag.
 */
export function infoFiles(
  facts: Facts,
  ref: string,
  uri: string,
  shortRefFormat: string | null,
): ReadonlyMap<string, string | Buffer> {
  const metadata = metadataOf(facts, uri);
  const field = (name: string): string =>
    metadata
      .filter((each) => each.name === name)
      .map(({ value }) => `${value}\n`)
      .join('');
  return new Map<string, string | Buffer>([
    ['ref', `${ref}\n`],
    ['short_ref', formatShortRef(ref.slice(0, 7), shortRefFormat ?? '%s')],
    ['committer', facts.authorEmail],
    ['committer_name', facts.authorName],
    ['commit_message', facts.message],
    ['commit_timestamp', `${facts.timestamp}\n`],
    ['describe_ref', `${facts.description}\n`],
    ['metadata.json', renderJson(metadata)],
    ...['commit', 'author', 'author_date', 'branch', 'tags', 'url', 'committer_date'].map(
      (name) => [name, field(name)] as const,
    ),
  ]);
}

/** Empty lists have no entry; the committer has one only when it is the author, at the same time. */
function metadataOf(facts: Facts, uri: string): readonly Metadatum[] {
  const author = facts.authorName.toString();
  const ownCommit = facts.authorName.equals(facts.committerName) && facts.authorDate === facts.committerDate;
  const url = commitUrl(recordedUri(uri), facts.commit);
  return [
    { name: 'commit', value: facts.commit },
    { name: 'author', value: author },
    { name: 'author_date', value: facts.authorDate, type: 'time' },
    ...(ownCommit
      ? [
          { name: 'committer', value: author },
          { name: 'committer_date', value: facts.committerDate, type: 'time' },
        ]
      : []),
    ...(facts.branches.length > 0 ? [{ name: 'branch', value: facts.branches.join(',') }] : []),
    ...(facts.tags.length > 0 ? [{ name: 'tags', value: facts.tags.join(',') }] : []),
    { name: 'message', value: facts.message.subarray(0, MESSAGE_LIMIT).toString(), type: 'message' },
    ...(url === null ? [] : [{ name: 'url', value: url }]),
  ];
}

/** jq's notation: two blanks, and DEL escaped. */
function renderJson(value: readonly Metadatum[]): string {
  return `${JSON.stringify(value, null, 2).replaceAll('\u007f', '\\u007f')}\n`;
}

/** Page of a commit, for hosts whose name says which software they run. */
export function commitUrl(uri: string, commit: string): string | null {
  const match = /^(https?:\/\/|ssh:\/\/git@|git@)([^/]+)\/(.*)$/s.exec(uri);
  if (match === null) return null;
  const [, prefix, place = '', rest = ''] = match;
  const colon = prefix === 'git@' ? place.indexOf(':') : -1;
  const host = colon < 0 ? place : place.slice(0, colon);
  const bare = rest.replace(/\.git$/, '');
  const path = colon < 0 ? bare : `${place.slice(colon + 1)}/${bare}`;
  if (/github|gogs/.test(host)) return `https://${host}/${path}/commit/${commit}`;
  if (host.includes('gitlab')) return `https://${host}/${path}/-/commit/${commit}`;
  if (host.includes('bitbucket')) return `https://${host}/${path}/commits/${commit}`;
  return null;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '"': '"', '\\': '\\', '/': '/' };

/** awk's `printf` with one text argument, as far as a format for a short name uses it. */
export function formatShortRef(ref: string, format: string): string {
  return format
    .replace(/\\([nt"\\/])/g, (_, character: string) => ESCAPES[character] ?? character)
    .replace(
      /%(%|(-?)(\d*)(?:\.(\d+))?s)/g,
      (_, kind: string, left: string, width: string, precision?: string) => {
        if (kind === '%') return '%';
        const text = precision === undefined ? ref : ref.slice(0, Number(precision));
        const columns = Math.min(Number(width), 1000);
        return left === '-' ? text.padEnd(columns) : text.padStart(columns);
      },
    );
}
