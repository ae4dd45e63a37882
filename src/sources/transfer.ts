import { Readable } from 'node:stream';
import { messageOf, OfflineGenError } from '../model/errors.ts';

export interface Transfer {
  /** For messages: what is transferred, redacted. */
  readonly name: string;
  /** The body that already began. */
  readonly body: Readable;
  /** Bytes that must arrive in all; null when unknown, then only the connection tells a cut from the end. */
  readonly size: number | null;
  /** Opens the same content from `offset` on; null when the upstream can't prove that it is the same. */
  readonly reopen: ((offset: number) => Promise<Readable>) | null;
  readonly signal: AbortSignal;
}

/** Cuts in a row that are mended. */
const MAX_RESUMES = 5;
/** A connection that brought this many bytes was a good one: the count starts anew. */
const GOOD_STRETCH = 1024 * 1024;

/**
 * One stream over as many connections as it takes. A cut connection is continued at the byte where it ended.
 * Fails with `network` when that does not help, with `integrity` when more bytes arrive than announced.
 */
export function resumableStream(transfer: Transfer): Readable {
  const state: State = { body: transfer.body, closed: false };
  const chunks = readChunks(transfer, state);
  return new Readable({
    read() {
      chunks.next().then(
        (next) => this.push(next.done === true ? null : next.value),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(messageOf(error))),
      );
    },
    destroy(error, callback) {
      state.closed = true;
      state.body.destroy();
      callback(error);
    },
  });
}

interface State {
  body: Readable;
  closed: boolean;
}

async function* readChunks(transfer: Transfer, state: State): AsyncGenerator<Buffer, void> {
  let offset = 0;
  let stretch = 0;
  let resumes = 0;
  for (;;) {
    const end = yield* forward(state.body, (bytes) => {
      offset += bytes;
      stretch += bytes;
      if (transfer.size !== null && offset > transfer.size) throw tooLong(transfer);
    });
    if (state.closed) return;
    if (transfer.signal.aborted) throw interrupted();
    if (end.cause === undefined && (transfer.size === null || offset === transfer.size)) return;
    resumes = stretch >= GOOD_STRETCH ? 1 : resumes + 1;
    stretch = 0;
    if (transfer.reopen === null || resumes > MAX_RESUMES) throw cut(transfer, offset, end.cause);
    state.body = await transfer.reopen(offset);
    if (state.closed) state.body.destroy();
  }
}

/** Yields a body's chunks; returns what ended it early, if anything. A failing reader is not the body's fault. */
async function* forward(
  body: Readable,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer, { readonly cause?: unknown }> {
  const chunks: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Buffer>;
    try {
      next = await chunks.next();
    } catch (cause) {
      return { cause };
    }
    if (next.done === true) return {};
    count(next.value.length);
    if (next.value.length > 0) yield next.value;
  }
}

function cut(transfer: Transfer, offset: number, cause: unknown): OfflineGenError {
  const total = transfer.size === null ? '' : ` of ${transfer.size}`;
  return new OfflineGenError(
    'network',
    `${transfer.name}: the transfer ended after ${offset}${total} bytes`,
    {
      hint: 'Run again: what is complete is kept',
      cause,
    },
  );
}

function tooLong(transfer: Transfer): OfflineGenError {
  return new OfflineGenError(
    'integrity',
    `${transfer.name}: more bytes arrived than the ${transfer.size} that were announced`,
  );
}

function interrupted(): OfflineGenError {
  return new OfflineGenError('interrupted', 'interrupted');
}
