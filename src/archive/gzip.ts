import type { Transform } from 'node:stream';
import { createGzip } from 'node:zlib';

const OS_FIELD = 9;
/** RFC 1952, section 2.3.1: unknown. */
const OS_UNKNOWN = 255;

/**
 * A gzip stream, level 6, whose header says no name, no time and no operating system, so that the same input gives the
 * same bytes on every system with the same zlib.
 */
export function gzip(): Transform {
  const stream = createGzip({ level: 6, chunkSize: 65_536 });
  // zlib writes the system it was built for into the header and has no option for it: the byte is replaced on its
  // way out. A second stream behind this one would cost a copy of everything.
  const push = stream.push.bind(stream);
  let position = 0;
  stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) {
      const at = OS_FIELD - position;
      if (at >= 0 && at < chunk.length) chunk[at] = OS_UNKNOWN;
      position += chunk.length;
    }
    return push(chunk, encoding);
  };
  return stream;
}
