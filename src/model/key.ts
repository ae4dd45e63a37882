import { createHash } from 'node:crypto';
import { compareText } from './finding.ts';
import type { FetchRequest } from './request.ts';

/** Changes when the bytes made for an unchanged version change: old objects then keep their keys. */
const FORMAT_REVISION = 1;

/** Letters, digits, `_` and `-` only: the s3 resource lists a whole level for any other character in a directory. */
export function directoryName(text: string): string {
  const slug = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return slug === '' ? 'x' : slug.slice(0, 80);
}

/** 16 hex digits that name one version of one request; known before the first byte is fetched. */
export function identityOf(request: FetchRequest, version: string): string {
  return createHash('sha256')
    .update(JSON.stringify([FORMAT_REVISION, canonical(contentOf(request)), version]))
    .digest('hex')
    .slice(0, 16);
}

/** Parts of a request that decide how to get there, or which version is the newest, and not what it holds. */
const NOT_CONTENT: ReadonlySet<string> = new Set(['ownRepository', 'insecure', 'insecureTls', 'select']);

function contentOf(request: FetchRequest): unknown {
  return Object.fromEntries(Object.entries(request).filter(([key]) => !NOT_CONTENT.has(key)));
}

/** Key below the store's prefix: `resources/<kind>/<name>/<identity>/<file>`. */
export function resourceKey(kind: string, name: string, identity: string, file: string): string {
  return `resources/${directoryName(kind)}/${directoryName(name)}/${identity}/${file}`;
}

/**
 * Whether concourse/s3-resource can parse a text that its regexp captured. One text that it cannot parse stops
 * every check of the resource (cppforlife/go-semi-semantic `version/version.go`).
 */
export function isVersionText(text: string): boolean {
  const match = /^([0-9A-Za-z_.]+)(?:-([0-9A-Za-z_.-]+))?(?:\+([0-9A-Za-z_.-]+))?$/.exec(text);
  if (match === null) return false;
  return match
    .slice(1)
    .filter((segment) => segment !== undefined)
    .every((segment) => segment.split('.').every(isVersionComponent));
}

function isVersionComponent(component: string): boolean {
  if (component === '') return false;
  return !/^\d+$/.test(component) || component.length <= 18;
}

/** `text` when the s3 resource can read it, else a neutral text made from `identity`. */
export function versionText(text: string, identity: string): string {
  return isVersionText(text) && text.length <= 64 ? text : `v${identity.slice(0, 12)}`;
}

/** File name of an archive: `<name>-<version>.tgz`, the part that the regexp captures last. */
export function archiveFileName(name: string, version: string): string {
  const stem = name.replace(/[^A-Za-z0-9._-]+/g, '-');
  return stem.endsWith(`-${version}`) ? `${stem}.tgz` : `${stem}-${version}.tgz`;
}

/** `JSON.stringify` with sorted keys, so that equal values give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** File name of a single file as its key's last part, and the part of it that the regexp captures as version. */
export function capturedPart(fileName: string, label: string): string {
  if (label !== '' && isVersionText(label) && fileName.includes(label)) return label;
  const runs = fileName.match(/[0-9A-Za-z_]+(?:[.-][0-9A-Za-z_]+)*/g) ?? [];
  const legal = runs.filter(isVersionText).sort((a, b) => b.length - a.length || compareText(a, b));
  const [longest] = legal.length > 0 ? legal : (fileName.match(/[A-Za-z_]+|\d{1,18}/g) ?? []);
  return longest ?? '';
}

/**
 * The regexp of an s3 resource that matches one key and nothing else: everything literal, with one group around the
 * version text. The resource pastes literal directories unescaped, so only what needs it is escaped
 * (s3-resource `versions/versions.go`).
 */
export function keyRegexp(prefix: string, key: string, version: string): string {
  const path = prefix === '' ? key : `${prefix}/${key}`;
  const slash = path.lastIndexOf('/');
  const file = path.slice(slash + 1);
  const at = file.lastIndexOf(version);
  if (version === '' || at < 0) throw new Error(`the key ${key} does not hold its version text`);
  const group = `(${escapeRegexp(version)})`;
  const captured = `${escapeRegexp(file.slice(0, at))}${group}${escapeRegexp(file.slice(at + version.length))}`;
  return `${escapeRegexp(path.slice(0, slash + 1))}${captured}`;
}

/** Escapes what Go's RE2 and JavaScript both read as syntax. */
export function escapeRegexp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
