import type { Disposition, Reference } from '../model/artifact.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceSummary } from '../model/inventory.ts';
import type { LockEntry } from '../model/lock.ts';
import type { Credentials, FetchRequest, GitRequest } from '../model/request.ts';
import type { Place } from '../model/rules.ts';
import type { TaskUse } from '../model/task.ts';

/** One kind of pipeline source. A new one is a folder beside `concourse/` and a line in `registry.ts`. */
export interface Dialect {
  readonly name: string;
  /** Cheap and certain enough to pick files for `analyze`. */
  readonly looksLike: (text: string) => boolean;
  /** Throws `OfflineGenError('pipeline')` when the file is not valid. */
  readonly analyze: (text: string, file: string, context: AnalyzeContext) => Promise<AnalyzedFile>;
  /** Proves that an offline pipeline is closed. Throws as `analyze` does. */
  readonly check: (text: string, file: string, context: CheckContext) => Promise<CheckedFile>;
}

export interface AnalyzeContext {
  /** Known values of variables, by name. */
  readonly vars: ReadonlyMap<string, unknown>;
  readonly surroundings: Surroundings;
  readonly readTaskFile: ReadTaskFile;
}

/** What classification may know about the world. */
export interface Surroundings {
  readonly platform: { readonly os: string; readonly architecture: string };
  /** Whether a host (port allowed) is reachable in the isolated network, by configuration. */
  readonly isInternal: (host: string) => boolean;
  /** Whether a git address is the repository that holds these pipelines. */
  readonly isOwnRepository: (uri: string) => boolean;
}

/** Answer to the question for a file of a git resource. */
export type FileAnswer =
  | {
      readonly status: 'found';
      readonly text: string;
      /** Name of the file for places in reports; empty: as the step names it. */
      readonly file: string;
      /** True when the checkout was taken for the resource without proof. */
      readonly assumed: boolean;
    }
  | { readonly status: 'missing' }
  | { readonly status: 'not-followed'; readonly why: string };

/** Reads a file of a git resource at the version that is mirrored; the one thing an analysis asks the world for. */
export type ReadTaskFile = (repository: GitUse, path: string) => Promise<FileAnswer>;

/** A git artifact as a reader of its files needs it. */
export interface GitUse {
  readonly id: string;
  readonly request: GitRequest;
  readonly credentials: Credentials;
}

/** One naming of an outside thing; drafts of equal id become one artifact. */
export interface Draft {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Whether a resource gave the name; such names win. */
  readonly named: boolean;
  readonly locator: string;
  readonly disposition: Disposition;
  readonly reason: string | null;
  readonly reference: Reference;
  readonly request: FetchRequest | null;
  readonly credentials: Credentials;
}

export interface AnalyzedFile {
  readonly summary: SourceSummary;
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
  readonly tasks: readonly TaskUse[];
  /** Writes the offline form. Throws `OfflineGenError('pipeline')` when the text can't be edited. */
  readonly rewrite: (input: RewriteInput) => string;
}

export interface RewriteInput {
  /** By artifact id; undefined: the artifact stays as it is. */
  readonly replacement: (artifactId: string) => Replacement | undefined;
  /** What every object's source says about the store, without the regexp. */
  readonly storeSource: Readonly<Record<string, unknown>>;
  /** Comment lines for the top of the file, without `#`. */
  readonly header: readonly string[];
}

/** The object that takes an artifact's place. */
export interface Replacement {
  /** Matches exactly the key of the object in the bucket. */
  readonly regexp: string;
  /** Whether `get` unpacks it. */
  readonly unpack: boolean;
  /** An s3 object copied as it is: the get's own params still say what to do with it. */
  readonly keepParams: boolean;
  /** Short name of the artifact. */
  readonly name: string;
}

export interface CheckContext {
  readonly vars: ReadonlyMap<string, unknown>;
  readonly surroundings: Surroundings;
  /** The lock's entry whose object a regexp names. */
  readonly entryOf: (regexp: string) => LockEntry | undefined;
  /** What every object's source has to say about the store. */
  readonly storeSource: Readonly<Record<string, unknown>>;
  /** Reads a file out of a mirrored archive; undefined when it is not in there. */
  readonly readObjectFile: (entry: LockEntry, path: string) => Promise<string | undefined>;
}

export interface CheckedFile {
  readonly findings: readonly Finding[];
  /** The objects it uses, and where it names them. */
  readonly objects: readonly { readonly entry: LockEntry; readonly regexp: string; readonly at: Place }[];
}
