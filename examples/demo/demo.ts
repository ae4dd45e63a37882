/**
 * Shows the main job from end to end with the bundle in `dist/`, against servers in this process: `npm run demo`.
 * Ends with 1 when a step fails, and with 130 when it is interrupted; leaves nothing behind either way.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { announce, excerpt, lastSection, say, sayCommand } from './show.ts';
import { type Stage, setUp } from './stage.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/index.js');
const ORIGINAL = 'pipelines/install.yml';
const OFFLINE = 'offline/offline-install.yml';

type Step = readonly [title: string, show: (stage: Stage) => Promise<void>];

const STEPS: readonly Step[] = [
  ['What does this pipeline need from outside? A pull request gets this as a comment.', analyze],
  ['How would the offline pipeline look? Nothing is copied for that.', preview],
  ['After the merge: copy everything into the bucket and write the offline pipeline.', copy],
  ['What changed in the pipeline? Its sources and its image; tasks and scripts stay as they are.', compare],
  ['A second run finds nothing to do.', repeat],
  ['Git server, registry and web server are stopped now. Is the offline pipeline complete?', verify],
];

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

try {
  await play();
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`demo: ${interruption.signal.aborted ? 'interrupted' : reason}\n`);
  // Servers of a stage that could not be set up would keep this process alive.
  process.exit(interruption.signal.aborted ? 130 : 1);
}

async function play(): Promise<void> {
  say(
    'offline-gen makes a CI pipeline run without the internet.',
    'This demo needs none either: a git server, a container registry, a web server and an S3 server',
    'run on 127.0.0.1, and a small Concourse pipeline repository is checked out.',
  );
  const stage = await setUp();
  try {
    for (const [index, [title, show]] of STEPS.entries()) {
      announce(index + 1, STEPS.length, title);
      await show(stage);
    }
  } finally {
    await stage.close();
  }
  say(
    '',
    'Done: the pipeline needs only the bucket. README.md says how to set this up for your own repository.',
  );
}

async function analyze(stage: Stage): Promise<void> {
  say(await offlineGen(stage, 'analyze'));
}

async function preview(stage: Stage): Promise<void> {
  await offlineGen(stage, 'generate', '--preview');
  const lines = (await readFile(join(stage.dir, OFFLINE), 'utf8')).split('\n');
  sayCommand(`head -2 ${OFFLINE}`);
  say(...lines.slice(0, 2));
}

async function copy(stage: Stage): Promise<void> {
  say('', lastSection(await offlineGen(stage, 'run')), '', 'In the bucket (bytes, key):');
  say(...stage.objects().map(([key, size]) => `${String(size).padStart(10)}  ${key}`));
}

async function compare(stage: Stage): Promise<void> {
  sayCommand(`git diff --no-index ${ORIGINAL} ${OFFLINE}`);
  const args = ['diff', '--no-index', '--no-color', '--unified=20', ORIGINAL, OFFLINE];
  const { status, stdout } = await execute('git', args, stage);
  if (status !== 1) throw new Error(`git diff ended with ${status}`);
  say(...excerpt(stdout));
}

async function repeat(stage: Stage): Promise<void> {
  const before = JSON.stringify(stage.objects());
  say('', lastSection(await offlineGen(stage, 'run')));
  if (JSON.stringify(stage.objects()) !== before) throw new Error('the second run changed the bucket');
}

async function verify(stage: Stage): Promise<void> {
  await stage.cutOff();
  say(await offlineGen(stage, 'verify'));
}

/** Runs the bundle in the checkout; progress goes to the terminal. Returns the report; throws unless it ended with 0. */
async function offlineGen(stage: Stage, ...args: readonly string[]): Promise<string> {
  sayCommand(`offline-gen ${args.join(' ')}`);
  const { status, stdout } = await execute(process.execPath, [BUNDLE, ...args], stage);
  if (status === 0) return stdout.trimEnd();
  throw new Error(`offline-gen ${args[0]} ended with ${status}\n${stdout}`);
}

/** Waits for the end of the program also when the demo is interrupted: it may still write into the stage. */
async function execute(
  program: string,
  args: readonly string[],
  { dir, env }: Stage,
): Promise<{ status: number | null; stdout: string }> {
  const { signal } = interruption;
  signal.throwIfAborted();
  const child = spawn(program, args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'inherit'] });
  signal.onabort = () => child.kill();
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [status, stdout] = await Promise.all([closed, text(child.stdout)]);
  signal.throwIfAborted();
  return { status, stdout };
}
