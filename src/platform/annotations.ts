import { compareFindings, type Finding, type Level } from '../model/finding.ts';
import { redactText } from '../model/redact.ts';
import { visible } from '../model/visible.ts';
import type { Annotation } from './platform.ts';

/** GitHub shows ten of each level per step and drops the rest without a word. */
const LIMIT = 10;

const LEVELS: Readonly<Record<Level, Annotation['level']>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/**
 * The findings worth a place beside the code: at most ten of each level, in file order. When some have to be left
 * out, the last notice counts them.
 */
export function annotationsFor(findings: readonly Finding[], filePrefix: string): readonly Annotation[] {
  const sorted = [...findings].sort(compareFindings);
  const of = (level: Level) => sorted.filter((finding) => finding.level === level);
  const [errors, warnings, notes] = [of('error'), of('warning'), of('note')];
  const overflows = [errors, warnings, notes].some((list) => list.length > LIMIT);
  const kept = [
    ...errors.slice(0, LIMIT),
    ...warnings.slice(0, LIMIT),
    ...notes.slice(0, overflows ? LIMIT - 1 : LIMIT),
  ];
  const annotations = kept.map((finding) => annotate(finding, filePrefix));
  const rest = findings.length - kept.length;
  return rest === 0 ? annotations : [...annotations, countOf(rest)];
}

function annotate(finding: Finding, filePrefix: string): Annotation {
  return {
    level: LEVELS[finding.level],
    title: finding.rule,
    message: `${shown(finding.message)}\n${shown(finding.help)}`,
    file: filePrefix + finding.file,
    line: finding.line,
    column: finding.column,
  };
}

/** One line in which everything can be seen: logs show annotations too. */
function shown(text: string): string {
  return visible(redactText(text));
}

function countOf(rest: number): Annotation {
  const message = `${rest} more ${rest === 1 ? 'finding is' : 'findings are'} in the job summary.`;
  return { level: 'notice', title: 'offline-gen', message, file: null, line: 1, column: 1 };
}
