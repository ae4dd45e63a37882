import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBundle } from '../bundle/process.ts';
import { type S3Server, startS3Server } from '../servers/s3.ts';
import type { Result } from './bundle.ts';
import { digestsOf } from './tree.ts';
import { FIXTURES, startWorld, type World } from './world.ts';

/** Each is given in another way, and opens something: a run that succeeds has used it. */
const CANARIES = {
  git: 'canary-git-password',
  registry: 'canary-registry-password',
  file: 'canary-file-password',
  upstream: 'canary-upstream-access',
  upstreamSecret: 'canary-upstream-secret',
  store: 'canary-store-access',
  storeSecret: 'canary-store-secret',
  unused: 'canary-of-the-credential-manager',
};
const WRONG = 'canary-that-is-wrong';

let world: World;
let store: S3Server;
let upstream: S3Server;

beforeAll(async () => {
  if (!hasBundle()) return;
  [world, store, upstream] = await Promise.all([
    startWorld({
      gitLogin: `robot:${CANARIES.git}`,
      fileAuth: { username: 'robot', password: CANARIES.file },
      registry: { auth: 'basic', password: CANARIES.registry },
    }),
    startS3Server({ accessKey: CANARIES.store }),
    startS3Server({ accessKey: CANARIES.upstream, bucket: 'releases' }),
  ]);
  upstream.objects.set('tool/tool-1.2.tgz', Buffer.from('the tool\n'));
  await cp(join(FIXTURES, 'private/pipeline.yml'), join(world.dir, 'private.yml'));
  const vars = `git_password: ${CANARIES.git}\nupstream_secret: ${CANARIES.upstreamSecret}\nunused: ${CANARIES.unused}\n`;
  await writeFile(join(world.temp, 'vars.yml'), vars);
});
afterAll(async () => {
  await Promise.all([world?.close(), store?.close(), upstream?.close()]);
});

function run(command: string, values: Partial<typeof CANARIES>, ...args: readonly string[]): Promise<Result> {
  const canaries = { ...CANARIES, ...values };
  const given = ['-l', join(world.temp, 'vars.yml'), '-v', `upstream_key=${canaries.upstream}`];
  // The pipeline names the servers themselves: through a redirection of the configuration no login would be sent.
  const servers = {
    git_url: world.git.url,
    git_host: new URL(world.git.url).host,
    file_url: world.files.url,
    file_host: new URL(world.files.url).host,
    registry_host: world.registry.host,
    s3_url: upstream.url,
  };
  const addresses = Object.entries(servers).flatMap(([name, value]) => ['-v', `${name}=${value}`]);
  const place = ['--store', 's3://test-bucket/ci', '--s3-endpoint', store.url];
  return world.run(command, ['-p', 'private.yml', ...given, ...addresses, ...place, '--verbose', ...args], {
    OFFLINE_GEN_VAR_registry_password: canaries.registry,
    OFFLINE_GEN_VAR_file_password: canaries.file,
    AWS_ACCESS_KEY_ID: canaries.store,
    AWS_SECRET_ACCESS_KEY: canaries.storeSecret,
    AWS_REGION: 'us-east-1',
  });
}

/** The secrets that a text holds, as they are or as HTTP sends a login. */
function leaks(text: string): readonly string[] {
  return [...Object.values(CANARIES), WRONG].filter(
    (canary) => text.includes(canary) || text.includes(Buffer.from(`robot:${canary}`).toString('base64')),
  );
}

async function textsOf(
  dir: string,
  paths: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  return Promise.all(paths.map(async (path) => [path, await readFile(join(dir, path), 'latin1')] as const));
}

describe.skipIf(!hasBundle())('no secret', () => {
  test('is in any output, file or object of a run that used them all', async () => {
    const { status, stdout, stderr } = await run('run', {});
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('6 artifacts copied');
    const again = await run('run', {}, '-f', 'markdown');
    const asJson = await run('verify', {}, '-f', 'json');
    const written = Object.keys(await digestsOf(world.dir)).filter((path) => !path.startsWith('.git/'));
    const objects = [...store.objects].map(([key, bytes]) => {
      return [
        key,
        (key.endsWith('.tgz') && bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('latin1'),
      ] as const;
    });
    const texts = [
      ['standard output', stdout + again.stdout + asJson.stdout],
      ['standard error', stderr + again.stderr + asJson.stderr],
      ...(await textsOf(world.dir, written)),
      ...objects,
    ] as const;
    expect(texts.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'offline.lock.yml',
        'offline/offline-private.yml',
        expect.stringMatching(/manifest/),
      ]),
    );
    expect(texts.flatMap(([name, text]) => leaks(text).map((canary) => `${canary} in ${name}`))).toEqual([]);
    const archive = objects.find(([key]) => key.includes('/git/ansible-too/'))?.[1];
    expect(archive).toContain(`url = ${world.git.url}/example/sdn-gen.git\n`);
    expect(await readdir(join(world.temp, 'tmp'))).toEqual([]);
  });

  test('is in any complaint about a login that is wrong', async () => {
    const { status, stdout, stderr } = await run('run', { registry: WRONG, file: WRONG, upstream: WRONG });
    expect({ status, stdout }).toMatchObject({ status: 3 });
    expect(stderr.match(/^warning: not copied: /gm)).toHaveLength(4);
    expect(leaks(stdout + stderr)).toEqual([]);
    const refused = await run('run', { store: WRONG, storeSecret: WRONG });
    expect(refused).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('the access key is not known'),
    });
    expect(leaks(refused.stdout + refused.stderr)).toEqual([]);
  });
});
