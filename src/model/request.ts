/**
 * How one artifact is fetched: everything that decides its content, and nothing secret (`Credentials` travel
 * beside it). Requests are plain JSON values: the identity of a stored object is computed from them.
 */
export type FetchRequest = GitRequest | ImageRequest | FileRequest | S3Request;

/** What concourse/git-resource takes from `source` and get `params` (its `assets/check`, `assets/in`). */
export interface GitRequest {
  readonly kind: 'git';
  /** As written in the pipeline, without embedded credentials. */
  readonly uri: string;
  /** Null: the remote's default branch. */
  readonly branch: string | null;
  /** A pinned `version: {ref}` or `tag`; overrides the newest version. */
  readonly ref: string | null;
  /** Which commit is the newest version. */
  readonly select: {
    readonly paths: readonly string[];
    readonly ignorePaths: readonly string[];
    readonly tagFilter: string | null;
    readonly tagRegex: string | null;
    /** `disable_ci_skip`: take commits marked `[ci skip]` too. */
    readonly includeCiSkipped: boolean;
  };
  /** What decides the directory that `get` leaves. */
  readonly checkout: {
    readonly depth: number | null;
    readonly fetch: readonly string[];
    /** null: git's default (tags that point into the history). */
    readonly fetchTags: boolean | null;
    readonly allBranches: boolean;
    readonly submodules: 'all' | 'none' | readonly string[];
    readonly submoduleRecursive: boolean;
    readonly submoduleRemote: boolean;
    readonly disableGitLfs: boolean;
    readonly cleanTags: boolean;
    readonly shortRefFormat: string | null;
    readonly timestampFormat: string | null;
    readonly describeRefOptions: string | null;
    readonly sparsePaths: readonly string[];
    readonly gitConfig: readonly { readonly name: string; readonly value: string }[];
  };
  /**
   * True for the repository that holds the pipelines: commits that only change the files this tool
   * generated do not count as a new version, else every commit of ours would ask for the next one.
   */
  readonly ownRepository: boolean;
}

export interface ImageRequest {
  readonly kind: 'image';
  /** Registry host, port included: `docker.io`, `127.0.0.1:5000`. */
  readonly registry: string;
  /** Repository path with `library/` filled in. */
  readonly repository: string;
  /** Repository as the pipeline writes it; what `get` leaves in the file `repository`. */
  readonly writtenRepository: string;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly platform: { readonly os: string; readonly architecture: string };
  /**
   * `image`: what a task or a resource type needs (`rootfs/`, `metadata.json`), with registry-image's small files;
   * `docker-image`: with docker-image's small files; `metadata`: the small files only (`skip_download: true`).
   */
  readonly layout: 'image' | 'docker-image' | 'metadata';
  /** Speak http (`insecure: true`, `insecure_registries`). */
  readonly insecure: boolean;
}

export interface FileRequest {
  readonly kind: 'file';
  readonly url: string;
  /** Name of the file that `get` leaves. */
  readonly filename: string;
  /** `file`: one file; `http-resource`: `body` and `headers` as jgriff/http-resource writes them. */
  readonly layout: 'file' | 'http-resource';
  /** Accept any certificate (`skip_ssl_verification`, `insecure`). */
  readonly insecureTls?: boolean;
}

/** An external s3 resource: the newest object that matches, copied as it is. */
export interface S3Request {
  readonly kind: 's3';
  /** Null: AWS. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  /** Exactly one of `regexp` and `versionedFile`. */
  readonly regexp: string | null;
  readonly versionedFile: string | null;
  /** A pinned `{path}` or `{version_id}`. */
  readonly pinned: string | null;
  readonly pathStyle: boolean;
  /** Accept any certificate (`skip_ssl_verification`). */
  readonly insecureTls?: boolean;
}

/**
 * Secrets that a fetch needs, by their name in the resource's source (`username`, `password`, `private_key`,
 * `access_key_id`, …). Kept apart from requests so that no report, lock or identity can hold one.
 */
export type Credentials = Readonly<Record<string, string>>;
