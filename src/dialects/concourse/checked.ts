import type { CheckContext, CheckedFile } from '../dialect.ts';
import type { Declaration, Pipeline } from './model.ts';

/** An object of the lock, and where the pipeline names it. */
export type StoredObject = CheckedFile['objects'][number];

/** What the parts of the check look at. */
export interface Checked {
  readonly pipeline: Pipeline;
  /** The declarations that are objects of the store. */
  readonly objects: ReadonlyMap<Declaration, StoredObject>;
  /** Resource types as they were before their images became objects. */
  readonly types: readonly Declaration[];
  readonly context: CheckContext;
}
