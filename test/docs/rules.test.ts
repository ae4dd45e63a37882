import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/model/rules.ts';

const TEXT = await readFile(new URL('../../docs/rules.md', import.meta.url), 'utf8');

const SECTIONS = new Map(
  TEXT.split(/^## /m)
    .slice(1)
    .map((section): [string, string] => {
      const [heading = '', ...lines] = section.split('\n');
      return [heading.replaceAll('`', ''), lines.join('\n')];
    }),
);

describe('docs/rules.md', () => {
  it('has one section per rule, in the order of the table', () => {
    expect([...SECTIONS.keys()]).toEqual(Object.keys(RULES));
  });

  it.each(Object.entries(RULES))('explains %s: level, cause, example, what to do', (rule, { level }) => {
    const section = SECTIONS.get(rule);
    expect(section).toContain(`Level: ${level}.`);
    expect(section).toContain('**Cause.** ');
    expect(section).toMatch(/^```(yaml|text)\n.+?^```$/ms);
    expect(section).toContain('**What to do.** ');
  });
});
