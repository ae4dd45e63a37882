import { styleText } from 'node:util';

/** Writes lines for the person who watches. */
export function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The heading of a step: what it shows, in one line. */
export function announce(step: number, steps: number, text: string): void {
  say('', styleText('bold', `[${step}/${steps}] ${text}`));
}

export function sayCommand(command: string): void {
  say(styleText('cyan', `$ ${command}`));
}

/** A report from its last empty line on: what a run did, without the artifacts that were listed before. */
export function lastSection(report: string): string {
  return report.trimEnd().split('\n\n').at(-1) ?? '';
}

/** What a unified diff says about one resource and about the first job, in color where there is any. */
export function excerpt(diff: string): readonly string[] {
  const lines = diff.split('\n');
  const resource = between(lines, ' - name: sdn-gen-pipeline', ' ');
  const job = between(lines, ' - name: install', '     file: sdn-gen-pipeline/tasks/install/task.yml');
  return [...resource, ' …', ...job, ' …'].map(paint);
}

/** From the line `first` to the next line `last`, both included. */
function between(lines: readonly string[], first: string, last: string): readonly string[] {
  const start = lines.indexOf(first);
  const end = lines.indexOf(last, start);
  if (start < 0 || end < 0) throw new Error(`the diff has no line "${start < 0 ? first : last}"`);
  return lines.slice(start, end + 1);
}

function paint(line: string): string {
  if (line.startsWith('+')) return styleText('green', line);
  return line.startsWith('-') ? styleText('red', line) : line;
}
