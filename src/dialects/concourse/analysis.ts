import type { Finding } from '../../model/finding.ts';
import type { TaskUse } from '../../model/task.ts';
import type { AnalyzeContext, Draft } from '../dialect.ts';
import type { Pipeline } from './model.ts';

/** What the rewriting and the report need to know of one pipeline. */
export interface PipelineAnalysis {
  readonly pipeline: Pipeline;
  readonly drafts: readonly Draft[];
  readonly findings: readonly Finding[];
  readonly tasks: readonly TaskUse[];
  /** Resource name → id of the artifact that replaces it; resources that stay are not in it. */
  readonly resources: ReadonlyMap<string, string>;
  /** Resource type name → id of its image's artifact. */
  readonly types: ReadonlyMap<string, string>;
  /** Names of resource types that a kept resource still needs. */
  readonly neededTypes: ReadonlySet<string>;
  /** Path of a task step → id of its image's artifact. */
  readonly taskImages: ReadonlyMap<string, string>;
}

export interface AnalysisInput extends AnalyzeContext {
  readonly pipeline: Pipeline;
}
