import { OfflineGenError } from '../../model/errors.ts';
import type { FileRequest } from '../../model/request.ts';

/** Files that concourse/s3-resource writes next to the object, over any file of that name (its `in/command.go`). */
const WRITTEN_BY_S3_RESOURCE: ReadonlySet<string> = new Set(['version', 'url', 's3_uri']);

/** Throws when the file could not lie under its name in what the offline `get` leaves. */
export function checkFileName(request: FileRequest): void {
  if (request.layout !== 'file') return;
  const { filename } = request;
  if (WRITTEN_BY_S3_RESOURCE.has(filename)) {
    throw new OfflineGenError(
      'unsupported',
      `a file named \`${filename}\` can't be mirrored: the s3 resource writes its own \`${filename}\` over it`,
      { hint: 'Give the resource another `filename`' },
    );
  }
  if (filename === '' || filename === '.' || filename === '..' || hasIllegalCharacter(filename)) {
    throw new OfflineGenError('pipeline', `\`${printable(filename)}\` is no file name`, {
      hint: 'Set `filename` to a plain name without a directory',
    });
  }
}

/**
 * The version-like part of the file name, or of the address when the name has none (`file`, `body`): `4.2.0-5965791`
 * of `ovftool-4.2.0-5965791-lin.x86_64.bundle`; empty when there is none.
 */
export function labelOf(request: FileRequest): string {
  return versionLike(request.filename) || versionLike(lastSegment(request.url));
}

const VERSION_LIKE =
  /(?<![\d.])\d+(?:\.\d+)+(?:-\d+(?![A-Za-z\d.])|[-.]?(?:rc|alpha|beta|pre|dev)[-.]?\d*)?(?![A-Za-z\d])/i;

function versionLike(name: string): string {
  return VERSION_LIKE.exec(name)?.[0] ?? '';
}

function lastSegment(url: string): string {
  return url.split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';
}

function hasIllegalCharacter(name: string): boolean {
  return /[/\\]/.test(name) || printable(name) !== name;
}

function printable(name: string): string {
  return name.replace(/\p{Cc}/gu, '?');
}
