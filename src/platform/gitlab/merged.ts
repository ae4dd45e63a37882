import { numberAt, textAt } from '../json.ts';
import type { Rest } from '../rest.ts';

/** Where a merge request names the commit that its merge made: merge commit, squashed commit, or its own last one. */
const COMMITS = ['merge_commit_sha', 'squash_commit_sha', 'sha'] as const;

/**
 * Number of the merge request whose merge brought `sha` into `branch`, or null (docs.gitlab.com, "Commits API", "List
 * merge requests associated with a commit"). Throws `RestRefusal`.
 */
export async function findMergedRequest(
  rest: Rest,
  project: string,
  sha: string,
  branch: string,
): Promise<number | null> {
  if (sha === '') return null;
  const commit = `/projects/${encodeURIComponent(project)}/repository/commits/${encodeURIComponent(sha)}`;
  let found: number | null = null;
  for await (const request of rest.list(`${commit}/merge_requests`)) {
    if (textAt(request, 'state') !== 'merged' || textAt(request, 'target_branch') !== branch) continue;
    // A commit can be part of several: the one whose merge made it says most.
    if (COMMITS.some((name) => textAt(request, name) === sha)) return numberAt(request, 'iid');
    found ??= numberAt(request, 'iid');
  }
  return found;
}
