import type { RewriteInput as DialectRewriteInput } from '../../dialect.ts';
import type { PipelineAnalysis } from '../analysis.ts';
import type { Vars } from '../vars.ts';

/** What the files of this folder work with. */
export interface RewriteInput extends DialectRewriteInput {
  readonly text: string;
  readonly file: string;
  readonly vars: Vars;
  readonly analysis: PipelineAnalysis;
}
