import type { Finding, Level } from './finding.ts';

/** Every diagnostic this tool can give. The key is its stable id; `docs/rules.md` explains each. */
export const RULES = {
  'pipeline-invalid': {
    level: 'error',
    help: 'Correct the pipeline; `fly validate-pipeline` says the same.',
  },
  'unresolved-variable': {
    level: 'warning',
    help: 'Give the value with --vars-file or --var, or in `vars` of the configuration.',
  },
  'unsupported-resource-type': {
    level: 'error',
    help: 'Mirror it by hand, or list the host under `internal` when it can be reached offline.',
  },
  'unsupported-option': { level: 'error', help: 'Remove the option, or mirror this resource by hand.' },
  'put-outside': {
    level: 'error',
    help: 'List the host under `internal` when the isolated network can reach it; otherwise this step fails there.',
  },
  'dynamic-file': {
    level: 'error',
    help: 'Only files of mirrored resources can be read ahead; check by hand what this task needs.',
  },
  'task-file-not-followed': {
    level: 'warning',
    help: 'Run without --no-network, or check out the repository, so that the file can be read.',
  },
  'task-file-assumed': {
    level: 'note',
    help: 'Set `repository` in the configuration to say which repository this checkout is.',
  },
  'task-file-missing': { level: 'error', help: 'Correct the path, the branch or the resource.' },
  'task-file-invalid': { level: 'error', help: 'Correct the task file.' },
  'task-without-image': { level: 'error', help: 'Add `image_resource` to the task, or `image` to the step.' },
  'set-pipeline': {
    level: 'error',
    help: 'At its first run this step would replace the offline pipeline by the online one; remove it from the offline set.',
  },
  'unused-resource': { level: 'warning', help: 'Remove it: Concourse refuses a resource that no step uses.' },
  'reserved-name': { level: 'error', help: 'Rename it in the pipeline.' },
  'upstream-unreachable': { level: 'error', help: 'Check the address, the credentials and the network.' },
  'version-moved': { level: 'note', help: 'The next run mirrors the new version.' },
  'not-in-lock': { level: 'error', help: 'Run `offline-gen mirror` first, or generate with --preview.' },
  'outside-reference': { level: 'error', help: 'Mirror it, or list its host under `internal`.' },
  'object-missing': { level: 'error', help: 'Run `offline-gen mirror` again: it copies what is missing.' },
  'object-ambiguous': { level: 'error', help: 'Remove the object that does not belong there.' },
  'object-damaged': { level: 'error', help: 'Delete the object and run `offline-gen mirror` again.' },
  'generated-file-stale': { level: 'error', help: 'Run `offline-gen generate` and commit the result.' },
} as const satisfies Record<string, { readonly level: Level; readonly help: string }>;

export type RuleId = keyof typeof RULES;

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A finding of a known rule; `level` and `help` come from the rule unless given. */
export function finding(
  rule: RuleId,
  message: string,
  at: Place,
  override: { readonly level?: Level; readonly help?: string } = {},
): Finding {
  const { level, help } = RULES[rule];
  return {
    rule,
    level: override.level ?? level,
    message,
    file: at.file,
    line: at.line,
    column: at.column,
    help: override.help ?? help,
  };
}
