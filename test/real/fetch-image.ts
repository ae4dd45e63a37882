/**
 * Fetches one image as a process of its own, so that its memory can be measured: `node fetch-image.ts <registry>
 * <directory for temporary files>`. Prints the bytes of the archive and the most memory it had, in bytes.
 */
import { readFileSync } from 'node:fs';
import { imageSource } from '../../src/sources/image/image.ts';
import { testContext, testHttp } from '../sources/context.ts';

const [registry = '', temp = ''] = process.argv.slice(2);
const http = testHttp();
const context = testContext(http, { temp });
const request = {
  kind: 'image',
  registry,
  repository: 'big',
  writtenRepository: `${registry}/big`,
  tag: '1.0',
  digest: null,
  platform: { os: 'linux', architecture: 'amd64' },
  layout: 'image',
  insecure: false,
} as const;
const payload = await imageSource.fetch(request, await imageSource.resolve(request, context), context);
let bytes = 0;
for await (const chunk of payload.stream) bytes += chunk.length;
await payload.dispose();
await http.close();
// Not `resourceUsage().maxRSS`: on Linux that starts with what the parent had when it forked.
const peak = Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
console.log(JSON.stringify({ bytes, peak }));
