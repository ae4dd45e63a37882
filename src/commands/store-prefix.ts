import { lockOf, type Session } from './session.ts';

/** Prefix inside the bucket: of the store that was named, else the one the lock was made for. */
export function prefixOfStore(session: Session): string {
  const url = session.options.store ?? session.config.store;
  const s3 = url === null ? null : /^s3:\/\/[^/]+\/?(.*)$/.exec(url);
  return s3 === null ? (url === null ? lockOf(session).prefix : '') : (s3[1] ?? '').replace(/^\/+|\/+$/g, '');
}
