import { numberAt, textAt } from '../json.ts';
import type { Rest } from '../rest.ts';

/**
 * Number of the pull request whose merge brought `sha` into `branch`, or null (docs.github.com, "List pull requests
 * associated with a commit"; needs the permission pull-requests: read). Throws `RestRefusal`.
 */
export async function findMergedPull(
  rest: Rest,
  repository: string,
  sha: string,
  branch: string,
): Promise<number | null> {
  if (sha === '') return null;
  let found: number | null = null;
  for await (const pull of rest.list(`/repos/${repository}/commits/${encodeURIComponent(sha)}/pulls`)) {
    const isMerged = textAt(pull, 'merged_at') !== null && textAt(pull, 'base', 'ref') === branch;
    if (!isMerged || textAt(pull, 'base', 'repo', 'full_name') !== repository) continue;
    // A commit can be part of several: the one whose merge made it says most.
    if (textAt(pull, 'merge_commit_sha') === sha) return numberAt(pull, 'number');
    found ??= numberAt(pull, 'number');
  }
  return found;
}
