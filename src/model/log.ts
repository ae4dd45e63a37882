/** Where words for people go. Every text is redacted by the implementation before it is shown. */
export interface Log {
  readonly debug: (message: string) => void;
  readonly info: (message: string) => void;
  readonly warn: (message: string) => void;
  /** Bytes of an artifact that arrived so far, in all; it is complete when they reach `total`. Drives the live bar. */
  readonly progress: (artifactId: string, bytes: number, total: number | null) => void;
}

export const SILENT: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  progress: () => undefined,
};
