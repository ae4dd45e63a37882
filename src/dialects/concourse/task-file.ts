import { describeError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import { parseYaml } from '../../yaml/document.ts';
import { get } from '../../yaml/lookup.ts';
import type { AnalysisInput } from './analysis.ts';
import { type Origin, originOf } from './artifacts.ts';
import { idOf } from './draft.ts';
import type { Classified } from './kinds/kind.ts';
import type { Job, Step } from './model.ts';
import { readTaskConfig, type TaskConfig } from './task-config.ts';
import { objectOf, textOf } from './values.ts';
import { hasToken, modernizeVars, type Vars } from './vars.ts';

/** A task file that was read, or what stood in the way. */
export type TaskFile =
  | {
      readonly status: 'read';
      readonly config: TaskConfig;
      /** Path in its resource. */
      readonly path: string;
      readonly resource: string;
      readonly findings: readonly Finding[];
    }
  /** Nothing can tell before the build what the file holds. */
  | { readonly status: 'dynamic'; readonly findings: readonly Finding[] }
  | { readonly status: 'failed'; readonly findings: readonly Finding[] };

export interface TaskFileInput {
  readonly step: Step;
  readonly job: Job;
  /** The step's own keys, interpolated. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly analysis: AnalysisInput;
  /** Resource name → what it is. */
  readonly resources: ReadonlyMap<string, Classified>;
}

/** Reads the file of a task step out of the git resource that it names (concourse `atc/exec/task_config_source.go`). */
export async function followTaskFile(written: string, input: TaskFileInput): Promise<TaskFile> {
  const { step, job, analysis, resources } = input;
  // Reports show the path as it is written: the value of a variable may be a secret.
  const said = textOf(get(analysis.pipeline.yaml, step.node, 'file')) || written;
  const artifact = written.slice(0, Math.max(written.indexOf('/'), 0));
  const path = written.slice(artifact.length + 1);
  if (hasToken(written)) return dynamic(step, said, 'its path holds a value that is known only at run time');
  if (artifact === '') {
    const message = `the task file \`${said}\` names no artifact (expected \`artifact/path\`)`;
    return failed(finding('pipeline-invalid', message, step.at));
  }
  const origin = originOf(artifact, step, job, analysis.pipeline, analysis.vars);
  const resource = origin?.step?.resource ?? null;
  if (resource === null) return dynamic(step, said, `no get before it makes \`${artifact}\``);
  const classified = resources.get(resource);
  if (classified?.disposition !== 'mirror' || classified.request.kind !== 'git')
    return dynamic(step, said, notReadable(resource, classified));
  const { request, credentials } = classified;
  const answer = await analysis.readTaskFile({ id: idOf(classified), request, credentials }, path);
  if (answer.status === 'missing')
    return failed(finding('task-file-missing', `${classified.locator} has no file \`${path}\``, step.at));
  if (answer.status === 'not-followed') {
    const message = `the task file \`${said}\` was not read: ${answer.why}`;
    return failed(finding('task-file-not-followed', message, step.at));
  }
  const file = answer.file === '' ? said : answer.file;
  const read = parseTaskFile(answer.text, file, varsOf(input.value));
  if ('problem' in read) {
    const message = `task file \`${said}\`: ${read.problem}`;
    return failed(finding('task-file-invalid', message, step.at));
  }
  const findings = [
    ...(answer.assumed ? [assumption(step, said, classified.locator)] : []),
    ...overwritten(step, said, origin),
  ];
  return { status: 'read', config: read.config, path, resource, findings };
}

/** Vars of a task step: they go to its file, and nothing else does. */
export function varsOf(step: Readonly<Record<string, unknown>>): Vars {
  return new Map(Object.entries(objectOf(step['vars'])));
}

/** Reads the text of a task file. */
export function parseTaskFile(
  text: string,
  file: string,
  vars: Vars,
): { readonly config: TaskConfig } | { readonly problem: string } {
  try {
    const yaml = parseYaml(modernizeVars(text), file);
    const config = readTaskConfig(yaml, yaml.document.contents, vars);
    return config === undefined ? { problem: 'it is no map' } : { config };
  } catch (error) {
    return { problem: describeError(error) };
  }
}

function assumption(step: Step, written: string, locator: string): Finding {
  const message = `\`${written}\` was read from this checkout, taken for ${locator}`;
  return finding('task-file-assumed', message, step.at);
}

/** A task that writes to the artifact may change the file; most only add to it. */
function overwritten(step: Step, written: string, origin: Origin | undefined): Finding[] {
  const writer = origin?.writtenBy ?? null;
  if (writer === null) return [];
  const message = `the task file \`${written}\` was read as its resource has it, but task \`${writer}\` writes there before`;
  return [finding('dynamic-file', message, step.at, { level: 'warning' })];
}

function notReadable(resource: string, classified: Classified | undefined): string {
  const isGit = classified?.kind === 'git' && classified.disposition !== 'mirror';
  return isGit
    ? `the git resource \`${resource}\` is not mirrored (${classified.reason})`
    : `\`${resource}\` is no git resource that is mirrored`;
}

function dynamic(step: Step, file: string, why: string): TaskFile {
  const message = `the task file \`${file}\` can't be read ahead: ${why}`;
  return { status: 'dynamic', findings: [finding('dynamic-file', message, step.at)] };
}

function failed(problem: Finding): TaskFile {
  return { status: 'failed', findings: [problem] };
}
