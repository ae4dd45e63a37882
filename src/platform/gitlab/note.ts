import type { CommentApi, ExistingComment } from '../comment.ts';
import { numberAt, textAt, valueAt } from '../json.ts';
import type { Rest } from '../rest.ts';

/** Notes of a merge request (docs.gitlab.com, "Notes API"). */
export function gitLabNotes(rest: Rest, project: string, number: number): CommentApi {
  const notes = `/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  let user: Promise<unknown> | undefined;
  return {
    list: () => listNotes(rest, `${notes}?per_page=100&sort=asc&order_by=created_at`),
    isOwn: async (note) => {
      user ??= rest.send('GET', '/user');
      const id = numberAt(await user, 'id');
      return id !== null && id === numberAt(note.author, 'id');
    },
    create: async (body) => String(numberAt(await rest.send('POST', notes, { body }), 'id') ?? ''),
    update: async (id, body) => {
      await rest.send('PUT', `${notes}/${id}`, { body });
    },
    // A renewed project token is a new user, and may not edit the note of the old one.
    recreateOn: [401, 403, 404],
  };
}

async function* listNotes(rest: Rest, path: string): AsyncGenerator<ExistingComment> {
  for await (const item of rest.list(path)) {
    const id = numberAt(item, 'id');
    if (id === null || valueAt(item, 'system') === true) continue;
    yield { id: String(id), body: textAt(item, 'body') ?? '', author: valueAt(item, 'author') };
  }
}
