import type { Artifact } from '../model/artifact.ts';
import { OfflineGenError } from '../model/errors.ts';
import { archiveFileName, capturedPart, identityOf, resourceKey, versionText } from '../model/key.ts';
import type { FetchRequest } from '../model/request.ts';
import { fileNameOf } from '../sources/file-name.ts';

/** Where the copy of one version lies, or will lie. */
export interface Target {
  readonly key: string;
  /** The part of the key's file name that the regexp captures. */
  readonly versionText: string;
  readonly unpack: boolean;
}

/** Stands in a key for what is not known yet; such keys are only ever shown in previews. */
const UNKNOWN = 'unresolved';

/**
 * The place of an artifact's version; with `version` null, a placeholder of the same shape. Throws
 * `OfflineGenError('unsupported')` for a file name in which the s3 resource finds no version.
 */
export function targetOf(
  { kind, name }: Pick<Artifact, 'kind' | 'name'>,
  request: FetchRequest,
  version: string | null,
  label: string,
): Target {
  const identity = version === null ? UNKNOWN : identityOf(request, version);
  const single = fileNameOf(request, version);
  if (single === null) {
    const text = version === null ? UNKNOWN : versionText(label, identity);
    return {
      key: resourceKey(kind, name, identity, archiveFileName(name, text)),
      versionText: text,
      unpack: true,
    };
  }
  const text = capturedPart(single, label);
  if (text !== '')
    return { key: resourceKey(kind, name, identity, single), versionText: text, unpack: false };
  throw new OfflineGenError('unsupported', `the file name ${single} holds nothing that can be a version`, {
    hint: 'The s3 resource needs a version in it: give the resource another `filename`.',
  });
}
