import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { bytesOf } from './bytes.ts';

/** One store to try; `leftovers` counts what unfinished writes left in it. */
export interface Subject {
  readonly store: Store;
  readonly leftovers: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export function bodyOf(text: string): Readable {
  return Readable.from([Buffer.from(text)], { objectMode: false });
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Gives some bytes, then fails with `error`. */
function breaking(size: number, error: Error): Readable {
  return Readable.from(
    (function* () {
      yield* bytesOf('broken', size);
      throw error;
    })(),
    { objectMode: false },
  );
}

async function keysOf(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key);
  return keys;
}

const MIB = 1024 * 1024;

/** What every store promises, whatever it writes to. */
export function describeStore(name: string, open: () => Promise<Subject>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let subject: Subject;
    let store: Store;
    beforeAll(async () => {
      subject = await open();
      ({ store } = subject);
    });
    afterAll(() => subject.close());

    it('can be used', async () => {
      await expect(store.check()).resolves.toBeUndefined();
    });

    it.each([
      ['empty', 0],
      ['small', 5],
      ['as large as one part', 5 * MIB],
      ['one byte larger than a part', 5 * MIB + 1],
      ['of several parts', 29 * MIB + 17],
    ])('stores a body that is %s and gives it back', async (label, size) => {
      const key = `sizes/${label.replaceAll(' ', '-')}/object.bin`;
      const expected = Buffer.concat([...bytesOf(label, size)]);
      const body = Readable.from(bytesOf(label, size), { objectMode: false });
      const result = await store.put(key, body, { contentType: 'application/octet-stream' });
      expect(result).toEqual({ digest: digestOf(expected), size });
      expect(await store.head(key)).toEqual({ key, size });
      expect((await buffer(await store.get(key))).equals(expected)).toBe(true);
    });

    it('keeps an existing object as it is, and reports its digest', async () => {
      await store.put('kept/a.txt', bodyOf('first'));
      const second = bodyOf('second');
      const expected = { digest: digestOf(Buffer.from('first')), size: 5 };
      expect(await store.put('kept/a.txt', second)).toEqual(expected);
      expect(second.destroyed).toBe(true);
      expect((await buffer(await store.get('kept/a.txt'))).toString()).toBe('first');
    });

    it.each([1, 20])('lets one of several writers of %i MiB win, and tells all the same', async (size) => {
      const key = `race/${size}/object`;
      const bodies = ['a', 'b', 'c'].map((seed) =>
        Readable.from(bytesOf(seed, size * MIB), { objectMode: false }),
      );
      const outcomes = await Promise.allSettled(bodies.map((body) => store.put(key, body)));
      const stored = digestOf(await buffer(await store.get(key)));
      const results = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(results.length).toBeGreaterThan(0);
      for (const result of results) expect(result).toEqual({ digest: stored, size: size * MIB });
      expect(await subject.leftovers()).toBe(0);
    });

    it.each([1000, 30 * MIB])('leaves nothing of a body that fails after %i bytes', async (size) => {
      const error = new Error('the upstream broke');
      await expect(store.put(`broken/${size}`, breaking(size, error))).rejects.toBe(error);
      expect(await store.head(`broken/${size}`)).toBeUndefined();
      expect(await keysOf(store, 'broken/')).toEqual([]);
      expect(await subject.leftovers()).toBe(0);
    });

    it('leaves nothing of a body that is destroyed half-way', async () => {
      const body = new Readable({ read: () => undefined });
      body.push(Buffer.alloc(1000));
      const work = store.put('destroyed/a', body);
      body.destroy();
      await expect(work).rejects.toThrow();
      expect(await store.head('destroyed/a')).toBeUndefined();
      expect(await subject.leftovers()).toBe(0);
    });

    it('fails with the error of a body that failed before it was read', async () => {
      const error = new Error('too early');
      const body = new Readable({ read: () => undefined });
      const work = store.put('early/a', body);
      body.destroy(error);
      await expect(work).rejects.toBe(error);
    });

    it('lists by prefix in key order', async () => {
      const keys = ['ls/a/2', 'ls/a-b/1', 'ls/a/1', 'ls/ab', 'ls/a.txt', 'ls2/x', 'ls/B/c/d'];
      for (const key of keys) await store.put(key, bodyOf(key));
      expect(await keysOf(store, 'ls/')).toEqual([
        'ls/B/c/d',
        'ls/a-b/1',
        'ls/a.txt',
        'ls/a/1',
        'ls/a/2',
        'ls/ab',
      ]);
      expect(await keysOf(store, 'ls/a')).toEqual(['ls/a-b/1', 'ls/a.txt', 'ls/a/1', 'ls/a/2', 'ls/ab']);
      expect(await keysOf(store, 'ls/a/')).toEqual(['ls/a/1', 'ls/a/2']);
      expect(await keysOf(store, 'none/')).toEqual([]);
      expect(await keysOf(store, '')).toEqual(expect.arrayContaining(keys));
    });

    it('knows nothing about a key that is not there', async () => {
      expect(await store.head('missing/a')).toBeUndefined();
      await expect(store.get('missing/a')).rejects.toMatchObject({ code: 'store' });
      await expect(store.get('missing/a')).rejects.toThrow(/missing\/a is not in the store/);
    });

    it.each(['../a', 'a/../b', '/a', 'a//b', 'a/', '.', '', '.staging/x', 'a\\b', 'a\0b'])(
      'refuses the key %j',
      async (key) => {
        await expect(store.put(key, bodyOf('x'))).rejects.toMatchObject({ code: 'store' });
        await expect(async () => store.head(key)).rejects.toMatchObject({ code: 'store' });
        await expect(async () => store.get(key)).rejects.toMatchObject({ code: 'store' });
      },
    );
  });
}
