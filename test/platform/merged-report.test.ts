import { afterEach, describe, expect, it } from 'vitest';
import { type GitHubApi, type GitHubApiOptions, startGitHubApi } from '../servers/github-api.ts';
import { type GitLabApi, type GitLabApiOptions, startGitLabApi } from '../servers/gitlab-api.ts';
import { type Connection, connectGitHub, connectGitHubPush, connectGitLabPush, TOKEN } from './connect.ts';

const MARKER = '<!-- offline-gen:report:key=default -->';
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;
const SHA = 'c'.repeat(40);
const OTHER = 'd'.repeat(40);

const open: { close: () => Promise<void>; violations?: readonly string[] }[] = [];

afterEach(async () => {
  for (const part of open.splice(0).reverse()) {
    await part.close();
    expect(part.violations ?? []).toEqual([]);
  }
});

function keep<Part extends GitHubApi | GitLabApi | Connection>(part: Part): Part {
  open.push(part);
  return part;
}

describe('GitHub', () => {
  async function start(options: Partial<GitHubApiOptions> = {}, token: string | null = TOKEN) {
    const api = keep(await startGitHubApi({ repository: 'acme/pipelines', token: TOKEN, ...options }));
    const { platform } = keep(connectGitHubPush(api, SHA, token));
    return { api, platform };
  }

  it('finds its own comment on the pull request whose merge made the commit', async () => {
    const comments = [
      { id: 1, body: `${MARKER}\nPlanted`, login: 'mallory' },
      { id: 2, body: `${MARKER}\r\nLine\r\nReport`, ...BOT },
    ];
    const { api, platform } = await start({ comments });
    api.merges.push(
      { number: 10, sha: OTHER, base: 'main', commits: [SHA] },
      { number: 11, sha: SHA, base: 'release' },
      { number: 12, sha: SHA, base: 'main' },
    );
    expect(await platform.mergedReport('default')).toEqual({ pullRequest: '#12', text: 'Line\nReport' });
    expect(api.calls).toContain(`GET /repos/acme/pipelines/commits/${SHA}/pulls`);
    expect(api.calls).toContain('GET /repos/acme/pipelines/issues/12/comments?per_page=100');
  });

  it('takes the pull request that the commit is part of when none was merged as it', async () => {
    const { api, platform } = await start({ comments: [{ id: 2, body: `${MARKER}\nReport`, ...BOT }] });
    api.merges.push({ number: 10, sha: OTHER, base: 'main', commits: [SHA] });
    expect(await platform.mergedReport('default')).toMatchObject({ pullRequest: '#10' });
  });

  it('asks about no comment when the commit has no merged pull request', async () => {
    const { api, platform } = await start();
    api.merges.push({ number: 12, sha: SHA, base: 'main', open: true });
    expect(await platform.mergedReport('default')).toBeNull();
    expect(api.calls).toHaveLength(1);
  });

  it('finds nothing when only others commented, or with another key', async () => {
    const comments = [
      { id: 1, body: `${MARKER}\nPlanted`, login: 'mallory' },
      { id: 2, body: `${MARKER.replace('default', 'ci/')}\nReport`, ...BOT },
    ];
    const { api, platform } = await start({ comments });
    api.merges.push({ number: 12, sha: SHA, base: 'main' });
    expect(await platform.mergedReport('default')).toBeNull();
  });

  it('finds nothing without the permission, without a token, and on other events', async () => {
    const { platform } = await start({ withoutPulls: true });
    expect(await platform.mergedReport('default')).toBeNull();
    const anonymous = await start({}, null);
    expect(await anonymous.platform.mergedReport('default')).toBeNull();
    const pullRequest = keep(connectGitHub(anonymous.api));
    expect(await pullRequest.platform.mergedReport('default')).toBeNull();
    expect(anonymous.api.calls).toEqual([]);
  });
});

describe('GitLab', () => {
  async function start(options: Partial<GitLabApiOptions> = {}, token: string | null = TOKEN) {
    const api = keep(await startGitLabApi({ project: '11', token: TOKEN, ...options }));
    const { platform } = keep(connectGitLabPush(api, SHA, token));
    return { api, platform };
  }

  it('finds its own note on the merge request whose merge made the commit', async () => {
    const notes = [
      { id: 1, body: `${MARKER}\nPlanted`, authorId: 1 },
      { id: 2, body: `${MARKER}\nReport`, authorId: 7 },
    ];
    const { api, platform } = await start({ notes });
    api.merges.push(
      { iid: 10, sha: SHA, target: 'main', state: 'closed' },
      { iid: 11, sha: SHA, target: 'release', state: 'merged' },
      { iid: 12, sha: SHA, target: 'main', state: 'merged' },
    );
    expect(await platform.mergedReport('default')).toEqual({ pullRequest: '!12', text: 'Report' });
    expect(api.calls).toContain(`GET /api/v4/projects/11/repository/commits/${SHA}/merge_requests`);
  });

  it('finds nothing without a merge request, a note of its own, a valid token, or a token', async () => {
    const { api, platform } = await start({ notes: [{ id: 1, body: `${MARKER}\nPlanted`, authorId: 1 }] });
    expect(await platform.mergedReport('default')).toBeNull();
    api.merges.push({ iid: 12, sha: SHA, target: 'main', state: 'merged' });
    expect(await platform.mergedReport('default')).toBeNull();
    const revoked = await start({ revoked: true });
    expect(await revoked.platform.mergedReport('default')).toBeNull();
    const anonymous = await start({}, null);
    expect(await anonymous.platform.mergedReport('default')).toBeNull();
    expect(anonymous.api.calls).toEqual([]);
  });
});
