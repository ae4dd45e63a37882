import { readFile, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { messageOf, OfflineGenError } from '../model/errors.ts';
import type { FailOn } from '../model/finding.ts';
import type { Config } from './config.ts';
import { DEFAULT_CONFIG } from './defaults.ts';
import { isWithin } from './inside.ts';
import schema from './offline-gen.schema.json' with { type: 'json' };
import { findMismatch } from './schema-check.ts';

export const CONFIG_FILE = '.offline-gen.yml';

/** More than any configuration needs; keeps a hostile repository from filling the memory. */
const MAX_BYTES = 1024 * 1024;

/**
 * Reads the configuration of the repository in `dir`. `file` is relative to it; null means `.offline-gen.yml`, which
 * may be missing. Throws `OfflineGenError('config')` with file, line and column.
 */
export async function loadConfig(dir: string, file: string | null): Promise<Config> {
  const name = file ?? CONFIG_FILE;
  const text = await readConfig(dir, name);
  if (text !== undefined) return parseConfig(text, name);
  if (file === null) return DEFAULT_CONFIG;
  throw new OfflineGenError('config', `there is no configuration file "${file}"`, {
    hint: 'Correct --config, or leave it out.',
  });
}

/** Reads the configuration from a text; `file` is its name in errors. */
export function parseConfig(text: string, file: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const fail = (message: string, offset: number, hint: string | null) => {
    const { line, col } = lines.linePos(offset);
    return new OfflineGenError('config', message, {
      file,
      line,
      column: col,
      ...(hint === null ? {} : { hint }),
    });
  };
  const [error] = document.errors;
  if (error !== undefined) throw fail(`not valid YAML: ${firstLine(error.message)}`, error.pos[0], null);
  if (document.contents === null) return DEFAULT_CONFIG;
  const mismatch = findMismatch(document, schema);
  if (mismatch !== undefined) throw fail(mismatch.message, mismatch.offset, mismatch.hint);
  try {
    // `toJS` has no type of its own; the schema check above is what makes this a FileConfig.
    return toConfig(document.toJS({ maxAliasCount: 100 }));
  } catch (cause) {
    throw fail(`not usable: ${messageOf(cause)}`, 0, null);
  }
}

async function readConfig(dir: string, name: string): Promise<string | undefined> {
  const root = await realpath(dir);
  const path = resolve(root, name);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return undefined;
  const refuse = (message: string) => new OfflineGenError('config', `${name}: ${message}`);
  if (!found.isFile()) throw refuse('not a file');
  if (found.size > MAX_BYTES) throw refuse('larger than 1 MiB');
  // A path that a person gave may lie anywhere; a link inside a repository may not point out of it.
  if (isWithin(root, path) && !isWithin(root, await realpath(path))) {
    throw refuse('a link to a file outside the repository');
  }
  return readFile(path, 'utf8');
}

/** `.offline-gen.yml` as it is written, after the schema was checked. */
interface FileConfig {
  readonly sources?: readonly string[];
  readonly exclude?: readonly string[];
  readonly vars_files?: readonly string[];
  readonly vars?: Readonly<Record<string, unknown>>;
  readonly repository?: string;
  readonly store?: string;
  readonly s3?: { readonly endpoint?: string; readonly region?: string; readonly path_style?: boolean };
  readonly out?: string;
  readonly run_id?: string;
  readonly platform?: string;
  readonly params?: Readonly<Record<string, string | null>>;
  readonly s3_options?: Readonly<Record<string, string | boolean | null>>;
  readonly internal?: readonly string[];
  readonly upstreams?: Readonly<Record<string, string>>;
  readonly fail_on?: FailOn;
  readonly jobs?: number;
  readonly triggers?: { readonly branches?: readonly string[]; readonly tags?: readonly string[] };
  readonly commit?: { readonly mode?: Config['commit']['mode'] };
}

function toConfig(file: FileConfig): Config {
  const base = DEFAULT_CONFIG;
  const [os, architecture] = file.platform?.split('/') ?? [];
  return {
    sources: file.sources ?? base.sources,
    exclude: file.exclude ?? base.exclude,
    varsFiles: file.vars_files ?? base.varsFiles,
    vars: file.vars ?? base.vars,
    repository: file.repository ?? base.repository,
    store: file.store ?? base.store,
    s3: {
      endpoint: file.s3?.endpoint ?? base.s3.endpoint,
      region: file.s3?.region ?? base.s3.region,
      pathStyle: file.s3?.path_style ?? base.s3.pathStyle,
    },
    out: file.out ?? base.out,
    runId: file.run_id ?? base.runId,
    platform: {
      os: os ?? base.platform.os,
      architecture: architecture ?? base.platform.architecture,
    },
    params: overlay(base.params, file.params),
    s3Options: overlay(base.s3Options, file.s3_options),
    internal: file.internal ?? base.internal,
    upstreams: file.upstreams ?? base.upstreams,
    failOn: file.fail_on ?? base.failOn,
    jobs: file.jobs ?? base.jobs,
    triggers: { ...base.triggers, ...file.triggers },
    commit: { ...base.commit, ...file.commit },
  };
}

/** Adds entries to defaults; null removes one. */
function overlay<Value extends string | boolean>(
  base: Readonly<Record<string, Value>>,
  added: Readonly<Record<string, Value | null>> = {},
): Readonly<Record<string, Value>> {
  const merged: Record<string, Value> = {};
  for (const [key, value] of Object.entries({ ...base, ...added })) {
    if (value !== null) merged[key] = value;
  }
  return merged;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}
