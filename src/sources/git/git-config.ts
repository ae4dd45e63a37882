import type { GitSetting } from '../../git/git.ts';

interface Section {
  readonly header: string;
  readonly settings: readonly GitSetting[];
}

/**
 * The text of a configuration file as `git config <name> <value>` called once per setting would leave it: a repeated
 * name replaces the value where it stands. Written here and not by git, because a pipeline chooses some of the names,
 * and a configuration that runs commands must only exist after the last git process on this machine.
 */
export function renderGitConfig(settings: readonly GitSetting[]): string {
  return settings
    .reduce<readonly Section[]>(setValue, [])
    .map(({ header, settings: lines }) => [header, ...lines.map(renderLine)].join('\n'))
    .map((section) => `${section}\n`)
    .join('');
}

function setValue(sections: readonly Section[], { name, value }: GitSetting): readonly Section[] {
  const first = name.indexOf('.');
  const last = name.lastIndexOf('.');
  const header = sectionHeader(name.slice(0, first), first === last ? null : name.slice(first + 1, last));
  const setting = { name: name.slice(last + 1), value };
  if (!sections.some((section) => section.header === header)) {
    return [...sections, { header, settings: [setting] }];
  }
  return sections.map((section) =>
    section.header === header ? { header, settings: replaceOrAdd(section.settings, setting) } : section,
  );
}

function replaceOrAdd(settings: readonly GitSetting[], setting: GitSetting): readonly GitSetting[] {
  const key = setting.name.toLowerCase();
  if (!settings.some(({ name }) => name.toLowerCase() === key)) return [...settings, setting];
  return settings.map((each) =>
    each.name.toLowerCase() === key ? { name: each.name, value: setting.value } : each,
  );
}

function sectionHeader(section: string, subsection: string | null): string {
  const name = section.toLowerCase();
  return subsection === null ? `[${name}]` : `[${name} "${subsection.replace(/["\\]/g, '\\$&')}"]`;
}

/** Quoted where git quotes: blanks at an end, and the characters that start a comment. */
function renderLine({ name, value }: GitSetting): string {
  const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  const quote = /^ | $|[;#\r]/.test(value) ? '"' : '';
  return `\t${name} = ${quote}${escaped}${quote}`;
}
