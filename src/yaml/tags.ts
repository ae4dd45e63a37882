import type { ScalarTag, Tags } from 'yaml';

/** Tags of YAML 1.1 that go-yaml does not know, or reads in its own way. */
const REPLACED = /:(timestamp|omap|pairs|set|int|float)$/;

/** The tags by which go-yaml v2 (`resolve.go`), and so Concourse, reads plain scalars. */
export function concourseTags(tags: Tags): Tags {
  return [...tags.filter((tag) => typeof tag === 'string' || !REPLACED.test(tag.tag)), number];
}

/** Go's `ParseInt` with base 0, underscores left out, then floats; no base-60 numbers, no lone dot. */
const NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?)$/;

const number: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: NUMBER,
  resolve: numberOf,
};

function numberOf(text: string): number {
  const digits = text.replaceAll('_', '').replace(/^[-+]/, '');
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') ? 0 - value : value;
}
