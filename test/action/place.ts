import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startWorld, type World } from '../e2e/world.ts';
import { type FileSpec, git } from '../servers/git.ts';
import { type GitHubApi, type GitHubApiOptions, startGitHubApi } from '../servers/github-api.ts';
import { type S3Server, startS3Server } from '../servers/s3.ts';
import { act, type Ended, type Event, pullRequestEvent, pushEvent, TOKEN } from './runner.ts';

export const REPOSITORY = 'example/sdn-gen';
export const AWS = {
  AWS_ACCESS_KEY_ID: 'test-access',
  AWS_SECRET_ACCESS_KEY: 's3cret-of-the-store',
  AWS_REGION: 'us-east-1',
};

type Texts = Readonly<Record<string, string>>;

/** The fixture's repository on a server, with GitHub, a blobstore and upstreams around it, and a runner's workspace. */
export interface Place {
  readonly world: World;
  readonly api: GitHubApi;
  readonly s3: S3Server;
  readonly workspace: string;
  /** Runs the action on an event; the world's upstreams are configured from outside of the repository. */
  readonly run: (event: Event, inputs?: Texts, env?: Texts) => Promise<Ended>;
  /** Runs git in the repository on the server. */
  readonly onServer: (...args: string[]) => Promise<string>;
  /** Checks the newest commit of master out. */
  readonly push: () => Promise<Event>;
  /** Opens pull request 12 with these changes, and checks its test merge out. */
  readonly pullRequest: (files: Readonly<Record<string, FileSpec>>, fork?: boolean) => Promise<Event>;
  /** Merges the pull request that is checked out. */
  readonly merge: () => Promise<Event>;
  /** Checks the commit of an earlier event out again, as it was. */
  readonly repeat: (event: Event) => Promise<Event>;
  readonly close: () => Promise<void>;
}

export async function startPlace(options: Partial<GitHubApiOptions> = {}): Promise<Place> {
  const [world, api, s3] = await Promise.all([
    startWorld(),
    startGitHubApi({ repository: REPOSITORY, token: TOKEN, ...options }),
    startS3Server(),
  ]);
  const bare = join(world.git.root, `${REPOSITORY}.git`);
  const workspace = join(world.temp, 'workspace');
  await git(bare, ['config', 'http.receivepack', 'true']);
  await git(world.temp, ['clone', '--quiet', '--branch', 'master', bare, workspace]);
  const inWorkspace = async (...args: string[]) => (await git(workspace, args)).trim();
  const onServer = async (...args: string[]) => (await git(bare, args)).trim();
  const checkOut = async (ref: string) => {
    await inWorkspace('fetch', '--quiet', bare, '+refs/heads/*:refs/remotes/origin/*');
    await inWorkspace('checkout', '--quiet', '--force', '--detach', ref);
    await inWorkspace('clean', '--quiet', '--force', '-d', '-x');
    return inWorkspace('rev-parse', 'HEAD');
  };
  const push = async () =>
    pushEvent('refs/heads/master', await checkOut('origin/master'), REPOSITORY, 'master');
  return {
    ...{ world, api, s3, workspace, onServer, push },
    run: (event, inputs = {}, env = {}) => run(world, api, workspace, event, inputs, env),
    pullRequest: async (files, fork = false) => {
      const baseSha = await checkOut('origin/master');
      const spec = { branch: 'feature', from: 'master', files };
      const [headSha = ''] = await world.git.addRepository(`${REPOSITORY}.git`, spec);
      await inWorkspace('fetch', '--quiet', bare, 'feature');
      await inWorkspace('merge', '--quiet', '--no-ff', '-m', 'Merge pull request #12', 'FETCH_HEAD');
      const place = { number: 12, headSha, baseSha, base: 'master', fork, repository: REPOSITORY };
      return pullRequestEvent(await inWorkspace('rev-parse', 'HEAD'), place);
    },
    merge: async () => {
      await inWorkspace('push', '--quiet', bare, 'HEAD:refs/heads/master');
      const event = await push();
      api.merges.push({ number: 12, sha: event.sha, base: 'master' });
      return event;
    },
    repeat: async (event) => ({ ...event, sha: await checkOut(event.sha) }),
    close: async () => {
      await Promise.all([world.close(), api.close(), s3.close()]);
    },
  };
}

function run(
  world: World,
  api: GitHubApi,
  workspace: string,
  event: Event,
  inputs: Texts,
  env: Texts,
): Promise<Ended> {
  const runner = { temp: world.temp, workspace, api, serverUrl: world.git.url, repository: REPOSITORY };
  return act({ ...runner, env: { ...AWS, ...env } }, event, {
    config: join(world.temp, 'config.yml'),
    var: `image_webserver=${world.files.url}`,
    'allow-host': '127.0.0.1',
    ...inputs,
  });
}

/** Where a run stores, and how to look into it. */
export interface Target {
  readonly inputs: Texts;
  /** Below the prefix, sorted. */
  readonly keys: () => Promise<readonly string[]>;
}

export function directoryTarget({ world }: Place): Target {
  const root = join(world.temp, 'store');
  const keys = async () => {
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort();
  };
  return { inputs: { store: root }, keys };
}

export function s3Target({ s3 }: Place): Target {
  const inputs = { store: `s3://${s3.bucket}/offline`, 's3-endpoint': s3.url, 's3-path-style': 'true' };
  return {
    inputs,
    keys: async () => [...s3.objects.keys()].map((key) => key.replace('offline/', '')).sort(),
  };
}
