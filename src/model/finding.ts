export type Level = 'error' | 'warning' | 'note';

export const FAIL_ON = ['error', 'warning', 'never'] as const;
/** From which level on findings fail a command. */
export type FailOn = (typeof FAIL_ON)[number];

/** One diagnostic of the analysis or of the verification. */
export interface Finding {
  /** Stable id from the rule table in `rules.ts`. */
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly file: string;
  /** 1-based; the token itself. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** What to do about it. */
  readonly help: string;
}

const RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    RANK[a.level] - RANK[b.level] ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

/** Code unit order: the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether any finding is at `threshold` or worse. */
export function reaches(findings: readonly Finding[], threshold: FailOn): boolean {
  if (threshold === 'never') return false;
  return findings.some((finding) => RANK[finding.level] <= RANK[threshold]);
}
