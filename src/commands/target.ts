import type { Artifact } from '../model/artifact.ts';
import { OfflineGenError } from '../model/errors.ts';
import {
  archiveFileName,
  capturedPart,
  directoryName,
  identityOf,
  resourceKey,
  versionText,
} from '../model/key.ts';
import type { FetchRequest } from '../model/request.ts';
import type { Resolution } from '../sources/source.ts';

/** Where the copy of one version lies. */
export interface Target {
  readonly version: string;
  /** Key up to and with the last slash; holds one object at most. */
  readonly folder: string;
  readonly fileName: string;
  readonly versionText: string;
  readonly unpack: boolean;
}

export interface Versioned {
  readonly artifact: Pick<Artifact, 'kind' | 'name'>;
  readonly request: FetchRequest;
  readonly version: string;
  /** `Resolution.label`. */
  readonly label: string;
  /** Name of the one file; null: an archive. */
  readonly single: string | null;
}

/** Throws `OfflineGenError('unsupported')` for a file whose name holds no version that the s3 resource could read. */
export function targetOf({ artifact, request, version, label, single }: Versioned): Target {
  const identity = identityOf(request, version);
  const text = single === null ? versionText(label, identity) : capturedPart(single, label);
  if (text === '') {
    throw new OfflineGenError('unsupported', `the file name ${single} holds nothing that can be a version`, {
      hint: 'The s3 resource needs a version in it: give the resource another `filename`.',
    });
  }
  const fileName = single ?? archiveFileName(artifact.name, text);
  const folder = resourceKey(artifact.kind, artifact.name, identity, '');
  return { version, folder, fileName, versionText: text, unpack: single === null };
}

const UNKNOWN = 'unresolved';

/** Stands for a version that nobody looked up, in a key of the same shape. */
export function placeholderTarget(artifact: Versioned['artifact'], single: string | null): Target {
  const known = single === null ? '' : capturedPart(single, '');
  const stem = single === null || single === '' ? artifact.name : directoryName(single);
  const named = single === null ? archiveFileName(stem, UNKNOWN) : `${stem}-${UNKNOWN}`;
  return {
    version: UNKNOWN,
    folder: resourceKey(artifact.kind, artifact.name, UNKNOWN, ''),
    fileName: known === '' ? named : (single ?? named),
    versionText: known === '' ? UNKNOWN : known,
    unpack: single === null,
  };
}

export const UNRESOLVED: Resolution = { version: null, label: '', digest: null, size: null };
