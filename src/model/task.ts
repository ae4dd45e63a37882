/** One task step and what it runs; for reports that are about tasks. */
export interface TaskUse {
  /** File of the pipeline. */
  readonly pipeline: string;
  readonly job: string;
  readonly task: string;
  /** Path of the task file as the step names it, without its artifact; null for an inline config. */
  readonly file: string | null;
  /** Resource whose artifact holds the task file. */
  readonly resource: string | null;
  readonly image: { readonly repository: string; readonly tag: string | null } | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** `run.path` */
  readonly script: string | null;
}
