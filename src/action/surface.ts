import { randomUUID } from 'node:crypto';
import type { Annotation, Surface } from '../platform/platform.ts';
import type { Core } from './core.ts';

export interface ActionSurface extends Surface {
  /** Whether a job summary was written. */
  readonly hasSummary: () => boolean;
}

/** Annotations, summary and outputs through the toolkit, which escapes what goes into workflow commands. */
export function createSurface(core: Core, env: Readonly<Record<string, string | undefined>>): ActionSurface {
  let written = false;
  return {
    annotate: (annotations) => {
      for (const annotation of annotations) annotate(core, annotation);
    },
    summary: async (markdown) => {
      written = true;
      if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(markdown, true).write({ overwrite: true });
    },
    output: (name, value) => core.setOutput(name, value),
    hasSummary: () => written,
  };
}

function annotate(core: Core, { level, title, message, file, line, column }: Annotation): void {
  const place = file === null ? {} : { file, startLine: line, startColumn: column };
  core[level](message, { title, ...place });
}

/**
 * Text for the log in which the runner sees no workflow commands: the text quotes pipelines, and whoever writes a
 * pull request could put a command into one.
 */
export function inert(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.endsWith('\n') ? text : `${text}\n`}::${token}::\n`;
}

/** Text without the characters that move a cursor, hide text, or end a line where no line feed is. */
export function withoutControls(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** Log lines without anything that the runner takes for a command (`::name::` first, or `##[` anywhere). */
export function inertLines(text: string): string {
  return withoutControls(text)
    .replace(/^(\s*):(?=:)/gm, '$1: ')
    .replaceAll('##[', '## [');
}
