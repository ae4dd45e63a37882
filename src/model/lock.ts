/**
 * `offline.lock.yml`: what each artifact was resolved to and where its copy lies. It holds no time and no run, so
 * the same versions give the same bytes.
 */
export interface Lock {
  readonly version: 1;
  /** Prefix of the keys in the bucket; empty for none. */
  readonly prefix: string;
  /** Sorted by id. */
  readonly artifacts: readonly LockEntry[];
}

export interface LockEntry {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly locator: string;
  /** The upstream's immutable version: commit, manifest digest, entity tag, object version. */
  readonly version: string;
  /** Key below the prefix. */
  readonly key: string;
  /** The part of the key's file name that the regexp captures; what the s3 resource calls the version. */
  readonly versionText: string;
  /** `sha256:…` of the stored object. */
  readonly digest: string;
  /** Bytes of the stored object. */
  readonly size: number;
  /** Whether `get` has to unpack it. */
  readonly unpack: boolean;
}

/** The lock's name in the pipeline repository. */
export const LOCK_FILE = 'offline.lock.yml';

export const EMPTY_LOCK: Lock = { version: 1, prefix: '', artifacts: [] };

export function findLockEntry(lock: Lock, id: string): LockEntry | undefined {
  return lock.artifacts.find((entry) => entry.id === id);
}
