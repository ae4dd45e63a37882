import type { FetchRequest } from '../model/request.ts';

/**
 * Name of the single file that a fetch gives, or null for an archive; known without fetching. `version` is the one of
 * the resolution, null while it is not known: then the object of an s3 request has no name yet.
 */
export function fileNameOf(request: FetchRequest, version: string | null): string | null {
  if (request.kind === 'file') return request.layout === 'file' ? request.filename : null;
  if (request.kind !== 's3') return null;
  // An s3 version is `<key>@<entity tag or version id>`.
  const key =
    version === null ? (request.versionedFile ?? request.pinned) : version.slice(0, version.lastIndexOf('@'));
  return key === null ? null : key.slice(key.lastIndexOf('/') + 1);
}
