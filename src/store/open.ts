import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OfflineGenError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import { redactUrl } from '../model/redact.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  readonly s3: {
    readonly endpoint: string | null;
    readonly region: string | null;
    readonly pathStyle: boolean | null;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Log;
}

/**
 * Opens `s3://bucket/prefix`, `file:///directory` or a path. Nothing is contacted yet: that is `Store.check`. Throws
 * `OfflineGenError('usage')` for anything else.
 */
export async function openStore(url: string, options: StoreOptions): Promise<Store> {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme === 's3') {
    const { openS3Store } = await import('./s3.ts');
    return openS3Store({ ...bucketOf(url), ...options.s3, env: options.env, log: options.log });
  }
  if ((scheme !== undefined && scheme !== 'file') || url === '') {
    throw usage(url === '' ? 'the store is empty' : `the store ${redactUrl(url)} has an unknown scheme`);
  }
  const { openDirectoryStore } = await import('./directory.ts');
  return openDirectoryStore(scheme === 'file' ? pathOf(url) : resolve(url));
}

/** Bucket and prefix of `s3://bucket/prefix`. Key characters stand for themselves: nothing is percent-decoded. */
function bucketOf(url: string): { readonly bucket: string; readonly prefix: string } {
  const match = /^s3:\/\/([A-Za-z0-9][A-Za-z0-9._-]*)(?:\/([^?#]*))?$/i.exec(url);
  if (match !== null) return { bucket: match[1] ?? '', prefix: (match[2] ?? '').replace(/^\/+|\/+$/g, '') };
  if (url.includes('@')) {
    throw usage(`the store ${redactUrl(url)} must not hold credentials: set AWS_ACCESS_KEY_ID instead`);
  }
  throw usage(`the store ${redactUrl(url)} names no bucket`);
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw usage(`the store ${redactUrl(url)} is no file address`, error);
  }
}

function usage(message: string, cause?: unknown): OfflineGenError {
  const hint = 'Write s3://bucket/prefix, file:///directory or a path.';
  return new OfflineGenError('usage', message, { hint, cause });
}
