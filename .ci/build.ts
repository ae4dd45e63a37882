/**
 * Builds `dist/`: TypeScript to `lib/`, then one bundle of it. The same sources and lock file give the same bytes in
 * any directory: ncc names modules by their path from the working directory, so it is the local ncc that runs, in
 * the root of the package and without a cache.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, 'dist');

/** Packages that their users load in a `try`: `debug`, of simple-git, would like to know about colors. */
const OPTIONAL = ['supports-color'];

/** What must not be in the bundle, and why. */
const FORBIDDEN = [
  { text: 'eval("require")', reason: 'a module that ncc did not find; it would be missing at run time' },
  { text: `${root}/`, reason: 'a path of this machine; the build is not reproducible' },
];

rmSync(join(root, 'lib'), { recursive: true, force: true });
runNode('node_modules/typescript/bin/tsc');
// ncc does not empty its output directory.
rmSync(dist, { recursive: true, force: true });
runNode(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  ...['build', 'lib/main.js', '--out', 'dist', '--no-cache', '--license', 'licenses.txt'],
);
const problems = readdirSync(dist).flatMap(problemsOf);
if (!readPackageType()) problems.push('dist/package.json does not say "type": "module"');
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
chmodSync(join(dist, 'index.js'), 0o755);

function runNode(...args: string[]): void {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function problemsOf(name: string): string[] {
  const optional = OPTIONAL.map((optionalName) => `eval("require")("${optionalName}")`);
  const whole = readFileSync(join(dist, name), 'utf8');
  const text = optional.reduce((rest, call) => rest.replaceAll(call, ''), whole);
  return FORBIDDEN.filter((entry) => text.includes(entry.text)).map(
    (entry) => `dist/${name} holds ${entry.text}: ${entry.reason}`,
  );
}

function readPackageType(): boolean {
  return JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8')).type === 'module';
}
