import { messageOf, OfflineGenError } from '../model/errors.ts';
import type { PushTarget } from './platform.ts';

/** GitHub: GH006 protected branch, GH013 repository rule. GitLab: "protected branch", "pre-receive hook declined". */
const PROTECTED = /GH006|GH013|protected branch|hook declined|repository rule/i;
const FORBIDDEN = /\b40[13]\b|not allowed|denied|authentication failed|could not read username/i;

const TWO_WAYS =
  'Either set `commit.mode: pull-request`, or give this job a token that may bypass the protection';

/** Says in one line why a push did not work and what to do. */
export function refusedPush(error: OfflineGenError, branch: string, target: PushTarget): OfflineGenError {
  const words = `${error.message} ${messageOf(error.cause ?? '')}`;
  if (PROTECTED.test(words)) {
    return new OfflineGenError('platform', `${branch} is protected and did not take the commit`, {
      hint: `${TWO_WAYS}.`,
      cause: error,
    });
  }
  if (FORBIDDEN.test(words)) {
    const message = `No permission to push to ${branch}: ${error.message}`;
    return new OfflineGenError('platform', message, { hint: target.permissionHint, cause: error });
  }
  return new OfflineGenError('platform', `${branch} did not take the commit: ${error.message}`, {
    hint: `If it is protected: ${TWO_WAYS[0]?.toLowerCase()}${TWO_WAYS.slice(1)}. Else: ${target.permissionHint}`,
    cause: error,
  });
}
