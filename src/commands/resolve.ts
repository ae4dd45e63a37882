import type { Artifact } from '../model/artifact.ts';
import { messageOf, OfflineGenError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { CredentialsById } from '../model/inventory.ts';
import { findLockEntry, type LockEntry } from '../model/lock.ts';
import type { Credentials, FetchRequest, GitRequest } from '../model/request.ts';
import { finding } from '../model/rules.ts';
import { NO_REGISTRY_CREDENTIALS } from '../sources/image/credentials.ts';
import { readDockerConfig } from '../sources/image/docker-config.ts';
import type { Resolution, SourceContext } from '../sources/source.ts';
import { about } from './about.ts';
import type { OwnRepository } from './own-repository.ts';
import { inParallel } from './parallel.ts';
import { lockOf, type Session } from './session.ts';

/** Asks upstreams for versions; each request once a command, so that what was reported is what is mirrored. */
export interface Resolver {
  readonly resolveRequest: (
    request: FetchRequest,
    credentials: Credentials,
    lockedVersion: string | null,
  ) => Promise<Resolution>;
  readonly contextFor: (credentials: Credentials, lockedVersion: string | null) => SourceContext;
}

export function createResolver(session: Session, own: OwnRepository): Resolver {
  const { options, io } = session;
  const answers = new Map<string, Promise<Resolution>>();
  const registryCredentials = options.untrusted ? NO_REGISTRY_CREDENTIALS : readDockerConfig(io.env);
  const contextFor = (credentials: Credentials, lockedVersion: string | null): SourceContext => ({
    http: session.http,
    credentials: options.untrusted ? {} : credentials,
    registryCredentials,
    redirect: session.redirect,
    temp: session.temp,
    generatedPaths: session.generatedPaths.map((path) => own.prefix + path),
    lockedVersion,
    log: io.log,
    signal: io.signal,
  });
  return {
    contextFor,
    resolveRequest: (request, credentials, lockedVersion) => {
      const wanted = atOwnCommit(request, own);
      const key = JSON.stringify(isOwn(request) ? [wanted, lockedVersion] : [wanted]);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = session.sources.resolve(wanted, contextFor(credentials, lockedVersion));
      answers.set(key, answer);
      return answer;
    },
  };
}

function isOwn(request: FetchRequest): request is GitRequest {
  return request.kind === 'git' && request.ownRepository;
}

/** The CI builds one commit of this repository: that one is mirrored, though its branch may have moved on. */
function atOwnCommit(request: FetchRequest, own: OwnRepository): FetchRequest {
  if (!isOwn(request) || own.commit === null || request.ref !== null || !own.isBranch(request.branch))
    return request;
  const { paths, ignorePaths, tagFilter, tagRegex } = request.select;
  const isTip = paths.length === 0 && ignorePaths.length === 0 && tagFilter === null && tagRegex === null;
  return isTip ? { ...request, ref: own.commit } : request;
}

export interface ResolvedArtifacts {
  readonly artifacts: readonly Artifact[];
  readonly resolutions: ReadonlyMap<string, Resolution>;
  /** Why there is no resolution, by artifact id. */
  readonly failures: ReadonlyMap<string, unknown>;
  readonly findings: readonly Finding[];
}

/** Resolves every artifact that is to be mirrored. An upstream that does not answer is a finding, not the end. */
export async function resolveArtifacts(
  session: Session,
  artifacts: readonly Artifact[],
  credentials: CredentialsById,
  resolver: Resolver,
): Promise<ResolvedArtifacts> {
  const resolutions = new Map<string, Resolution>();
  const failures = new Map<string, unknown>();
  const findings: Finding[] = [];
  const resolved = await inParallel(artifacts, 8, async (artifact): Promise<Artifact> => {
    if (artifact.request === null || artifact.disposition !== 'mirror') return artifact;
    try {
      const locked = findLockEntry(lockOf(session), artifact.id);
      const isFrozen = session.options.frozen && locked !== undefined && !isOwn(artifact.request);
      const resolution = isFrozen
        ? resolutionOf(locked)
        : await resolver.resolveRequest(
            artifact.request,
            credentials.get(artifact.id) ?? {},
            locked?.version ?? null,
          );
      resolutions.set(artifact.id, resolution);
      const { version, digest, size } = resolution;
      return { ...artifact, resolved: { version: version ?? '', digest, size } };
    } catch (error) {
      if (session.io.signal.aborted) throw error;
      failures.set(artifact.id, error);
      findings.push(...unreachable(artifact, error));
      return artifact;
    }
  });
  return { artifacts: resolved, resolutions, failures, findings };
}

/** What the lock says, as if the upstream had said it. */
function resolutionOf({ version, versionText }: LockEntry): Resolution {
  return { version, label: versionText, digest: null, size: null };
}

function unreachable(artifact: Artifact, error: unknown): Finding[] {
  const [reference] = artifact.references;
  if (reference === undefined) return [];
  const help = error instanceof OfflineGenError ? error.details.hint : undefined;
  const rule =
    error instanceof OfflineGenError && error.code === 'unsupported'
      ? 'unsupported-option'
      : 'upstream-unreachable';
  return [
    finding(rule, about(artifact.locator, messageOf(error)), reference, help === undefined ? {} : { help }),
  ];
}
