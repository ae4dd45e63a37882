import type { Readable } from 'node:stream';

export interface StoredObject {
  /** Key below the store's prefix. */
  readonly key: string;
  readonly size: number;
}

export interface PutResult {
  /** `sha256:…` of what was stored. */
  readonly digest: string;
  readonly size: number;
}

/**
 * A blobstore. Keys are below its prefix. An object appears under its key only when it is complete: a reader never
 * sees half of one, and a failed or killed `put` leaves nothing there.
 */
export interface Store {
  /** For people; without credentials. */
  readonly url: string;
  /** Prefix inside the bucket, without slashes at its ends; empty for none. */
  readonly prefix: string;
  /** Throws `OfflineGenError('store')` when the store can't be used: bucket missing, wrong region, no credentials. */
  readonly check: () => Promise<void>;
  readonly head: (key: string) => Promise<StoredObject | undefined>;
  readonly get: (key: string) => Promise<Readable>;
  /** Streams with bounded memory. An existing object is kept as it is: keys never change their bytes. */
  readonly put: (
    key: string,
    body: Readable,
    options?: { readonly contentType?: string },
  ) => Promise<PutResult>;
  /** All objects whose key starts with `prefix`, in key order. */
  readonly list: (prefix: string) => AsyncIterable<StoredObject>;
  readonly close: () => Promise<void>;
}
