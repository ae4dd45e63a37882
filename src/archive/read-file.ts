import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { toByteString } from './tar-entry.ts';
import { readTar } from './tar-reader.ts';

/** More than any task file has. */
const LIMIT = 1024 * 1024;

/** The text of one file of a gzipped tar; undefined when it holds no such file. Reads no further than it has to. */
export async function readArchiveFile(archive: Readable, path: string): Promise<string | undefined> {
  const wanted = normalized(toByteString(path));
  const source = pipeline(archive, createGunzip(), () => undefined);
  try {
    for await (const member of readTar(source)) {
      if (member.type !== 'file' || normalized(member.name) !== wanted || member.size > LIMIT) continue;
      const chunks: Uint8Array[] = [];
      for await (const chunk of member.body) chunks.push(chunk);
      return Buffer.concat(chunks).toString('utf8');
    }
    return undefined;
  } finally {
    archive.destroy();
  }
}

function normalized(name: string): string {
  return name.replace(/^(?:\.\/)+/, '');
}
