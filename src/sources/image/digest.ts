import { createHash, type Hash } from 'node:crypto';
import { OfflineGenError } from '../../model/errors.ts';

const DIGEST = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/** Whether a text is a digest of an algorithm that the image specification registers. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** A running hash for a digest's algorithm. */
export function hashFor(digest: string): Hash {
  return createHash(digest.startsWith('sha512:') ? 'sha512' : 'sha256');
}

/** Throws `OfflineGenError('integrity')` unless the hashed bytes are those that `digest` names. */
export function checkDigest(hash: Hash, digest: string, what: string): void {
  const [algorithm = ''] = digest.split(':', 1);
  const actual = `${algorithm}:${hash.digest('hex')}`;
  if (actual === digest) return;
  throw new OfflineGenError('integrity', `${what} is damaged: its digest is ${actual}, not ${digest}`, {
    hint: 'Run again; when it happens again, the registry or a proxy in front of it changes content.',
  });
}
