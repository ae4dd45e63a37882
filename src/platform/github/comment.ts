import type { CommentApi, ExistingComment } from '../comment.ts';
import { numberAt, textAt, valueAt } from '../json.ts';
import { isRefusal, type Rest } from '../rest.ts';

/** Login of the token that each workflow run gets. */
const DEFAULT_LOGIN = 'github-actions[bot]';

/** Comments of a pull request: GitHub keeps them as comments of the issue with the same number. */
export function gitHubComments(rest: Rest, graphql: Rest, repository: string, number: number): CommentApi {
  const comments = `/repos/${repository}/issues/${number}/comments`;
  let viewer: Promise<string> | undefined;
  return {
    list: () => listComments(rest, `${comments}?per_page=100`),
    isOwn: async (comment) => {
      viewer ??= readViewer(graphql);
      return isBy(comment, await viewer);
    },
    create: async (body) => String(numberAt(await rest.send('POST', comments, { body }), 'id') ?? ''),
    update: async (id, body) => {
      await rest.send('PATCH', `/repos/${repository}/issues/comments/${id}`, { body });
    },
    recreateOn: [404],
  };
}

async function* listComments(rest: Rest, path: string): AsyncGenerator<ExistingComment> {
  for await (const item of rest.list(path)) {
    const id = numberAt(item, 'id');
    // A minimized comment is out of sight: a new one is due.
    if (id === null || isMinimized(item)) continue;
    yield { id: String(id), body: textAt(item, 'body') ?? '', author: valueAt(item, 'user') };
  }
}

/**
 * Who the token is. REST's `GET /user` refuses the tokens of workflows and of Apps; GraphQL answers for every kind.
 */
async function readViewer(graphql: Rest): Promise<string> {
  try {
    const answer = await graphql.send('POST', '', { query: 'query { viewer { login } }' });
    return textAt(answer, 'data', 'viewer', 'login') ?? DEFAULT_LOGIN;
  } catch (error) {
    if (!isRefusal(error, [401, 403, 404])) throw error;
    return DEFAULT_LOGIN;
  }
}

/** GraphQL has named bots without their suffix; no person can have a login with one. */
function isBy(comment: ExistingComment, viewer: string): boolean {
  const login = textAt(comment.author, 'login');
  return login === viewer || (textAt(comment.author, 'type') === 'Bot' && login === `${viewer}[bot]`);
}

function isMinimized(comment: unknown): boolean {
  return (valueAt(comment, 'minimized') ?? null) !== null;
}
