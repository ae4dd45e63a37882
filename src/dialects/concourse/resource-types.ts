import type { Role } from '../../model/artifact.ts';
import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import type { Draft, Surroundings } from '../dialect.ts';
import { draftOf } from './draft.ts';
import { keep, type Use } from './kinds/kind.ts';
import { classifyUse } from './kinds/registry.ts';
import type { Declaration, Pipeline } from './model.ts';

/** The types of a list and the types those are made of. */
export function closeOverTypes(names: readonly string[], types: readonly Declaration[]): ReadonlySet<string> {
  const needed = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const declared = types.find((type) => type.name === name);
    if (declared === undefined || needed.has(name)) continue;
    needed.add(name);
    queue.push(declared.type);
  }
  return needed;
}

export interface TypeDraft {
  readonly type: Declaration;
  readonly draft: Draft;
}

/** One draft a resource type or prototype; types that nothing kept needs are kept out of the mirror. */
export function typeDrafts(
  pipeline: Pipeline,
  needed: ReadonlySet<string>,
  surroundings: Surroundings,
): TypeDraft[] {
  return [...pipeline.resourceTypes, ...pipeline.prototypes].map((type) => {
    const role: Role = type.section === 'prototypes' ? 'prototype' : 'resource-type';
    const others = pipeline.resourceTypes.filter((other) => other !== type);
    const use: Use = { source: type.source, params: type.params, version: null, container: true };
    const found = classifyUse(type.type, use, others, surroundings);
    const classified =
      role === 'resource-type' && !needed.has(type.name)
        ? keep(found.kind, found.locator, 'not needed offline: every resource of this type is mirrored')
        : found;
    const place = { file: pipeline.yaml.file, at: type.at, path: `${type.section}[${type.index}]` };
    return { type, draft: draftOf(classified, place, role, null) };
  });
}

/** A custom type called `s3` would take over every rewritten resource (a type may shadow a base type). */
export function reservedTypeFindings(pipeline: Pipeline, needed: ReadonlySet<string>): Finding[] {
  return pipeline.resourceTypes
    .filter((type) => type.name === 's3' && needed.has('s3'))
    .map((type) =>
      finding(
        'reserved-name',
        'a custom resource type called `s3` would shadow the s3 of the offline pipeline',
        type.at,
      ),
    );
}
