import { listed } from './words.ts';

/** A part of a report that may be shortened. */
export interface Section {
  /** For the sentence that says what is missing, e.g. `artifacts`. */
  readonly title: string;
  /** Things it lists. */
  readonly items: number;
  /** Sections of low weight are shortened first. */
  readonly weight: number;
  /** The section with at most `limit` of its things. */
  readonly render: (limit: number) => string;
}

/** How many things of a section are shown, step by step, until it fits. */
const STEPS = [Number.POSITIVE_INFINITY, 500, 200, 100, 50, 20, 5, 0] as const;

/**
 * Joins `head` and the sections, in their order, to a text of at most `budget` characters. Whole sections shrink and
 * go by weight, and a sentence after the head says so. The head alone is cut as a last resort: it has to be text in
 * which any cut is harmless.
 */
export function fitBudget(head: string, sections: readonly Section[], budget: number): string {
  const shown = sections.map((section) => ({ section, step: 0, text: section.render(STEPS[0]) }));
  for (;;) {
    const text = join([head, cutSentence(shown), ...shown.map((part) => part.text)]);
    if (text.length <= budget) return text;
    const part = shown
      .filter((candidate) => candidate.text !== '')
      .sort((a, b) => a.section.weight - b.section.weight)
      .at(0);
    if (part === undefined) return head.length <= budget ? head : head.slice(0, Math.max(0, budget));
    part.step += 1;
    const limit = STEPS[part.step] ?? 0;
    part.text = limit === 0 ? '' : part.section.render(limit);
  }
}

interface Shown {
  readonly section: Section;
  readonly step: number;
  readonly text: string;
}

function cutSentence(parts: readonly Shown[]): string {
  const cut = parts
    .filter(({ section, step }) => (STEPS[step] ?? 0) < section.items)
    .map(({ section, step }) => {
      const limit = STEPS[step] ?? 0;
      return limit === 0 ? `${section.title} (left out)` : `${section.title} (${limit} of ${section.items})`;
    });
  return cut.length === 0 ? '' : `Shortened to fit here: ${listed(cut)}. The JSON report has everything.`;
}

function join(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}
