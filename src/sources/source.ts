import type { Readable } from 'node:stream';
import type { Log } from '../model/log.ts';
import type { Credentials, FetchRequest } from '../model/request.ts';
import type { Http } from '../net/http.ts';
import type { RegistryCredentials } from './image/credentials.ts';

/** What an upstream answered for a request, and all that `fetch` needs to copy exactly that. */
export interface Resolution {
  /**
   * Immutable version text: commit, manifest digest, entity tag. Null when the upstream names none (a web server
   * without ETag and Last-Modified): the content's own digest then becomes the version, after the transfer.
   */
  readonly version: string | null;
  /** Version for people and for the file name, when the upstream has one (`22.04`, `1.4.2`, `g30f9fa29f590`). */
  readonly label: string;
  /** Digest of the upstream's content where it names one, else null. */
  readonly digest: string | null;
  /** Bytes to transfer, where known. */
  readonly size: number | null;
}

/** One artifact's bytes, on their way. */
export interface Payload {
  /** Ends only after everything read was checked against its digest; fails otherwise. */
  readonly stream: Readable;
  /** Name of the single file, or null for an archive that `get` has to unpack. */
  readonly fileName: string | null;
  /** Bytes of `stream` when known beforehand. */
  readonly size: number | null;
  /** Removes temporary files; called once, whether or not the stream was read to its end. */
  readonly dispose: () => Promise<void>;
}

export interface SourceContext {
  readonly http: Http;
  readonly credentials: Credentials;
  /** Registry logins of the surroundings (docker configuration); empty in untrusted runs. */
  readonly registryCredentials: RegistryCredentials;
  /** Applies `upstreams:` of the configuration to a URL or a `host/repository`. */
  readonly redirect: (url: string) => string;
  /** Directory for temporary files of this run. */
  readonly temp: string;
  /** Paths that this tool generates in the pipeline repository, relative to it. */
  readonly generatedPaths: readonly string[];
  /** Version in the lock, when the artifact has one. */
  readonly lockedVersion: string | null;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** One kind of artifact. `resolve` never writes; `fetch` streams exactly the resolved version. */
export interface Source<Request extends FetchRequest> {
  readonly resolve: (request: Request, context: SourceContext) => Promise<Resolution>;
  readonly fetch: (request: Request, resolution: Resolution, context: SourceContext) => Promise<Payload>;
}
