/**
 * Works on items, up to `limit` at a time. After the first failure no further item is begun and those under way are
 * told to stop; throws that failure when all have ended, so that nothing runs on in the background.
 */
export async function inParallel<Item>(
  items: Iterable<Item>,
  limit: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const queue = [...items].reverse();
  async function worker(): Promise<void> {
    for (let item = queue.pop(); item !== undefined && !either.aborted; item = queue.pop()) {
      try {
        await work(item, either);
      } catch (error) {
        failures.push(error);
        stop.abort();
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker));
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
}
