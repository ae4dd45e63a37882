import { basename, dirname } from 'node:path/posix';
import type { Config } from '../config/config.ts';
import type { Replacement } from '../dialects/dialect.ts';
import type { Artifact } from '../model/artifact.ts';
import type { Finding } from '../model/finding.ts';
import { compareText } from '../model/finding.ts';
import { directoryName, keyRegexp } from '../model/key.ts';
import { findLockEntry, type Lock } from '../model/lock.ts';
import { finding } from '../model/rules.ts';
import { GENERATED_MARK } from './pipelines.ts';
import type { AnalyzedPipeline, Repository } from './repository.ts';
import { type Target, targetOf } from './target.ts';

/** A generated file: path relative to the repository, and its text. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

export interface OfflinePlan {
  readonly files: readonly Generated[];
  readonly findings: readonly Finding[];
}

export interface OfflineSettings {
  readonly out: string;
  readonly lock: Lock;
  /** Prefix of the store, inside its bucket. */
  readonly prefix: string;
  readonly preview: boolean;
  readonly config: Config;
}

/** The offline form of every pipeline, or findings for what the lock does not hold yet. */
export function planOffline(repository: Repository, settings: OfflineSettings): OfflinePlan {
  const { inventory } = repository;
  const missing = settings.preview
    ? []
    : inventory.artifacts.flatMap((artifact) => missingFinding(artifact, settings.lock));
  if (missing.length > 0) return { files: [], findings: missing };
  const files = repository.pipelines.map(({ pipeline }) => pipeline.file);
  const generated = repository.pipelines.map((pipeline) => ({
    path: outputPath(pipeline.pipeline.file, files, settings.out),
    text: offlineText(pipeline, repository, settings),
  }));
  return { files: generated.sort((a, b) => compareText(a.path, b.path)), findings: [] };
}

function missingFinding(artifact: Artifact, lock: Lock): Finding[] {
  const [reference] = artifact.references;
  if (artifact.disposition !== 'mirror' || reference === undefined) return [];
  if (findLockEntry(lock, artifact.id) !== undefined) return [];
  return [finding('not-in-lock', `${artifact.locator} is not in the lock`, reference)];
}

function offlineText(
  { pipeline, analyzed }: AnalyzedPipeline,
  repository: Repository,
  settings: OfflineSettings,
): string {
  const used = new Set(analyzed.drafts.map((draft) => draft.id));
  const artifacts = repository.inventory.artifacts.filter(
    (artifact) => used.has(artifact.id) && artifact.disposition === 'mirror',
  );
  const missing = artifacts.filter((artifact) => findLockEntry(settings.lock, artifact.id) === undefined);
  const online = repository.inventory.artifacts.filter(
    ({ id, disposition }) => used.has(id) && (disposition === 'unresolved' || disposition === 'unsupported'),
  );
  return analyzed.rewrite({
    replacement: (id) => {
      const artifact = artifacts.find((candidate) => candidate.id === id);
      return artifact === undefined ? undefined : replacementOf(artifact, repository, settings);
    },
    storeSource: storeSource(settings.config),
    header: header(pipeline.file, missing.length, online.length),
  });
}

/** First lines of the file. What it still needs from outside stands there too: nobody should set it unknowing. */
function header(file: string, missing: number, online: number): string[] {
  const generated = `${GENERATED_MARK} from ${file.replace(/[^\x20-\x7E]/g, '?')}: edit that file, not this one.`;
  const objects = missing === 1 ? '1 object is' : `${missing} objects are`;
  const things = online === 1 ? '1 thing' : `${online} things`;
  return [
    ...(missing === 0 ? [] : [`PREVIEW: ${objects} not mirrored yet. Do not set this pipeline.`]),
    generated,
    ...(online === 0
      ? []
      : [`NOT OFFLINE YET: ${things} could not be mirrored; \`offline-gen analyze\` lists them.`]),
  ];
}

/** Source keys of every object: the store's settings as `((params))`, then the literal ones. */
export function storeSource(config: Config): Readonly<Record<string, unknown>> {
  const params = Object.entries(config.params).map(([key, name]): [string, string] => [key, `((${name}))`]);
  return { ...Object.fromEntries(params), ...config.s3Options };
}

function replacementOf(
  artifact: Artifact,
  repository: Repository,
  settings: OfflineSettings,
): Replacement | undefined {
  const target = findLockEntry(settings.lock, artifact.id) ?? previewTarget(artifact, repository);
  if (target === undefined) return undefined;
  return {
    regexp: keyRegexp(settings.prefix, target.key, target.versionText),
    unpack: target.unpack,
    keepParams: artifact.kind === 's3',
    name: artifact.name,
  };
}

/** Where an artifact will lie, if its version is known, else a placeholder of the same shape. */
function previewTarget(artifact: Artifact, repository: Repository): Target | undefined {
  if (artifact.request === null) return undefined;
  const resolution = repository.resolutions.get(artifact.id);
  return targetOf(artifact, artifact.request, resolution?.version ?? null, resolution?.label ?? '');
}

/** `offline/offline-<pipeline>.yml`; two pipelines of one name are told apart by their folders. */
export function outputPath(file: string, files: readonly string[], out: string): string {
  const name = basename(file);
  const twins = files.filter((other) => basename(other) === name);
  const stem = twins.length > 1 && dirname(file) !== '.' ? `${directoryName(dirname(file))}-${name}` : name;
  return `${out}/offline-${stem}`;
}
