/**
 * Puts one object into a store, as a process of its own: `node put.ts <store> <key> <bytes> <stop-after>`. When
 * `stop-after` bytes were read from the body it says `half-way` and no more comes. At its end it says `done` and by
 * how many bytes the memory grew.
 */
import { Readable } from 'node:stream';
import { openStore } from '../../src/store/open.ts';
import { bytesOf } from '../store/bytes.ts';

const [url = '', key = '', size = '0', stopAfter = '0'] = process.argv.slice(2);
const forever = setInterval(() => undefined, 60_000);

async function* body(): AsyncGenerator<Buffer> {
  let sent = 0;
  for (const chunk of bytesOf(key, Number(size))) {
    yield chunk;
    sent += chunk.length;
    if (Number(stopAfter) > 0 && sent >= Number(stopAfter)) {
      console.log('half-way');
      await new Promise(() => undefined);
    }
  }
}

const s3 = { endpoint: null, region: null, pathStyle: null };
const store = await openStore(url, { s3, env: process.env });
await store.check();
const before = process.memoryUsage.rss();
const { digest } = await store.put(key, Readable.from(body(), { objectMode: false }));
const growth = process.resourceUsage().maxRSS * 1024 - before;
console.log(`done ${digest} growth=${growth}`);
await store.close();
clearInterval(forever);
