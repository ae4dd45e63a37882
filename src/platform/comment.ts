import type { CommentOutcome } from './platform.ts';
import { isRefusal } from './rest.ts';

export interface ExistingComment {
  readonly id: string;
  readonly body: string;
  /** What the service says about the author; only the service's own adapter reads it. */
  readonly author: unknown;
}

/** What one pull or merge request offers. Everything may throw `RestRefusal`. */
export interface CommentApi {
  readonly list: () => AsyncIterable<ExistingComment>;
  readonly isOwn: (comment: ExistingComment) => Promise<boolean>;
  /** Returns the new comment's id. */
  readonly create: (body: string) => Promise<string>;
  readonly update: (id: string, body: string) => Promise<void>;
  /** Statuses of `update` after which a new comment is right: it is gone, or belongs to a token of before. */
  readonly recreateOn: readonly number[];
}

/** First line of our comment. Nobody sees it; the key keeps several reports on one pull request apart. */
export function commentMarker(key: string): string {
  return `<!-- offline-gen:report:key=${key.replace(/[^A-Za-z0-9._/]+/g, '-')} -->`;
}

/**
 * Keeps exactly one comment per key: found by its first line and its author, because anybody may write the marker.
 * An unchanged text sends nothing.
 */
export async function upsertComment(api: CommentApi, key: string, text: string): Promise<CommentOutcome> {
  const marker = commentMarker(key);
  const body = `${marker}\n${text}`;
  const existing = await findOwn(api, marker);
  if (existing === undefined) return { kind: 'created', id: await api.create(body) };
  if (normalized(existing.body) === normalized(body)) return { kind: 'unchanged', id: existing.id };
  try {
    await api.update(existing.id, body);
    return { kind: 'updated', id: existing.id };
  } catch (error) {
    if (!isRefusal(error, api.recreateOn)) throw error;
    return { kind: 'created', id: await api.create(body) };
  }
}

/** The text of our comment with `key`, without its marker; null when there is none. */
export async function readOwnComment(api: CommentApi, key: string): Promise<string | null> {
  const marker = commentMarker(key);
  const existing = await findOwn(api, marker);
  return existing === undefined ? null : normalized(existing.body).slice(marker.length + 1);
}

async function findOwn(api: CommentApi, marker: string): Promise<ExistingComment | undefined> {
  for await (const comment of api.list()) {
    if (normalized(comment.body).split('\n', 1)[0] !== marker) continue;
    if (await api.isOwn(comment)) return comment;
  }
  return undefined;
}

/** Both services may store other line ends and drop spaces at the end. */
function normalized(body: string): string {
  return body.replaceAll('\r\n', '\n').trim();
}
