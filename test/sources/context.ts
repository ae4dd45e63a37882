import { SILENT } from '../../src/model/log.ts';
import { createHttp } from '../../src/net/client.ts';
import { createGuard } from '../../src/net/guard.ts';
import type { Http } from '../../src/net/http.ts';
import { NO_REGISTRY_CREDENTIALS } from '../../src/sources/image/credentials.ts';
import type { SourceContext } from '../../src/sources/source.ts';

/** The real HTTP client, without waiting between repetitions. */
export function testHttp(): Http {
  const clock = { sleep: () => Promise.resolve(), random: () => 0.5, now: () => 0 };
  return createHttp({
    guard: createGuard({ untrusted: false, allowHosts: [] }),
    env: {},
    log: SILENT,
    clock,
  });
}

/** What a source gets, with nothing configured. */
export function testContext(http: Http, given: Partial<SourceContext> = {}): SourceContext {
  return {
    http,
    credentials: {},
    registryCredentials: NO_REGISTRY_CREDENTIALS,
    redirect: (url) => url,
    temp: '',
    generatedPaths: [],
    lockedVersion: null,
    log: SILENT,
    signal: new AbortController().signal,
    ...given,
  };
}

/** The error that a promise fails with; fails itself when there is none. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  const settled = await promise.then(
    () => ({ done: true }) as const,
    (error: unknown) => ({ done: false, error }) as const,
  );
  if (settled.done) throw new Error('it did not fail');
  return settled.error;
}
