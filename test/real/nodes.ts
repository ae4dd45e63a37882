import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './tools.ts';

export interface Node {
  readonly path: string;
  /** `v20.1.0` */
  readonly version: string;
}

/**
 * Every major version of Node that the bundle promises to run on, as far as they can be had: this one, and those that
 * npm has for this machine, kept in `.real`.
 */
export function realNodes(majors: readonly number[]): readonly Node[] {
  const nodes = majors.map((major) =>
    process.version.startsWith(`v${major}.`) ? process.execPath : installed(major),
  );
  return nodes
    .filter((path) => path !== undefined)
    .map((path) => ({ path, version: execFileSync(path, ['--version'], { encoding: 'utf8' }).trim() }));
}

function installed(major: number): string | undefined {
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(REPOSITORY_ROOT, '.real', `node-${major}`);
  const path = join(prefix, 'node_modules', name, 'bin', 'node');
  if (existsSync(path)) return path;
  mkdirSync(prefix, { recursive: true });
  const flags = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  try {
    execFileSync('npm', ['install', '--prefix', prefix, ...flags, `${name}@${major}`], { stdio: 'inherit' });
    return path;
  } catch {
    console.warn(`skipped: npm has no Node ${major} for ${process.platform} on ${process.arch}`);
    return undefined;
  }
}
