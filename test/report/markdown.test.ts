import { describe, expect, it } from 'vitest';
import type { Finding, Level } from '../../src/model/finding.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import type { Report } from '../../src/report/report.ts';
import { artifact, CLEAN, RICH, reference } from './scenarios.ts';

function findingAt(line: number, level: Level): Finding {
  return {
    rule: 'dynamic-file',
    level,
    message: `number ${line} is ${level}`,
    file: `ci/${line % 7}.yml`,
    line,
    column: 1,
    help: 'Look.',
  };
}

const LARGE: Report = {
  ...RICH,
  inventory: {
    ...RICH.inventory,
    artifacts: Array.from({ length: 2000 }, (_, index) =>
      artifact('file', `https://files.example.com/${index}/${'x'.repeat(100)}`, {
        references: [reference(index + 1)],
      }),
    ),
    findings: Array.from({ length: 3000 }, (_, index) =>
      findingAt(index + 1, index === 2500 ? 'error' : 'warning'),
    ),
  },
};

describe('renderMarkdown', () => {
  it.each([60_000, 20_000, 5000, 1000, 300, 80, 10, 0])('never exceeds a budget of %i', (budget) => {
    expect(renderMarkdown(LARGE, { budget }).length).toBeLessThanOrEqual(budget);
    expect(renderMarkdown(RICH, { budget }).length).toBeLessThanOrEqual(budget);
  });

  it('has a budget of 60,000 characters unless told', () => {
    const text = renderMarkdown(LARGE);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(30_000);
  });

  it('says what it left out, and keeps the worst findings', () => {
    const text = renderMarkdown(LARGE, { budget: 20_000 });
    expect(text).toContain('Shortened to fit here: findings (100 of 3000)');
    expect(text).toContain('artifacts (left out)');
    expect(text).toContain('❌ error at [line 2501]');
    expect(text).toContain('## ❌ Would break offline');
  });

  it('leaves no table, fence or details open when it is shortened', () => {
    for (const budget of [40_000, 10_000, 4000, 2000]) {
      const text = renderMarkdown({ ...LARGE, run: null }, { budget });
      expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
      expect((text.match(/^```/gm)?.length ?? 0) % 2).toBe(0);
    }
  });

  it('folds a table of more than ten artifacts', () => {
    const some = (count: number): Report => ({
      ...CLEAN,
      inventory: {
        ...CLEAN.inventory,
        artifacts: Array.from({ length: count }, (_, index) =>
          artifact('file', `https://files.example.com/${index}`),
        ),
      },
    });
    expect(renderMarkdown(some(10))).not.toContain('<details>');
    expect(renderMarkdown(some(11))).toContain(
      '<details>\n<summary>11 artifacts: 11 <code>file</code></summary>\n\n|',
    );
  });

  it('links nothing for a file outside the repository', () => {
    const text = renderMarkdown({
      ...RICH,
      linkTo: (file) => (file === 'tasks/build.yml' ? null : 'https://x.test/'),
    });
    expect(text).toContain('| `tasks/build.yml:4` +1 more |');
  });
});
