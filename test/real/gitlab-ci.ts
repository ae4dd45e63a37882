import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY_ROOT, requireTool, startProcess } from './tools.ts';

const LOCAL = join(REPOSITORY_ROOT, 'node_modules/gitlab-ci-local/dist/index.js');
export const BUNDLE = join(REPOSITORY_ROOT, 'dist/index.js');

/** Id that gitlab-ci-local gives every project. */
export const PROJECT_ID = '1217';

/** Runs jobs as a shell executor would, in a copy of the checkout. */
export const RUN = ['--force-shell-executor', '--shell-isolation', '--no-artifacts-to-source'];

/** Runs gitlab-ci-local in a project; `variables` win over those that it makes up. */
export async function gitlabCi(
  project: string,
  home: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly exitCode: number | string; readonly output: string }> {
  requireTool('rsync');
  const flags = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const ignored = ['--ignore-predefined-vars', Object.keys(variables).join(',')];
  const env = {
    PATH: `${join(process.execPath, '..')}:${process.env['PATH']}`,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const running = await startProcess(process.execPath, {
    args: [LOCAL, '--timestamps=false', ...args, ...flags, ...ignored],
    cwd: project,
    env,
  });
  return { exitCode: await running.ended, output: running.output() };
}

/** A file that a job left as artifact. */
export async function artifactOf(project: string, name: string): Promise<string> {
  const state = join(project, '.gitlab-ci-local/artifacts');
  const found = (await readdir(state, { recursive: true })).find((path) => path.endsWith(name));
  return readFile(join(state, found ?? name), 'utf8');
}
