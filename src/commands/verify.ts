import type { CheckContext } from '../dialects/dialect.ts';
import { DIALECTS } from '../dialects/registry.ts';
import type { Artifact } from '../model/artifact.ts';
import { compareFindings, type Finding, reaches } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import { keyRegexp } from '../model/key.ts';
import { finding } from '../model/rules.ts';
import type { Store } from '../store/store.ts';
import { readTextFile } from './files.ts';
import { internalHosts } from './internal-hosts.ts';
import type { CommandResult, Io } from './io.ts';
import { withStore } from './mirror.ts';
import { outputPath, storeSource } from './offline.ts';
import type { Options } from './options.ts';
import { inParallel } from './parallel.ts';
import { findPipelines } from './pipelines.ts';
import { reportOf } from './report-of.ts';
import { lockOf, type Session, withSession } from './session.ts';
import { readVars } from './vars.ts';
import { readObjectFile, type UsedObject, verifyObject } from './verify-objects.ts';

/** Proves that the offline pipelines need nothing from outside and that every object is there and intact. */
export function verify(options: Options, io: Io): Promise<CommandResult> {
  return withSession(options, io, (session) =>
    withStore(session, async (store) => {
      const { findings, inventory } = await verifyPipelines(session, store, { deep: true });
      const report = {
        ...reportOf(session, { inventory, tasks: [] }, { findings }),
        lock: null,
        verified: true,
      };
      const failOn = options.failOn ?? session.config.failOn;
      return { report, exitCode: reaches(findings, failOn) ? 1 : 0 };
    }),
  );
}

export interface Verified {
  readonly findings: readonly Finding[];
  /** What the offline pipelines use. */
  readonly inventory: Inventory;
}

/** Findings of the closure of every offline pipeline and of the objects they name. */
export async function verifyPipelines(
  session: Session,
  store: Store,
  { deep }: { readonly deep: boolean },
): Promise<Verified> {
  const context = await checkContext(session, store);
  const findings: Finding[] = [];
  const used: UsedObject[] = [];
  const files = await offlineFiles(session);
  for (const path of files) {
    const text = await readTextFile(session.options.dir, path);
    if (text === undefined) {
      findings.push(
        finding('generated-file-stale', `${path} does not exist`, { file: path, line: 1, column: 1 }),
      );
      continue;
    }
    const [dialect] = DIALECTS.filter((candidate) => candidate.looksLike(text));
    if (dialect === undefined) continue;
    const checked = await dialect.check(text, path, context);
    findings.push(...checked.findings);
    used.push(...checked.objects);
  }
  const objects = new Map(used.map((object) => [object.entry.key, object]));
  const perObject = await inParallel([...objects.values()], 4, (object) => verifyObject(store, object, deep));
  session.io.log.info(`verified ${objects.size} objects`);
  return {
    findings: [...findings, ...perObject.flat()].sort(compareFindings),
    inventory: usedInventory(files, used),
  };
}

async function checkContext(session: Session, store: Store): Promise<CheckContext> {
  const { config } = session;
  const entries = new Map(
    lockOf(session).artifacts.map((entry) => [keyRegexp(store.prefix, entry.key, entry.versionText), entry]),
  );
  return {
    vars: await readVars(session),
    surroundings: {
      platform: config.platform,
      isInternal: internalHosts(config.internal),
      isOwnRepository: () => false,
    },
    entryOf: (regexp) => entries.get(regexp) ?? entries.get(withPrefix(store.prefix, regexp)),
    storeSource: storeSource(config),
    readObjectFile: (entry, path) => readObjectFile(store, entry, path),
  };
}

/** A directory that was carried has no prefix, the pipeline names the bucket's. */
function withPrefix(prefix: string, regexp: string): string {
  return prefix === '' ? regexp.replace(/^.*?(?=resources\/)/, '') : regexp;
}

/** The offline pipelines that the repository's pipelines should have. */
async function offlineFiles(session: Session): Promise<string[]> {
  const pipelines = await findPipelines(session);
  return pipelines.map(({ file }) =>
    outputPath(
      file,
      pipelines.map((pipeline) => pipeline.file),
      session.out,
    ),
  );
}

/** What the offline pipelines use: the lock's entries, at the places that name them. */
function usedInventory(files: readonly string[], objects: readonly UsedObject[]): Inventory {
  const byId = new Map<string, UsedObject[]>();
  for (const object of objects) byId.set(object.entry.id, [...(byId.get(object.entry.id) ?? []), object]);
  return {
    sources: files.map((file) => ({ file, dialect: 'concourse', jobs: 0, resources: 0, tasks: 0 })),
    artifacts: [...byId.values()].flatMap((uses) => usedArtifact(uses)),
    findings: [],
  };
}

function usedArtifact(uses: readonly UsedObject[]): Artifact[] {
  const [first] = uses;
  if (first === undefined) return [];
  const { id, kind, name, locator, version, digest, size } = first.entry;
  const references = uses.map(({ at }) => ({ ...at, path: 'source.regexp', role: 'resource' as const }));
  const resolved = { version, digest, size };
  return [
    { id, kind, name, locator, disposition: 'mirror', reason: null, references, resolved, request: null },
  ];
}
