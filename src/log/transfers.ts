import { formatBytes } from './size.ts';

/** The transfers of a run: what arrived when. Times are milliseconds of any clock that does not go back. */
export interface Transfers {
  /** Those under way, by artifact id. */
  readonly active: ReadonlyMap<string, Transfer>;
  /** Bytes over all transfers so far. */
  readonly bytes: number;
  /** `bytes` at some moments of the last seconds, oldest first. */
  readonly samples: readonly { readonly time: number; readonly bytes: number }[];
}

interface Transfer {
  readonly bytes: number;
  readonly total: number | null;
  /** When bytes last arrived. */
  readonly time: number;
}

export const NO_TRANSFERS: Transfers = { active: new Map(), bytes: 0, samples: [] };

/** The rate is that of these last milliseconds. */
const RATE_WINDOW = 5_000;
const SAMPLE_DISTANCE = 250;
/** A transfer without news for so long was given up. */
const STALE = 120_000;
const SHOWN = 3;

/** Adds news of one transfer: `bytes` in all so far. It is over when they reach the total. */
export function recordTransfer(
  transfers: Transfers,
  id: string,
  { bytes, total, time }: Transfer,
): Transfers {
  const before = transfers.active.get(id)?.bytes ?? 0;
  const active = new Map([...transfers.active].filter(([, other]) => time - other.time < STALE));
  if (bytes === total) active.delete(id);
  else active.set(id, { bytes, total, time });
  const sum = transfers.bytes + Math.max(0, bytes - before);
  return { active, bytes: sum, samples: sampled(transfers.samples, time, sum) };
}

/** One line: all bytes, the rate, the largest transfers. At most `width` characters. */
export function describeTransfers(transfers: Transfers, now: number, width: number): string {
  const largest = [...transfers.active].sort(([, a], [, b]) => weight(b) - weight(a));
  const shown = largest.slice(0, SHOWN).map(([id, transfer]) => `${shortName(id)} ${share(transfer)}`);
  const more = largest.length > SHOWN ? ` and ${largest.length - SHOWN} more` : '';
  const text = `${formatBytes(transfers.bytes)}, ${formatBytes(rate(transfers, now))}/s: ${shown.join(', ')}${more}`;
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}

/** The last part of an artifact's id: `ubuntu:22.04` of `image:docker.io/library/ubuntu:22.04`. */
export function shortName(id: string): string {
  return (
    id
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .filter((part) => part !== '')
      .at(-1) ?? id
  );
}

function sampled(samples: Transfers['samples'], time: number, bytes: number): Transfers['samples'] {
  const recent = samples.filter((sample) => time - sample.time <= RATE_WINDOW);
  const last = recent.at(-1);
  return last === undefined || time - last.time >= SAMPLE_DISTANCE ? [...recent, { time, bytes }] : recent;
}

/** Bytes per second. */
function rate({ samples, bytes }: Transfers, now: number): number {
  const [first] = samples;
  return first === undefined || now <= first.time ? 0 : ((bytes - first.bytes) * 1000) / (now - first.time);
}

function weight({ bytes, total }: Transfer): number {
  return total ?? bytes;
}

function share({ bytes, total }: Transfer): string {
  return total === null || total === 0 ? formatBytes(bytes) : `${Math.floor((bytes / total) * 100)} %`;
}
