import { readFile } from 'node:fs/promises';
import { OfflineGenError } from '../model/errors.ts';
import type { Http } from '../net/http.ts';
import type { Env } from './address.ts';
import type { CiEvent } from './event.ts';
import { readGitHubEvent } from './github/event.ts';
import { createGitHub } from './github/platform.ts';
import { readGitLabEvent } from './gitlab/event.ts';
import { createGitLab } from './gitlab/platform.ts';
import type { Platform } from './platform.ts';

/** Which CI runs this process, and why. */
export interface Surroundings {
  readonly service: 'github' | 'gitlab';
  readonly event: CiEvent;
  /** GitHub's payload; undefined elsewhere. */
  readonly payload: unknown;
}

/**
 * Reads the CI and the event from the environment; null outside of both. GitLab is known by the variables we need
 * rather than by `GITLAB_CI`, which stand-ins for its runner do not set.
 * Throws `OfflineGenError('platform')` when GitHub's event file can't be read.
 */
export async function readSurroundings(env: Env): Promise<Surroundings | null> {
  if (env['GITHUB_ACTIONS'] === 'true') {
    const payload = await readPayload(env['GITHUB_EVENT_PATH']);
    return { service: 'github', event: readGitHubEvent(env, payload), payload };
  }
  if (env['CI_API_V4_URL'] && env['CI_PROJECT_ID']) {
    return { service: 'gitlab', event: readGitLabEvent(env), payload: undefined };
  }
  return null;
}

export interface ConnectOptions {
  readonly env: Env;
  readonly token: string | null;
  /** GitLab: name of the variable that holds the token. */
  readonly tokenVariable: string;
  readonly http: Http;
  readonly signal: AbortSignal;
}

export function connect(surroundings: Surroundings, options: ConnectOptions): Platform {
  return surroundings.service === 'github'
    ? createGitHub({ ...options, event: surroundings.event, payload: surroundings.payload })
    : createGitLab({ ...options, event: surroundings.event });
}

async function readPayload(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined;
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new OfflineGenError('platform', 'The event file in GITHUB_EVENT_PATH is missing or not JSON', {
      cause,
    });
  }
}
