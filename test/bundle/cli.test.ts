import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TOOL } from '../../src/version.ts';
import { availableNodes, DIST, type Ended, hasBundle, start } from './process.ts';

const NODES = availableNodes();

let base: string;
let repository: string;
let server: Server;
let origin: string;

/** A pipeline with one file of the server at `path`. */
function pipelineWith(path: string): string {
  return [
    'resource_types:',
    '- name: file-url',
    '  type: registry-image',
    '  source: {repository: example/file-url}',
    'resources:',
    '- name: tool',
    '  type: file-url',
    `  source: {url: "${origin}${path}", filename: tool.tgz}`,
    'jobs:',
    '- name: build',
    '  plan: [{get: tool}]',
    '',
  ].join('\n');
}

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'offline-gen-bundle-'));
  if (hasBundle()) await cp(DIST, join(base, 'dist'), { recursive: true });
  server = createServer((request, response) => {
    if (request.url === '/slow.tgz') server.emit('slow');
    else if (request.url === '/tool.tgz') response.end('the tool');
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  origin = `http://127.0.0.1:${address.port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(base, { recursive: true, force: true });
});

beforeEach(async () => {
  repository = await mkdtemp(join(base, 'repository-'));
  await writeFile(join(repository, 'pipeline.yml'), pipelineWith('/tool.tgz'));
});

describe.skipIf(!hasBundle()).each(NODES)('the bundle under Node $version', ({ path: node, version }) => {
  /** The copy has no node_modules in reach: what the bundle lacks is missing here. */
  function startBundle(args: readonly string[], env: Record<string, string> = {}, cwd = repository) {
    return start({ node, script: join(base, 'dist', 'index.js'), args, cwd, env });
  }

  function run(args: readonly string[], env?: Record<string, string>, cwd?: string): Promise<Ended> {
    return startBundle(args, env, cwd).ended;
  }

  async function expectFailure(args: readonly string[], code: number, line: string | RegExp, env = {}) {
    const ended = await run(args, env);
    const pattern = typeof line === 'string' ? `offline-gen: ${line}\n` : expect.stringMatching(line);
    expect(ended).toEqual({ code, signal: null, stdout: '', stderr: pattern });
    expect(ended.stderr.trimEnd()).not.toContain('\n');
  }

  beforeAll(() => console.log(`runs the bundle under Node ${version}`));

  test('prints its version', async () => {
    expect(await run(['--version'])).toEqual({
      code: 0,
      signal: null,
      stdout: `${TOOL.version}\n`,
      stderr: '',
    });
  });

  test.each([['--help'], ['mirror', '--help'], ['help', 'mirror']])(
    'prints help for %s %s',
    async (...args) => {
      const { code, stdout, stderr } = await run(args.filter((arg) => arg !== undefined));
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(
        /^Usage: offline-gen (<command>|mirror) \[DIR\] \[options\]\n[\s\S]*\nExit codes\n/,
      );
    },
  );

  test('refuses an unknown command and an unknown option with a suggestion', async () => {
    await expectFailure(['analyse'], 2, 'unknown command "analyse"; did you mean "analyze"?');
    await expectFailure(['run', '--stor', 'x'], 2, 'unknown option "--stor"; did you mean "--store"?');
    await expectFailure([], 2, /^offline-gen: no command given\. /);
  });

  test('names a directory or pipeline that is missing', async () => {
    await expectFailure(['analyze', 'nowhere'], 2, /^offline-gen: there is no directory .*\/nowhere\n$/);
    await expectFailure(['analyze', '-p', 'nope.yml'], 2, /^offline-gen: .*nope\.yml.*\n$/);
  });

  test('points at the place of an error in YAML', async () => {
    await writeFile(join(repository, 'bad.yml'), 'jobs:\n  - name: "a\n');
    await expectFailure(['analyze', '-p', 'bad.yml'], 2, /^offline-gen: bad\.yml:\d+:\d+: not valid YAML: /);
  });

  test('points at an unknown key of the configuration', async () => {
    await writeFile(join(repository, '.offline-gen.yml'), 'jobs: 2\nstor: x\n');
    await expectFailure(['analyze'], 2, '.offline-gen.yml:2:1: unknown key "stor"; did you mean "store"?');
  });

  test('refuses a store that is missing or of an unknown scheme', async () => {
    await expectFailure(['mirror'], 2, /^offline-gen: no blobstore was named\. .*--store/);
    await expectFailure(
      ['mirror', '--store', 'ftp://x/y'],
      2,
      /^offline-gen: .*ftp:\/\/x\/y.* unknown scheme/,
    );
  });

  test('refuses to mirror for a pull request', async () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request' };
    await expectFailure(['run', '--store', './blobs'], 2, /^offline-gen: run does not run for pull /, env);
    expect(await readdir(repository)).toEqual(['pipeline.yml']);
  });

  test('reports to stdout as JSON, and the same to a file', async () => {
    const { code, stdout } = await run(['analyze', '--no-network', '-f', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, tool: TOOL, summary: { mirror: 1 } });
    const toFile = await run(['analyze', '--no-network', '-f', 'json', '-o', 'made/report.json']);
    expect(toFile).toMatchObject({ code: 0, stdout: '' });
    expect(await readFile(join(repository, 'made/report.json'), 'utf8')).toBe(stdout);
  });

  test('takes vars from the environment', async () => {
    await writeFile(join(repository, 'pipeline.yml'), pipelineWith('/((name))'));
    const { stdout } = await run(['analyze', '--no-network', '-f', 'json'], {
      OFFLINE_GEN_VAR_name: 'from-env.tgz',
    });
    expect(JSON.parse(stdout).artifacts[0]).toMatchObject({ locator: `${origin}/from-env.tgz` });
  });

  test('ends with 1 when a rule failed, unless told otherwise', async () => {
    await writeFile(
      join(repository, 'pipeline.yml'),
      'resources: [{name: x, type: teleport, source: {}}]\njobs: [{name: j, plan: [{get: x}]}]\n',
    );
    expect(await run(['analyze', '--no-network'])).toMatchObject({ code: 1, stderr: '' });
    expect(await run(['analyze', '--no-network', '--fail-on', 'never'])).toMatchObject({ code: 0 });
  });

  test('ends with 3 when something could not be copied, and names it', async () => {
    await writeFile(join(repository, 'pipeline.yml'), pipelineWith('/missing.tgz'));
    const ended = await run(['mirror', '--store', './blobs', '--allow-host', '127.0.0.1']);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain(`${origin}/missing.tgz`);
  });

  test('runs from analysis to verification into a directory', async () => {
    const { code, stdout, stderr } = await run(['run', '--store', './blobs', '--allow-host', '127.0.0.1']);
    expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
    expect((await stat(join(repository, 'offline'))).isDirectory()).toBe(true);
  });

  test('ends with 130 when it is interrupted', async () => {
    await writeFile(join(repository, 'pipeline.yml'), pipelineWith('/slow.tgz'));
    const reached = once(server, 'slow');
    const { child, ended } = startBundle(['mirror', '--store', './blobs', '--allow-host', '127.0.0.1']);
    await reached;
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 130, signal: null, stderr: 'offline-gen: interrupted\n' });
  });

  test('is content when its reader goes away', async () => {
    const { child, ended } = startBundle(['analyze', '--no-network']);
    const closed = ended.catch(() => undefined);
    child.stdout.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    await closed;
  });

  test('shows a stack only when asked for', async () => {
    const { stderr } = await run(['analyze', '-p', 'nope.yml', '--verbose']);
    expect(stderr).toMatch(/\n\s+at /);
  });

  test('runs through a link, as npm installs it', async () => {
    await mkdir(join(repository, 'bin'));
    await symlink(join(base, 'dist', 'index.js'), join(repository, 'bin', 'offline-gen'));
    const script = join(repository, 'bin', 'offline-gen');
    expect(await start({ node, script, args: ['--version'], cwd: repository }).ended).toMatchObject({
      code: 0,
    });
  });
});
