import { execFileSync } from 'node:child_process';
import type { TarEntry } from '../../src/archive/tar-entry.ts';
import { readTar } from '../../src/archive/tar-reader.ts';

/** Runs the system's tar; returns what it printed. */
export function tar(args: readonly string[], input?: Buffer): Buffer {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return execFileSync('tar', [...args], {
    env,
    maxBuffer: 1 << 28,
    ...(input === undefined ? {} : { input }),
  });
}

/** Type and permissions, owner, size, time, name: one line for each member, as the system's tar lists them. */
export function listing(archive: Buffer): string[] {
  const lines = tar(['-tvf', '-', '--numeric-owner', '--full-time', '--quoting-style=escape'], archive);
  return lines
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ +/g, ' '));
}

export interface ReadMember extends TarEntry {
  readonly content: string;
}

/** Everything that the reader finds, contents as byte strings. */
export async function readAll(archive: Buffer, chunkSize = archive.length): Promise<ReadMember[]> {
  const members: ReadMember[] = [];
  for await (const { body, ...entry } of readTar(inChunks(archive, chunkSize))) {
    const parts: Buffer[] = [];
    for await (const part of body) parts.push(Buffer.from(part));
    members.push({ ...entry, content: Buffer.concat(parts).toString('latin1') });
  }
  return members;
}

export async function* inChunks(archive: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < archive.length; at += size) yield archive.subarray(at, at + size);
}

export async function collect(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}
