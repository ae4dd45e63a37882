import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SILENT } from '../../../src/model/log.ts';
import type { GitRequest } from '../../../src/model/request.ts';
import { createHttp } from '../../../src/net/client.ts';
import { createGuard } from '../../../src/net/guard.ts';
import type { SourceContext } from '../../../src/sources/source.ts';

export interface RequestChanges {
  readonly branch?: string | null;
  readonly ref?: string;
  readonly ownRepository?: boolean;
  readonly select?: Partial<GitRequest['select']>;
  readonly checkout?: Partial<GitRequest['checkout']>;
}

/** A request as a resource with nothing but `uri` and `branch: main` gives it, with `changes`. */
export function gitRequest(uri: string, changes: RequestChanges = {}): GitRequest {
  return {
    kind: 'git',
    uri,
    branch: changes.branch === undefined ? 'main' : changes.branch,
    ref: changes.ref ?? null,
    select: {
      paths: [],
      ignorePaths: [],
      tagFilter: null,
      tagRegex: null,
      includeCiSkipped: false,
      ...changes.select,
    },
    checkout: {
      depth: null,
      fetch: [],
      fetchTags: null,
      allBranches: false,
      submodules: 'all',
      submoduleRecursive: true,
      submoduleRemote: false,
      disableGitLfs: false,
      cleanTags: false,
      shortRefFormat: null,
      timestampFormat: null,
      describeRefOptions: null,
      sparsePaths: [],
      gitConfig: [],
      ...changes.checkout,
    },
    ownRepository: changes.ownRepository ?? false,
  };
}

export interface TestContext {
  readonly context: SourceContext;
  readonly close: () => Promise<void>;
}

/** A context with the real HTTP client and a temporary directory of its own. */
export async function testContext(changes: Partial<SourceContext> = {}): Promise<TestContext> {
  const temp = await mkdtemp(join(tmpdir(), 'git-source-'));
  const http = createHttp({
    guard: createGuard({ untrusted: false, allowHosts: [] }),
    env: {},
    log: SILENT,
  });
  const context: SourceContext = {
    http,
    credentials: {},
    registryCredentials: () => Promise.resolve(undefined),
    redirect: (url) => url,
    temp,
    generatedPaths: [],
    lockedVersion: null,
    log: SILENT,
    signal: new AbortController().signal,
    ...changes,
  };
  return {
    context,
    close: async () => {
      await http.close();
      await rm(temp, { recursive: true, force: true });
    },
  };
}
