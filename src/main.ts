#!/usr/bin/env node
// No syntax newer than ES2020 and no static import here: an old Node must get as far as the message below.
const OLDEST_NODE = 20;

if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`offline-gen: needs Node ${OLDEST_NODE} or newer, this is ${process.version}`);
  process.exitCode = 2;
} else {
  start().then((exitCode) => {
    process.exitCode = exitCode;
  });
}

/** GitHub starts an action without arguments; people and GitLab name a command. */
async function start(): Promise<number> {
  if (process.env['GITHUB_ACTIONS'] === 'true' && process.argv.length === 2) {
    return (await import('./action/main.ts')).runAction();
  }
  return (await import('./cli/main.ts')).runCli(process.argv.slice(2), process.env);
}
