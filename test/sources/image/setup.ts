import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ImageRequest } from '../../../src/model/request.ts';
import { imageSource } from '../../../src/sources/image/image.ts';
import type { SourceContext } from '../../../src/sources/source.ts';
import { collect, type ReadMember, readAll } from '../../archive/gnu-tar.ts';
import { testContext, testHttp } from '../context.ts';

export interface World {
  readonly context: SourceContext;
  /** Names of the files left in the directory for temporary files. */
  readonly leftovers: () => string[];
  readonly close: () => Promise<void>;
}

/** A context with the real HTTP client and a directory for temporary files. */
export function world(given: Partial<SourceContext> = {}): World {
  const temp = mkdtempSync(join(tmpdir(), 'image-test-'));
  const http = testHttp();
  return {
    context: testContext(http, { temp, ...given }),
    leftovers: () => readdirSync(temp),
    close: async () => {
      await http.close();
      rmSync(temp, { recursive: true });
    },
  };
}

/** Asks for `<registry>/app:1.0` for linux/amd64. */
export function imageRequest(registry: string, given: Partial<ImageRequest> = {}): ImageRequest {
  return {
    kind: 'image',
    registry,
    repository: 'app',
    writtenRepository: `${registry}/app`,
    tag: '1.0',
    digest: null,
    platform: { os: 'linux', architecture: 'amd64' },
    layout: 'image',
    insecure: false,
    ...given,
  };
}

/** Resolves and fetches; returns the archive's bytes after everything temporary was removed. */
export async function fetchArchive(request: ImageRequest, context: SourceContext): Promise<Buffer> {
  const resolution = await imageSource.resolve(request, context);
  const payload = await imageSource.fetch(request, resolution, context);
  try {
    return await collect(payload.stream);
  } finally {
    await payload.dispose();
  }
}

export async function fetchMembers(request: ImageRequest, context: SourceContext): Promise<ReadMember[]> {
  return readAll(gunzipSync(await fetchArchive(request, context)));
}

/** Content of one member of an archive. */
export function contentOf(members: readonly ReadMember[], name: string): string | undefined {
  return members.find((member) => member.name === name)?.content;
}
