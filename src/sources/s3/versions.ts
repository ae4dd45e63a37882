import { compareText } from '../../model/finding.ts';

/**
 * Semi-semantic versions as concourse/s3-resource compares them (cppforlife/go-semi-semantic, `version/`):
 * `release[-pre][+post]`, each a dotted list of integers and texts.
 */
export interface Version {
  readonly release: readonly Component[];
  readonly pre: readonly Component[] | null;
  readonly post: readonly Component[] | null;
}

type Component = bigint | string;

const FORMAT = /^([0-9A-Za-z_.]+)(?:-([0-9A-Za-z_.-]+))?(?:\+([0-9A-Za-z_.-]+))?$/;
const LARGEST = 2n ** 63n - 1n;

/** Undefined where s3-resource's check would break: no version, an empty component, a number beyond 64 bits. */
export function parseVersion(text: string): Version | undefined {
  const match = FORMAT.exec(text);
  if (match === null) return undefined;
  const [, releaseText = '', preText, postText] = match;
  const release = parseSegment(releaseText);
  const pre = preText === undefined ? null : parseSegment(preText);
  const post = postText === undefined ? null : parseSegment(postText);
  if (release === undefined || pre === undefined || post === undefined) return undefined;
  return { release, pre, post };
}

/** Negative, zero or positive. A pre-release sorts below its release, a post-release above it. */
export function compareVersions(a: Version, b: Version): number {
  return (
    compareSegments(a.release, b.release) ||
    compareOptional(a.pre, b.pre, 1) ||
    compareOptional(a.post, b.post, -1)
  );
}

function parseSegment(text: string): readonly Component[] | undefined {
  const components = text.split('.').map(parseComponent);
  return components.every((component) => component !== undefined) ? components : undefined;
}

/** A number with leading zeros is a text; so `0999` sorts above `1000`. */
function parseComponent(text: string): Component | undefined {
  if (text === '') return undefined;
  if (!/^(?:0|[1-9]\d*)$/.test(text)) return text;
  const number = BigInt(text);
  return number > LARGEST ? undefined : number;
}

/** `absent` is the order of a version without the segment against one that has it. */
function compareOptional(
  a: readonly Component[] | null,
  b: readonly Component[] | null,
  absent: 1 | -1,
): number {
  if (a === null) return b === null ? 0 : absent;
  return b === null ? -absent : compareSegments(a, b);
}

/** Missing components count as zero; so `1.2` equals `1.2.0`. */
function compareSegments(a: readonly Component[], b: readonly Component[]): number {
  const length = Math.max(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const order = compareComponents(a[index] ?? 0n, b[index] ?? 0n);
    if (order !== 0) return order;
  }
  return 0;
}

/** Any text sorts above any number. */
function compareComponents(a: Component, b: Component): number {
  if (typeof a === 'bigint') {
    if (typeof b !== 'bigint') return -1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return typeof b === 'bigint' ? 1 : compareText(a, b);
}
