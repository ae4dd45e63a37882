import type { Finding } from '../../model/finding.ts';
import { finding } from '../../model/rules.ts';
import { plainValue } from '../../yaml/value.ts';
import type { Draft } from '../dialect.ts';
import type { AnalysisInput } from './analysis.ts';
import { dispositionFinding, draftOf } from './draft.ts';
import { type Classified, hostOf, type Use } from './kinds/kind.ts';
import { addressOf, classifyUse } from './kinds/registry.ts';
import type { Declaration, Step } from './model.ts';
import { isObject, type JsonObject, objectOf } from './values.ts';
import { hasToken, interpolate } from './vars.ts';

/** Variant of an artifact that something writes to. */
const PUT = 'put';

export interface ResourceUse {
  readonly resource: Declaration;
  readonly classified: Classified;
  readonly draft: Draft;
  readonly findings: readonly Finding[];
}

/** What one resource is: an artifact, something that stays, or a finding. */
export function resourceUse(
  resource: Declaration,
  steps: readonly Step[],
  input: AnalysisInput,
): ResourceUse {
  const { pipeline } = input;
  const used = steps.filter((step) => step.resource === resource.name);
  const puts = used.filter((step) => step.kind === 'put');
  const gets = used.filter((step) => step.kind === 'get');
  const classified =
    puts.length > 0 ? classifyPut(resource, puts, input) : classifyGets(resource, gets, input);
  const draft = draftOf(
    classified,
    { file: pipeline.yaml.file, at: resource.at, path: `resources[${resource.index}]` },
    'resource',
    resource.name,
  );
  const unused =
    used.length === 0
      ? [finding('unused-resource', `resource \`${resource.name}\` is used by no step`, resource.at)]
      : [];
  const putFindings =
    classified.disposition === 'keep'
      ? []
      : puts.map((step) =>
          finding(
            'put-outside',
            `\`put: ${step.name}\` writes to ${classified.locator === '' ? `a resource of type \`${resource.type}\`` : classified.locator}`,
            step.at,
          ),
        );
  return {
    resource,
    classified,
    draft,
    // What a put does to a resource is said once, at the put.
    findings: [...(isPutOnlyMatter(classified) ? [] : dispositionFinding(draft)), ...unused, ...putFindings],
  };
}

/** Whether the resource could be mirrored but for a put. */
function isPutOnlyMatter(classified: Classified): boolean {
  return 'variant' in classified && classified.variant === PUT;
}

/** All gets of one resource have to ask for the same content: the s3 resource can't choose by params. */
function classifyGets(resource: Declaration, gets: readonly Step[], input: AnalysisInput): Classified {
  const uses =
    gets.length === 0 ? [useOf(resource, {}, null)] : gets.map((step) => useOfGet(resource, step, input));
  const all = uses.map((use) =>
    classifyUse(resource.type, use, input.pipeline.resourceTypes, input.surroundings),
  );
  const [first] = all;
  if (first === undefined) throw new Error('a resource has at least one use');
  const contents = new Set(
    all.map((one) => JSON.stringify(one.disposition === 'mirror' ? one.request : one.reason)),
  );
  if (contents.size <= 1) return first;
  return {
    disposition: 'unsupported',
    kind: first.kind,
    locator: first.locator,
    variant: 'mixed',
    reason: 'its gets ask for different contents (params or pinned versions differ)',
  };
}

function useOfGet(resource: Declaration, step: Step, input: AnalysisInput): Use {
  const value = objectOf(interpolate(plainValue(input.pipeline.yaml, step.node), input.vars).value);
  const version = value['version'];
  return useOf(resource, objectOf(value['params']), isObject(version) ? version : null);
}

function useOf(resource: Declaration, params: JsonObject, version: JsonObject | null): Use {
  return { source: resource.source, params, version: version ?? resource.version };
}

/**
 * A resource that is put to has to stay what it is. It works offline when it needs no network or points to an internal
 * host; an address that is only known at run time is said to be unknown.
 */
function classifyPut(resource: Declaration, puts: readonly Step[], input: AnalysisInput): Classified {
  const use = useOf(resource, {}, null);
  const classified = classifyUse(resource.type, use, input.pipeline.resourceTypes, input.surroundings);
  if (classified.disposition !== 'mirror') return classified;
  const { kind, locator } = classified;
  const address = addressOf(use) ?? '';
  const isKnown = !hasToken(hostOf(address) ?? address);
  return {
    disposition: isKnown ? 'unsupported' : 'unresolved',
    kind,
    locator,
    variant: PUT,
    reason: `\`put: ${puts[0]?.name ?? resource.name}\` writes to it`,
  };
}
