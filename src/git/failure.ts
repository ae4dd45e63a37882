import { OfflineGenError } from '../model/errors.ts';
import { redactText } from '../model/redact.ts';

/** What git says, and what a person can do about it; the first match counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /could not read (Username|Password)|Authentication failed|returned error: 40[13]|Permission denied|Host key verification failed|HTTP Basic: Access denied/i,
    'Check the credentials of the resource (`username` and `password`, or `private_key`); without any, the repository is private or does not exist.',
  ],
  [
    /repository .*not found|does not appear to be a git repository|returned error: 404|not a git repository/i,
    'Check the address of the repository; a private one needs credentials.',
  ],
  [
    /couldn't find remote ref|remote branch .* not found|not our ref|unadvertised object|unknown revision|pathspec .* did not match/i,
    'Check the branch, tag or commit: the repository does not have it (any more).',
  ],
  [/certificate|SSL/, 'Name the certificate authority in GIT_SSL_CAINFO.'],
  [/returned error: 30\d|redirect/i, 'The repository has moved: use its new address.'],
  [
    /could not resolve host|connection refused|failed to connect|couldn't connect|timed out|network is unreachable|no route to host/i,
    'Check the address, the network and the proxy settings.',
  ],
  [/transport '.*' not allowed/, 'Only https, http, ssh and git addresses are allowed here.'],
];

/** The error for a git process that ended with anything but 0. `secrets` never appear in it. */
export function gitFailure(
  verb: string,
  stderr: string,
  exitCode: number | null,
  secrets: readonly string[],
): OfflineGenError {
  const hint = HINTS.find(([pattern]) => pattern.test(stderr))?.[1];
  const reason = lastMeaningfulLine(stderr) ?? (exitCode === null ? 'killed' : `exit code ${exitCode}`);
  return new OfflineGenError(
    'git',
    `git ${verb} failed: ${redactText(reason, secrets)}`,
    // A server's reasons for a refused push stand in lines before the last one.
    { cause: new Error(redactText(stderr.trim(), secrets)), ...(hint === undefined ? {} : { hint }) },
  );
}

/** git explains first and advises later: the last `fatal:` or `error:` line, else the last line that is no advice. */
function lastMeaningfulLine(stderr: string): string | undefined {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('hint:'));
  const line = lines.findLast((each) => /^(fatal|error|remote error):/.test(each)) ?? lines.at(-1);
  return line?.replace(/^(fatal|error): /, '').slice(0, 300);
}
