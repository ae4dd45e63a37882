/**
 * Installs the real software that `test/real` runs against, as far as it is missing, and runs those tests. Arguments
 * go to vitest: `npm run test:real -- test/real/store.real.ts`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = join(root, '.real', 'bin');

/** Program → the Debian package that has it. */
const PACKAGES = {
  git: 'git',
  'docker-registry': 'docker-registry',
  skopeo: 'skopeo',
  rsync: 'rsync',
  umoci: 'umoci',
};

const VERSITYGW = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';

/** Concourse tags its releases without the `/v8` that Go wants, so a commit is the only name Go accepts. */
const CONCOURSE = 'github.com/concourse/concourse';
const CONCOURSE_VERSION = 'v1.6.1-0.20251006174654-31f911818906';

mkdirSync(bin, { recursive: true });
installPackages();
requireGo();
if (!isInstalled('versitygw')) installVersitygw();
if (!isInstalled('fly')) installFly();
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const tests = spawnSync(process.execPath, [vitest, 'run', '--project', 'real', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(tests.status ?? 1);

function installPackages(): void {
  const missing = Object.entries(PACKAGES).filter(([program]) => !isInstalled(program));
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => name);
  if (!isInstalled('apt-get') || process.getuid?.() !== 0) {
    fail(
      `install ${missing.map(([program]) => program).join(', ')} first (Debian: apt-get install ${names.join(' ')})`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  attempt(names.join(', '), () => {
    run('apt-get', ['update', '-qq'], { env });
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
  });
}

/** Not from apt-get: Debian's Go is often too old to build these, and too old to fetch a newer one. */
function requireGo(): void {
  const missing = ['versitygw', 'fly'].filter((program) => !isInstalled(program));
  if (missing.length > 0 && !isInstalled('go'))
    fail(`install Go 1.24 or newer first: it builds ${missing.join(', ')}`);
}

function installVersitygw(): void {
  attempt('versitygw', () => run('go', ['install', VERSITYGW], { env: { ...process.env, GOBIN: bin } }));
}

/**
 * `go install` refuses a module with replace directives; a module that requires it builds it, with the checksums
 * that Concourse's own go.sum lists.
 */
function installFly(): void {
  const scratch = mkdtempSync(join(tmpdir(), 'offline-gen-fly-'));
  const env = { ...process.env, GOFLAGS: '-mod=mod', GONOSUMDB: 'github.com/concourse/*' };
  attempt('fly', () => {
    // With a version, `download` does not look at what the module requires: that needs the go.sum that it brings.
    const download = ['mod', 'download', '-json', `${CONCOURSE}@${CONCOURSE_VERSION}`];
    const answer: unknown = JSON.parse(execFileSync('go', download, { cwd: scratch, env, encoding: 'utf8' }));
    copyFileSync(join(directoryOf(answer), 'go.sum'), join(scratch, 'go.sum'));
    // Without the go line, Go would look at all that everything requires.
    writeFileSync(
      join(scratch, 'go.mod'),
      `module scratch\n\ngo 1.24.2\n\nrequire ${CONCOURSE} ${CONCOURSE_VERSION}\n`,
    );
    writeFileSync(
      join(scratch, 'tools.go'),
      `//go:build tools\n\npackage scratch\n\nimport _ "${CONCOURSE}/fly"\n`,
    );
    run('go', ['build', '-o', join(bin, 'fly'), `${CONCOURSE}/fly`], { cwd: scratch, env });
  });
  rmSync(scratch, { recursive: true, force: true });
}

function directoryOf(download: unknown): string {
  const isObject = typeof download === 'object' && download !== null;
  if (isObject && 'Dir' in download && typeof download.Dir === 'string') return download.Dir;
  throw new Error('go did not say where it put the module');
}

function isInstalled(program: string): boolean {
  const directories = [bin, ...(process.env['PATH'] ?? '').split(delimiter)];
  return directories.some((directory) => directory !== '' && existsSync(join(directory, program)));
}

function run(
  program: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string },
): void {
  execFileSync(program, args, { stdio: 'inherit', ...options });
}

function attempt(what: string, install: () => void): void {
  console.log(`installing ${what}`);
  try {
    install();
  } catch (error) {
    fail(`could not install ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fail(message: string): never {
  console.error(`test:real: ${message}`);
  process.exit(1);
}
