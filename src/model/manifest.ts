import { OfflineGenError } from './errors.ts';
import { compareText } from './finding.ts';
import type { LockEntry } from './lock.ts';
import type { Manifest } from './run.ts';

/** The manifest as it is stored: fixed key order, lists sorted, one line feed at the end. */
export function serializeManifest(manifest: Manifest): string {
  const ordered = {
    schemaVersion: manifest.schemaVersion,
    tool: { name: manifest.tool.name, version: manifest.tool.version },
    runId: manifest.runId,
    createdAt: manifest.createdAt,
    lockDigest: manifest.lockDigest,
    artifacts: [...manifest.artifacts].sort((a, b) => compareText(a.id, b.id)).map(orderedEntry),
    pipelines: [...manifest.pipelines].sort(compareText),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

function orderedEntry(entry: LockEntry): LockEntry {
  const { id, kind, name, locator, version, key, versionText, digest, size, unpack } = entry;
  return { id, kind, name, locator, version, key, versionText, digest, size, unpack };
}

/** A file and the `sha256:…` of its content. */
export interface Checksum {
  /** Relative to where `sha256sum -c` will be run. */
  readonly path: string;
  readonly digest: string;
}

/**
 * Text for `sha256sum -c`, sorted by path. Throws `OfflineGenError('integrity')` for a digest of another algorithm.
 */
export function sha256Sums(entries: readonly Checksum[]): string {
  return [...entries]
    .sort((a, b) => compareText(a.path, b.path))
    .map((entry) => `${checksumLine(entry)}\n`)
    .join('');
}

/** GNU coreutils mark a line whose name is escaped with a backslash in front (manual, "md5sum invocation"). */
function checksumLine({ path, digest }: Checksum): string {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === undefined) {
    throw new OfflineGenError('integrity', `no SHA-256 digest is known for ${JSON.stringify(path)}`);
  }
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === path ? '' : '\\'}${hex}  ${escaped}`;
}
