/** Exit code of a run that a person or the CI stopped. */
export const INTERRUPTED = 130;

export interface Interruption {
  /** Aborts at the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Gives the signals back to their defaults. */
  readonly release: () => void;
}

/** Turns the first SIGINT or SIGTERM into an abort, so that work can end cleanly; the second ends the process. */
export function watchInterrupts(): Interruption {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
