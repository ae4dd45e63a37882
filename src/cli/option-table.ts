import { FAIL_ON } from '../model/finding.ts';
import { FORMATS } from '../report/report.ts';

/** One option of the command line, as it is parsed and as the help shows it. */
export interface OptionSpec {
  readonly name: string;
  readonly short?: string;
  /** What the help calls the value; an option without it is a switch. */
  readonly argument?: string;
  readonly repeatable?: true;
  readonly group: 'Input' | 'Blobstore' | 'Result' | 'Running';
  readonly text: string;
}

export const OPTION_TABLE = [
  {
    name: 'pipeline',
    short: 'p',
    argument: 'FILE',
    repeatable: true,
    group: 'Input',
    text: 'a pipeline in DIR; default: `sources` of the configuration, else found',
  },
  {
    name: 'vars-file',
    short: 'l',
    argument: 'FILE',
    repeatable: true,
    group: 'Input',
    text: 'YAML file with values for ((vars)), as with fly',
  },
  {
    name: 'var',
    short: 'v',
    argument: 'K=V',
    repeatable: true,
    group: 'Input',
    text: 'one value for a ((var)); secrets go into the variable OFFLINE_GEN_VAR_<name>',
  },
  {
    name: 'config',
    short: 'c',
    argument: 'FILE',
    group: 'Input',
    text: 'configuration; default: .offline-gen.yml in DIR',
  },
  { name: 'no-network', group: 'Input', text: 'use only what is on disk; nothing is looked up' },
  {
    name: 'allow-host',
    argument: 'HOST',
    repeatable: true,
    group: 'Input',
    text: 'may be contacted although its address is loopback, private or link-local',
  },
  {
    name: 'store',
    argument: 'URL',
    group: 'Blobstore',
    text: 's3://bucket/prefix, file:///dir or a path; credentials from the AWS variables',
  },
  { name: 's3-endpoint', argument: 'URL', group: 'Blobstore', text: 'S3-compatible service; default: AWS' },
  { name: 's3-path-style', group: 'Blobstore', text: 'ask for host/bucket instead of bucket.host' },
  {
    name: 'run-id',
    argument: 'ID',
    group: 'Blobstore',
    text: 'name of this run in the blobstore; default: from the configuration',
  },
  {
    name: 'out',
    argument: 'DIR',
    group: 'Result',
    text: 'where generated files go; default: offline',
  },
  {
    name: 'preview',
    group: 'Result',
    text: 'generate also for what is not mirrored yet; the file says so',
  },
  {
    name: 'format',
    short: 'f',
    argument: 'NAME',
    group: 'Result',
    text: `${FORMATS.join(', ')}; default: text`,
  },
  {
    name: 'output',
    short: 'o',
    argument: 'FILE',
    group: 'Result',
    text: 'write the report there instead of to stdout',
  },
  {
    name: 'fail-on',
    argument: 'LEVEL',
    group: 'Result',
    text: `${FAIL_ON.join(', ')}: from which finding on the exit code is 1; default: error`,
  },
  { name: 'dry-run', group: 'Running', text: 'say what would be done, and do nothing' },
  { name: 'jobs', argument: 'N', group: 'Running', text: 'artifacts copied at the same time; default: 4' },
  { name: 'quiet', group: 'Running', text: 'only warnings and errors on stderr' },
  { name: 'verbose', group: 'Running', text: 'every step on stderr, and where an error arose' },
  { name: 'no-color', group: 'Running', text: 'no colors, as with NO_COLOR' },
  { name: 'version', group: 'Running', text: 'print the version' },
  { name: 'help', short: 'h', group: 'Running', text: 'print this, or the help of a command' },
] as const satisfies readonly OptionSpec[];

export type OptionName = (typeof OPTION_TABLE)[number]['name'];
