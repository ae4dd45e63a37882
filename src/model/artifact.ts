import type { FetchRequest } from './request.ts';

/** `keep`: internal, or needs no network. `unresolved`: a value that is needed to fetch it is not known. */
export type Disposition = 'mirror' | 'keep' | 'unresolved' | 'unsupported';

export type Role = 'resource' | 'resource-type' | 'prototype' | 'task-image' | 'image-artifact' | 'script';

/** One place that names an outside thing: the token itself, in the file it stands in. */
export interface Reference {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** Path in the document, e.g. `resources[2].source.uri` or `image_resource`. */
  readonly path: string;
  readonly role: Role;
}

/** What an upstream answered: the immutable version behind a tag, a branch or a URL. */
export interface Resolved {
  readonly version: string;
  /** Digest of the upstream's own content where it names one (`sha256:…`), else null. */
  readonly digest: string | null;
  /** Bytes to transfer, where known before the transfer. */
  readonly size: number | null;
}

/** One outside thing, deduplicated over its references. */
export interface Artifact {
  /** `kind:locator`, plus `#variant` where one locator is fetched in several ways. */
  readonly id: string;
  /** `git image file s3 …`, or the resource type's own name when it is not known. */
  readonly kind: string;
  /** Short name for people and for keys; unique within an inventory. */
  readonly name: string;
  readonly locator: string;
  readonly disposition: Disposition;
  /** Why it is not mirrored; null when it is. */
  readonly reason: string | null;
  readonly references: readonly Reference[];
  readonly resolved: Resolved | null;
  /** How to fetch it; null unless the disposition is `mirror`. Never part of a report. */
  readonly request: FetchRequest | null;
}
