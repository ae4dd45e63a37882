import type { Alias, Pair, YAMLMap } from 'yaml';
import type { Place } from '../../model/rules.ts';
import type { YamlFile } from '../../yaml/document.ts';

/** An alias or a merge key on the way from the root to a node. */
export type Indirection = { readonly alias: Alias } | { readonly merge: Pair };

/** A resource, resource type or prototype as declared, values interpolated as far as they are known. */
export interface Declaration {
  readonly section: 'resources' | 'resource_types' | 'prototypes';
  readonly index: number;
  readonly name: string;
  readonly type: string;
  readonly source: Readonly<Record<string, unknown>>;
  readonly params: Readonly<Record<string, unknown>>;
  /** A pin: map of text, or null. */
  readonly version: Readonly<Record<string, unknown>> | null;
  readonly at: Place;
  readonly node: YAMLMap;
  /** Aliases that were followed to get here, outermost first. */
  readonly through: readonly Indirection[];
}

export type StepKind = 'run' | 'task' | 'put' | 'get' | 'set_pipeline' | 'load_var';

/** One leaf step, wherever it stands in a job. */
export interface Step {
  readonly kind: StepKind;
  /** What stands behind the step's own key, interpolated as far as it is known. */
  readonly name: string;
  /** The resource a get or put is about, interpolated as far as it is known; else null. */
  readonly resource: string | null;
  readonly job: string;
  readonly at: Place;
  /** Path in the document, e.g. `jobs[0].plan[2].in_parallel.steps[1]`. */
  readonly path: string;
  readonly node: YAMLMap;
  /** Aliases that were followed to get here, outermost first. */
  readonly through: readonly Indirection[];
  /** Inside `across`: parts of the step may hold values of that loop. */
  readonly inAcross: boolean;
}

export interface Job {
  readonly name: string;
  readonly index: number;
  readonly at: Place;
  readonly node: YAMLMap;
  readonly through: readonly Indirection[];
  readonly steps: readonly Step[];
  /** Pairs of the removed step `aggregate`. */
  readonly aggregates: readonly Pair[];
}

/** A place that can't be read as what it has to be, such as a variable that stands for a list of steps. */
export interface Problem {
  readonly at: Place;
  readonly message: string;
}

export interface Pipeline {
  readonly yaml: YamlFile;
  readonly resources: readonly Declaration[];
  readonly resourceTypes: readonly Declaration[];
  readonly prototypes: readonly Declaration[];
  readonly jobs: readonly Job[];
  readonly problems: readonly Problem[];
}
