import { spawn } from 'node:child_process';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { GitRequest } from '../../../src/model/request.ts';
import type { Source, SourceContext } from '../../../src/sources/source.ts';

/** Resolves and fetches; returns the archive's bytes. */
export async function fetchBytes(
  source: Source<GitRequest>,
  request: GitRequest,
  context: SourceContext,
): Promise<Buffer> {
  const payload = await source.fetch(request, await source.resolve(request, context), context);
  try {
    return await buffer(payload.stream);
  } finally {
    await payload.dispose();
  }
}

/** Unpacks as the s3 resource does, with tar; returns the directory. */
export async function unpack(archive: Buffer, below: string): Promise<string> {
  await mkdir(below, { recursive: true });
  const directory = await mkdtemp(join(below, 'unpacked-'));
  await new Promise<void>((resolve, reject) => {
    const tar = spawn('tar', ['-xzf', '-', '-C', directory], { stdio: ['pipe', 'ignore', 'inherit'] });
    tar.on('error', reject);
    tar.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`tar: exit ${code}`))));
    tar.stdin.end(archive);
  });
  return directory;
}
