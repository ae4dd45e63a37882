/** Environment variables of the job. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A base address to append `/…` to. */
export function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '');
}

/** A file's path as part of a web address. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
