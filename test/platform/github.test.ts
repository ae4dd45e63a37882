import { afterEach, expect, it } from 'vitest';
import { type GitHubApi, type GitHubApiOptions, startGitHubApi } from '../servers/github-api.ts';
import { type Connection, connectGitHub, TOKEN } from './connect.ts';

const MARKER = '<!-- offline-gen:report:key=default -->';
const BOT = 'github-actions[bot]';

let api: GitHubApi | undefined;
let connection: Connection | undefined;

async function start(options: Partial<GitHubApiOptions> = {}, token: string | null = TOKEN) {
  const server = await startGitHubApi({ repository: 'acme/pipelines', token: TOKEN, ...options });
  const opened = connectGitHub(server, token);
  api = server;
  connection = opened;
  return { api: server, platform: opened.platform };
}

afterEach(async () => {
  await connection?.close();
  await api?.close();
  // Every request of every test is one that GitHub documents.
  expect(api?.violations).toEqual([]);
});

it('creates the comment when there is none', async () => {
  const { api, platform } = await start();
  expect(await platform.comment('default', 'Report')).toEqual({ kind: 'created', id: '1000' });
  expect(api.comments.map(({ body }) => body)).toEqual([`${MARKER}\nReport`]);
});

it('edits its comment, and sends nothing when the text is the same', async () => {
  const { api, platform } = await start({
    comments: [{ id: 5, body: `${MARKER}\r\nOld`, login: BOT, type: 'Bot' }],
  });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'updated', id: '5' });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'unchanged', id: '5' });
  expect(api.comments).toHaveLength(1);
  expect(api.calls.filter((call) => /^(PATCH|POST \/repos)/.test(call))).toHaveLength(1);
});

it('finds its comment on a later page', async () => {
  const others = Array.from({ length: 230 }, (_, id) => ({ id, body: 'Nice!', login: 'someone' }));
  const own = { id: 999, body: `${MARKER}\nOld`, login: BOT, type: 'Bot' } as const;
  const { api, platform } = await start({ comments: [...others, own] });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'updated', id: '999' });
  expect(api.calls.filter((call) => call.includes('per_page=100'))).toHaveLength(3);
});

it('leaves a comment alone that somebody else marked, quoted or minimized', async () => {
  const { api, platform } = await start({
    comments: [
      { id: 1, body: `${MARKER}\nPlanted`, login: 'mallory' },
      { id: 2, body: `> ${MARKER}\nQuoted`, login: BOT, type: 'Bot' },
      { id: 3, body: `${MARKER}\nHidden`, login: BOT, type: 'Bot', minimized: true },
    ],
  });
  expect(await platform.comment('default', 'Report')).toMatchObject({ kind: 'created' });
  expect(api.comments.slice(0, 3).map(({ body }) => body.split('\n')[1])).toEqual([
    'Planted',
    'Quoted',
    'Hidden',
  ]);
});

it('keeps one comment per key', async () => {
  const { api, platform } = await start();
  await platform.comment('a', 'One');
  await platform.comment('b', 'Two');
  await platform.comment('a', 'Three');
  expect(api.comments.map(({ body }) => body.split('\n')[1])).toEqual(['Three', 'Two']);
});

it('cannot be tricked by a key into ending its marker', async () => {
  const { api, platform } = await start();
  await platform.comment('x --> <img src=x>', 'Report');
  expect(api.comments[0]?.body.split('\n')[0]).toBe('<!-- offline-gen:report:key=x-img-src-x- -->');
});

it('creates the comment again when it vanishes before the edit', async () => {
  const { platform } = await start({
    comments: [{ id: 5, body: `${MARKER}\nOld`, login: BOT, type: 'Bot' }],
    vanishing: [5],
  });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'created', id: '1001' });
});

it('works with the token of an App', async () => {
  const { platform } = await start({
    login: 'acme-offline',
    comments: [{ id: 5, body: `${MARKER}\nOld`, login: 'acme-offline[bot]', type: 'Bot' }],
  });
  expect(await platform.comment('default', 'New')).toEqual({ kind: 'updated', id: '5' });
});

it('names the missing permission instead of failing when the token may only read', async () => {
  const { platform } = await start({ readOnly: true });
  const outcome = await platform.comment('default', 'Report');
  expect(outcome).toMatchObject({ kind: 'skipped', usual: false });
  expect(outcome).toHaveProperty('reason', expect.stringMatching(/pull-requests: write.*forks never get it/));
});

it('asks nobody without a token', async () => {
  const { api, platform } = await start({}, null);
  expect(await platform.comment('default', 'Report')).toMatchObject({ kind: 'skipped' });
  expect(api.calls).toEqual([]);
});

it('opens one pull request, and updates it only when its text changed', async () => {
  const { api, platform } = await start();
  const draft = { head: 'offline-gen/main', base: 'main', title: 'Update', body: 'One' };
  const url = await platform.openPullRequest(draft);
  expect(await platform.openPullRequest(draft)).toBe(url);
  await platform.openPullRequest({ ...draft, body: 'Two' });
  expect(api.pulls).toEqual([
    { number: 40, title: 'Update', body: 'Two', head: 'offline-gen/main', base: 'main' },
  ]);
  expect(api.calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(1);
});

it('says which setting keeps it from opening a pull request', async () => {
  const { platform } = await start({ readOnly: true });
  const opening = platform.openPullRequest({ head: 'h', base: 'main', title: 't', body: 'b' });
  await expect(opening).rejects.toMatchObject({
    code: 'platform',
    details: { hint: expect.stringContaining('allow Actions to create pull requests') },
  });
});

it('links to a line of the head commit', async () => {
  const { platform } = await start();
  const link = `https://github.example/acme/pipelines/blob/${'a'.repeat(40)}/ci/a%20b%23.yml#L3`;
  expect(platform.linkTo('ci/a b#.yml', 3)).toBe(link);
  expect(platform.runUrl).toBe('https://github.example/acme/pipelines/actions/runs/99');
});
