import { styleText } from 'node:util';
import type { Log } from '../model/log.ts';
import { redactText } from '../model/redact.ts';
import { formatBytes } from './size.ts';
import { describeTransfers, NO_TRANSFERS, recordTransfer, shortName, type Transfers } from './transfers.ts';

export interface LogOptions {
  readonly stderr: { readonly write: (text: string) => unknown; readonly columns?: number };
  readonly isTty: boolean;
  /** Null: as NO_COLOR, FORCE_COLOR and the terminal say. */
  readonly color: boolean | null;
  /** Only warnings. */
  readonly quiet: boolean;
  /** `debug` too. */
  readonly verbose: boolean;
  /** Shown as `***` wherever they stand. */
  readonly secrets: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of a clock that does not go back; for tests. */
  readonly now?: () => number;
}

/** The log of a command line. */
export interface TerminalLog extends Log {
  /** Hides one more text from now on. */
  readonly addSecret: (secret: string) => void;
  /** Takes the live line away; to be called before anyone else writes to the terminal. */
  readonly close: () => void;
}

/** Milliseconds between two states of the live line. */
const FRAME = 100;
/** Milliseconds between two lines about the same transfers in a log that only grows. */
const HEARTBEAT = 30_000;
const CLEAR_LINE = '\r\u001b[2K';

/**
 * Words for people on standard error: one live line about the transfers on a terminal, elsewhere one line for each
 * that is complete and now and then one about those under way.
 */
export function createLog(options: LogOptions): TerminalLog {
  const { stderr, verbose, quiet } = options;
  const secrets = new Set<string>();
  const paint = painter(options);
  const line = liveLine(stderr);
  const safe = (text: string) =>
    inert(
      redactText(
        text,
        [...secrets].sort((a, b) => b.length - a.length),
      ),
    );
  const print = (text: string) => {
    line.clear();
    stderr.write(`${text}\n`);
  };
  const show = isLive(options) ? liveProgress(line, options, safe) : sparseProgress(print, options, safe);
  const addSecret = (secret: string) => {
    // `encodeURIComponent` throws for half a surrogate pair; the way through bytes replaces it.
    for (const form of [secret, encodeURIComponent(Buffer.from(secret).toString())]) secrets.add(form);
  };
  options.secrets.forEach(addSecret);
  return {
    debug: (message) => {
      if (verbose) print(paint('dim', safe(message)));
    },
    info: (message) => {
      if (!quiet) print(safe(message));
    },
    warn: (message) => print(`${paint('yellow', 'warning:')} ${safe(message)}`),
    progress: quiet ? () => undefined : show,
    addSecret,
    close: line.clear,
  };
}

type Style = 'dim' | 'yellow';

function painter(options: LogOptions): (style: Style, text: string) => string {
  if (!usesColor(options)) return (_style, text) => text;
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** FORCE_COLOR goes before NO_COLOR, as Node itself has it; `0` and `false` force none. */
function usesColor({ color, env, isTty }: LogOptions): boolean {
  const force = env['FORCE_COLOR'];
  if (color !== null) return color;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return (env['NO_COLOR'] ?? '') === '' && isTty && env['TERM'] !== 'dumb';
}

function isLive({ isTty, env }: LogOptions): boolean {
  return isTty && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
}

interface LiveLine {
  readonly draw: (text: string) => void;
  readonly clear: () => void;
}

function liveLine(stderr: LogOptions['stderr']): LiveLine {
  let isDrawn = false;
  return {
    draw: (text) => {
      stderr.write(`${CLEAR_LINE}${text}`);
      isDrawn = true;
    },
    clear: () => {
      if (isDrawn) stderr.write(CLEAR_LINE);
      isDrawn = false;
    },
  };
}

function liveProgress(line: LiveLine, options: LogOptions, safe: (text: string) => string): Log['progress'] {
  const now = options.now ?? steadyClock;
  let transfers: Transfers = NO_TRANSFERS;
  let drawnAt = Number.NEGATIVE_INFINITY;
  return (id, bytes, total) => {
    const time = now();
    transfers = recordTransfer(transfers, id, { bytes, total, time });
    if (transfers.active.size === 0) line.clear();
    else if (time - drawnAt >= FRAME) {
      drawnAt = time;
      line.draw(safe(describeTransfers(transfers, time, (options.stderr.columns || 80) - 1)));
    }
  };
}

function sparseProgress(
  print: (text: string) => void,
  options: LogOptions,
  safe: (text: string) => string,
): Log['progress'] {
  const now = options.now ?? steadyClock;
  let transfers: Transfers = NO_TRANSFERS;
  let saidAt: number | null = null;
  return (id, bytes, total) => {
    const time = now();
    transfers = recordTransfer(transfers, id, { bytes, total, time });
    saidAt ??= time;
    const isComplete = bytes === total;
    if (!isComplete && time - saidAt < HEARTBEAT) return;
    saidAt = time;
    print(
      safe(isComplete ? `${shortName(id)}: ${formatBytes(bytes)}` : describeTransfers(transfers, time, 200)),
    );
  };
}

/** Text from outside must not move the cursor, or hide or fake lines of the terminal. */
function inert(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, '');
}

function steadyClock(): number {
  return performance.now();
}
