import type { GitRequest } from '../../model/request.ts';
import type { Source } from '../source.ts';
import type { GitSourceSettings } from './connection.ts';
import { fetchRepository } from './fetch.ts';
import { resolveRepository } from './resolve.ts';

export type { GitSourceSettings } from './connection.ts';

/** Git repositories, as concourse/git-resource checks and gets them. */
export function createGitSource(settings: GitSourceSettings): Source<GitRequest> {
  return {
    resolve: (request, context) => resolveRepository(request, context, settings),
    fetch: (request, resolution, context) => fetchRepository(request, resolution, context, settings),
  };
}
