import type { CommandName } from '../commands/options.ts';
import { OPTION_TABLE, type OptionName, type OptionSpec } from './option-table.ts';

interface CommandHelp {
  /** One line of the command list. */
  readonly summary: string;
  readonly purpose: readonly string[];
  readonly options: readonly OptionName[];
  readonly examples: readonly string[];
}

const INPUT: readonly OptionName[] = ['pipeline', 'vars-file', 'var', 'config'];
const NETWORK: readonly OptionName[] = ['no-network', 'allow-host'];
const STORE: readonly OptionName[] = ['store', 's3-endpoint', 's3-path-style'];
const REPORT: readonly OptionName[] = ['format', 'output', 'fail-on'];
const RUNNING: readonly OptionName[] = ['quiet', 'verbose', 'no-color', 'help'];

const COMMAND_HELP: Readonly<Record<CommandName, CommandHelp>> = {
  analyze: {
    summary: 'find and report what the pipelines need from outside',
    purpose: [
      'Reads the pipelines of DIR and lists every git repository, image, file and S3 object they',
      'pull from outside, each with file, line and column. Changes nothing.',
    ],
    options: [...INPUT, ...NETWORK, ...REPORT, ...RUNNING],
    examples: ['offline-gen analyze', 'offline-gen analyze -p ci/pipeline.yml -l vars.yml -f markdown'],
  },
  mirror: {
    summary: 'copy it into the blobstore; write the lock and the manifest',
    purpose: [
      'Copies what is missing into the blobstore and writes offline.lock.yml. What is there already is',
      'not fetched again. A failed artifact does not stop the others; run it again for the rest.',
    ],
    options: [...INPUT, 'allow-host', ...STORE, 'run-id', 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
    examples: [
      'offline-gen mirror --store s3://offline/ci',
      'offline-gen mirror --store /srv/offline --dry-run',
    ],
  },
  generate: {
    summary: 'write the offline pipeline(s) from the lock',
    purpose: [
      'Writes offline-<pipeline>.yml for every pipeline: the same pipeline, reading only the copies.',
    ],
    options: [...INPUT, ...NETWORK, 'store', 'out', 'preview', ...REPORT, 'dry-run', ...RUNNING],
    examples: ['offline-gen generate', 'offline-gen generate --preview --no-network'],
  },
  verify: {
    summary: 'prove that the offline pipeline is closed and its objects are intact',
    purpose: [
      'Fails when a generated pipeline still names something outside, or when an object it names is',
      'missing, ambiguous or differs from the lock.',
    ],
    options: [...INPUT, ...NETWORK, ...STORE, 'out', ...REPORT, ...RUNNING],
    examples: ['offline-gen verify --store s3://offline/ci', 'offline-gen verify --no-network'],
  },
  run: {
    summary: 'analyze + mirror + generate + verify',
    purpose: ['Does everything from analysis to verification.'],
    options: [...INPUT, 'allow-host', ...STORE, 'run-id', 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
    examples: ['offline-gen run --store s3://offline/ci --jobs 8', 'offline-gen run --store ./blobstore'],
  },
  auto: {
    summary: 'in CI: choose by the event, comment and commit',
    purpose: [
      'Reads the event from the variables of GitHub or GitLab. Pull or merge request: analyze and report.',
      'Push to a trigger branch: run and commit. Tag or release: run with the tag as run id.',
    ],
    options: [...INPUT, 'allow-host', ...STORE, 'out', ...REPORT, 'dry-run', 'jobs', ...RUNNING],
    examples: ['offline-gen auto --store s3://offline/ci'],
  },
};

const EXIT_CODES = `Exit codes
  0    done
  1    a rule failed: findings at or above --fail-on, or the verification
  2    usage, configuration or a pipeline file is wrong
  3    an operation failed; a rerun continues
  130  interrupted`;

/** The help of the program, or of one command. Ends with a line break. */
export function helpText(command: CommandName | null): string {
  return command === null ? programHelp() : commandHelp(command, COMMAND_HELP[command]);
}

function programHelp(): string {
  const commands = Object.entries(COMMAND_HELP).map(
    ([name, { summary }]) => `  ${name.padEnd(10)}${summary}`,
  );
  return join([
    'Usage: offline-gen <command> [DIR] [options]',
    'Makes a CI pipeline run without the internet: finds, mirrors and rewrites everything that it pulls\nfrom outside. DIR is the pipeline repository; default: the current directory.',
    ['Commands', ...commands].join('\n'),
    ...optionGroups(OPTION_TABLE),
    [
      'Examples',
      '  offline-gen analyze                                 what does this repository need?',
      '  offline-gen run --store s3://offline/ci             make it offline, into a bucket',
      '  offline-gen analyze . -f markdown -o report.md      a report for people',
    ].join('\n'),
    EXIT_CODES,
  ]);
}

function commandHelp(name: CommandName, help: CommandHelp): string {
  const options = OPTION_TABLE.filter((spec) => help.options.includes(spec.name));
  return join([
    `Usage: offline-gen ${name} [DIR] [options]`,
    help.purpose.join('\n'),
    ...optionGroups(options),
    ['Examples', ...help.examples.map((example) => `  ${example}`)].join('\n'),
    EXIT_CODES,
  ]);
}

function optionGroups(options: readonly OptionSpec[]): string[] {
  const groups = [...new Set(options.map((spec) => spec.group))];
  return groups.map((group) =>
    [group, ...options.filter((spec) => spec.group === group).map(optionLine)].join('\n'),
  );
}

function optionLine(spec: OptionSpec): string {
  const short = spec.short === undefined ? '    ' : `-${spec.short}, `;
  const argument = spec.argument === undefined ? '' : ` ${spec.argument}`;
  const repeatable = spec.repeatable === true ? ' (repeatable)' : '';
  return `  ${`${short}--${spec.name}${argument}`.padEnd(24)}${spec.text}${repeatable}`;
}

function join(sections: readonly string[]): string {
  return `${sections.join('\n\n')}\n`;
}
