import { afterEach, expect, it } from 'vitest';
import { type GitLabApi, type GitLabApiOptions, startGitLabApi } from '../servers/gitlab-api.ts';
import { type Connection, connectGitLab, TOKEN } from './connect.ts';

const MARKER = '<!-- offline-gen:report:key=default -->';

let api: GitLabApi | undefined;
let connection: Connection | undefined;

async function start(options: Partial<GitLabApiOptions> = {}, token: string | null = TOKEN) {
  const server = await startGitLabApi({ project: '11', token: TOKEN, ...options });
  const opened = connectGitLab(server, token);
  api = server;
  connection = opened;
  return { api: server, platform: opened.platform };
}

afterEach(async () => {
  await connection?.close();
  await api?.close();
  // Every request of every test is one that GitLab documents.
  expect(api?.violations).toEqual([]);
});

it('creates the note, edits it, and leaves it alone when the text is the same', async () => {
  const { api, platform } = await start();
  expect(await platform.comment('default', 'One')).toEqual({ kind: 'created', id: '500' });
  expect(await platform.comment('default', 'Two')).toEqual({ kind: 'updated', id: '500' });
  expect(await platform.comment('default', 'Two')).toEqual({ kind: 'unchanged', id: '500' });
  expect(api.notes.map(({ body }) => body)).toEqual([`${MARKER}\nTwo`]);
});

it('finds its note on a later page, and only its own', async () => {
  const others = Array.from({ length: 120 }, (_, id) => ({ id, body: `${MARKER}\nPlanted`, authorId: 1 }));
  const { api, platform } = await start({
    notes: [...others, { id: 300, body: `${MARKER}\nOld`, authorId: 7 }],
  });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'updated', id: '300' });
  expect(api.calls.filter((call) => call === 'GET /api/v4/user')).toHaveLength(1);
});

it('posts anew when a renewed token may not edit the old note', async () => {
  const notes = [{ id: 300, body: `${MARKER}\nOld`, authorId: 7 }];
  const { platform } = await start({ notes, editStatus: 403 });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'created', id: '501' });
});

it('gives one hint and asks nobody without a token', async () => {
  const { api, platform } = await start({}, null);
  const outcome = await platform.comment('default', 'Report');
  expect(outcome).toMatchObject({ kind: 'skipped', usual: true });
  expect(outcome).toHaveProperty('reason', expect.stringContaining('OFFLINE_GEN_TOKEN'));
  expect(api.calls).toEqual([]);
});

it('names the variable whose token is refused', async () => {
  const { platform } = await start({ revoked: true });
  const outcome = await platform.comment('default', 'Report');
  expect(outcome).toHaveProperty(
    'reason',
    expect.stringMatching(/OFFLINE_GEN_TOKEN \(401 401 Unauthorized\)/),
  );
});

it('opens one merge request, and updates it only when its text changed', async () => {
  const { api, platform } = await start();
  const draft = { head: 'offline-gen/main', base: 'main', title: 'Update', body: 'One' };
  const url = await platform.openPullRequest(draft);
  expect(await platform.openPullRequest(draft)).toBe(url);
  await platform.openPullRequest({ ...draft, body: 'Two' });
  expect(api.mergeRequests).toMatchObject([{ iid: 30, description: 'Two', source: 'offline-gen/main' }]);
  expect(api.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1);
});

it('links to a line of the head commit', async () => {
  const { platform } = await start();
  const link = `https://gitlab.example/acme/pipelines/-/blob/${'a'.repeat(40)}/ci/x.yml#L3`;
  expect(platform.linkTo('ci/x.yml', 3)).toBe(link);
});
