import type { AnalyzedFile, Surroundings } from '../dialects/dialect.ts';
import type { Artifact } from '../model/artifact.ts';
import { compareFindings, type Finding } from '../model/finding.ts';
import type { CredentialsById, Inventory } from '../model/inventory.ts';
import { findLockEntry } from '../model/lock.ts';
import { finding } from '../model/rules.ts';
import type { TaskUse } from '../model/task.ts';
import type { Resolution } from '../sources/source.ts';
import { internalHosts } from './internal-hosts.ts';
import { type Collected, collect } from './inventory.ts';
import { ownRepository } from './own-repository.ts';
import { findPipelines, type PipelineFile, unreadable } from './pipelines.ts';
import { createResolver, type Resolver, resolveArtifacts } from './resolve.ts';
import { lockOf, type Session } from './session.ts';
import { taskFileReader } from './task-files.ts';
import { readVars } from './vars.ts';

/** A pipeline and its analysis. */
export interface AnalyzedPipeline {
  readonly pipeline: PipelineFile;
  readonly analyzed: AnalyzedFile;
}

/** All that is known of a repository's pipelines before anything is copied. */
export interface Repository {
  readonly pipelines: readonly AnalyzedPipeline[];
  readonly inventory: Inventory;
  readonly tasks: readonly TaskUse[];
  readonly credentials: CredentialsById;
  /** By artifact id; empty without network. */
  readonly resolutions: ReadonlyMap<string, Resolution>;
  /** Why an artifact has no resolution, by its id. */
  readonly failures: ReadonlyMap<string, unknown>;
  readonly resolver: Resolver;
}

/**
 * Reads and analyzes the pipelines of the repository. `newest` asks upstreams for the newest versions (with network);
 * `locked` asks for none and takes what the lock says.
 */
export async function readRepository(session: Session, versions: 'newest' | 'locked'): Promise<Repository> {
  const vars = await readVars(session);
  const own = await ownRepository(session);
  const resolver = createResolver(session, own);
  const surroundings: Surroundings = {
    platform: session.config.platform,
    isInternal: internalHosts(session.config.internal),
    isOwnRepository: own.isOwn,
  };
  const readTaskFile = taskFileReader(session, own, resolver, versions === 'locked');
  const pipelines: AnalyzedPipeline[] = [];
  const broken: Finding[] = [];
  for (const pipeline of await findPipelines(session)) {
    try {
      const analyzed = await pipeline.dialect.analyze(pipeline.text, pipeline.file, {
        vars,
        surroundings,
        readTaskFile,
      });
      pipelines.push({ pipeline, analyzed });
    } catch (error) {
      if (pipeline.named) throw error;
      broken.push(unreadable(pipeline.file, error));
    }
  }
  const collected = collect(
    pipelines.map(({ analyzed }) => analyzed),
    broken,
  );
  const resolved = await resolveInventory(session, collected, resolver, versions);
  return {
    pipelines,
    inventory: resolved.inventory,
    failures: resolved.failures,
    tasks: pipelines.flatMap(({ analyzed }) => analyzed.tasks),
    credentials: collected.credentials,
    resolutions: resolved.resolutions,
    resolver,
  };
}

async function resolveInventory(
  session: Session,
  { inventory, credentials }: Collected,
  resolver: Resolver,
  versions: 'newest' | 'locked',
): Promise<Pick<Repository, 'inventory' | 'resolutions' | 'failures'>> {
  if (!session.options.network || versions === 'locked')
    return { inventory, resolutions: new Map(), failures: new Map() };
  const { artifacts, resolutions, failures, findings } = await resolveArtifacts(
    session,
    inventory.artifacts,
    credentials,
    resolver,
  );
  const moved = artifacts.flatMap((artifact) => movedFinding(session, artifact));
  return {
    inventory: {
      ...inventory,
      artifacts,
      findings: [...inventory.findings, ...findings, ...moved].sort(compareFindings),
    },
    resolutions,
    failures,
  };
}

/** A tag, branch or file that names something else than the lock says. */
function movedFinding(session: Session, artifact: Artifact): Finding[] {
  const entry = findLockEntry(lockOf(session), artifact.id);
  const [reference] = artifact.references;
  const version = artifact.resolved?.version ?? '';
  if (entry === undefined || reference === undefined || version === '' || version === entry.version)
    return [];
  return [
    finding('version-moved', `${artifact.locator} moved from ${entry.version} to ${version}`, reference),
  ];
}
