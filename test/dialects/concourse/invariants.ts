import { expect } from 'vitest';
import { isObject, type JsonObject, objectOf } from '../../../src/dialects/concourse/values.ts';
import { modernizeVars } from '../../../src/dialects/concourse/vars.ts';
import type { AnalyzedFile } from '../../../src/dialects/dialect.ts';
import { parseYaml } from '../../../src/yaml/document.ts';
import { plainValue } from '../../../src/yaml/value.ts';
import { regexpOf, STORE_SOURCE } from './analyzed.ts';
import { expectSameLines } from './same-lines.ts';

const DROPPED = ['version', 'webhook_token', 'expose_build_created_by'];
const HOOKS = ['on_success', 'on_failure', 'on_error', 'on_abort', 'ensure'];
const CORES = ['run', 'task', 'put', 'get', 'set_pipeline', 'load_var'];
const LISTS = ['do', 'aggregate'];

/**
 * Fails unless a rewriting by `rewriteAll` changed only what it had to: what is expected is computed here from the plain
 * values of the original, in another way than the rewriter does it.
 */
export function expectInvariants(original: string, file: AnalyzedFile, rewritten: string): void {
  const after = rootOf(rewritten);
  const before = withModernParks(rootOf(modernizeVars(original)), after);
  expect(after).toEqual(expectedPipeline(before, after, file));
  if (!/<</.test(original)) expectSameOrder(before, after, '');
  expectSameLines(original, file, rewritten);
}

function rootOf(text: string): JsonObject {
  const yaml = parseYaml(text, 'pipeline.yml');
  return objectOf(plainValue(yaml, yaml.document.contents));
}

/** What is parked under a key of its own may hold steps of jobs, whose `aggregate` is renamed where it stands. */
function withModernParks(before: JsonObject, after: JsonObject): JsonObject {
  const renamed = (value: unknown): string =>
    JSON.stringify(value ?? null).replaceAll('"aggregate":', '"in_parallel":');
  const known = ['resources', 'resource_types', 'prototypes', 'jobs'];
  const parks = Object.keys(before).filter(
    (key) => !known.includes(key) && renamed(before[key]) === renamed(after[key]),
  );
  return { ...before, ...Object.fromEntries(parks.map((key) => [key, after[key]])) };
}

function mirrored(file: AnalyzedFile, path: string): string | undefined {
  return file.drafts.find((draft) => draft.reference.path === path && draft.disposition === 'mirror')?.id;
}

function objectSource(id: string): JsonObject {
  return { ...STORE_SOURCE, regexp: regexpOf(id) };
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function expectedPipeline(before: JsonObject, after: JsonObject, file: AnalyzedFile): JsonObject {
  const images = imagesOf(before, after);
  const resources = listOf(before['resources']).map((item, index) =>
    expectedDeclaration(item, mirrored(file, `resources[${index}]`), {}),
  );
  const types = listOf(before['resource_types']).flatMap((item, index) => {
    const path = `resource_types[${index}]`;
    const id = mirrored(file, path);
    const isUnneeded = file.drafts.some(
      (draft) => draft.reference.path === path && draft.reason?.startsWith('not needed offline') === true,
    );
    return isUnneeded ? [] : [expectedDeclaration(item, id, { params: { unpack: true } })];
  });
  const prototypes = listOf(before['prototypes']).map((item, index) =>
    expectedDeclaration(item, mirrored(file, `prototypes[${index}]`), {
      params: { unpack: true },
    }),
  );
  const pipeline: JsonObject = {
    ...before,
    jobs: listOf(before['jobs']).map((job, index) =>
      expectedJob(objectOf(job), objectOf(listOf(after['jobs'])[index]), `jobs[${index}]`, {
        file,
        images,
        resources: listOf(before['resources']),
      }),
    ),
  };
  const added = [...images].map(([name, id]) => {
    const declared = objectOf(listOf(after['resources']).find((item) => objectOf(item)['name'] === name));
    const tags = declared['tags'] === undefined ? {} : { tags: declared['tags'] };
    return { name, type: 's3', source: objectSource(id), ...tags };
  });
  return {
    ...without(pipeline, types.length === 0 && hasItems(before['resource_types']) ? ['resource_types'] : []),
    ...(resources.length + added.length > 0 ? { resources: [...resources, ...added] } : {}),
    ...(types.length > 0 ? { resource_types: types } : {}),
    ...(prototypes.length > 0 ? { prototypes } : {}),
  };

  function imagesOf(original: JsonObject, result: JsonObject): Map<string, string> {
    const count = listOf(original['resources']).length;
    const ids = new Set(
      file.drafts
        .filter((draft) => draft.reference.role === 'task-image' && draft.disposition === 'mirror')
        .map((draft) => draft.id),
    );
    const tail = listOf(result['resources']).slice(count).map(objectOf);
    const found = tail.map((item): [string, string] => {
      const id = [...ids].find((one) => regexpOf(one) === objectOf(item['source'])['regexp']) ?? 'no image';
      return [String(item['name']), id];
    });
    expect(new Set(found.map(([, id]) => id))).toEqual(ids);
    expect(found).toHaveLength(ids.size);
    return new Map(found);
  }
}

function hasItems(value: unknown): boolean {
  return listOf(value).length > 0;
}

function expectedDeclaration(item: unknown, id: string | undefined, extra: JsonObject): unknown {
  if (id === undefined || !isObject(item)) return item;
  return {
    ...without(item, DROPPED),
    type: 's3',
    source: objectSource(id),
    ...extra,
  };
}

interface Context {
  readonly file: AnalyzedFile;
  /** Name of an added resource → artifact id. */
  readonly images: ReadonlyMap<string, string>;
  readonly resources: readonly unknown[];
}

function expectedJob(before: JsonObject, after: JsonObject, path: string, context: Context): JsonObject {
  const used = new Set<unknown>();
  const leading = leadingGets(listOf(after['plan'])[0], context);
  const plan = listOf(before['plan']).map((step, index) =>
    expectedStep(
      step,
      stepAt(listOf(after['plan']), index + (leading.length > 0 ? 1 : 0)),
      `${path}.plan[${index}]`,
    ),
  );
  const hooks = HOOKS.filter((hook) => before[hook] !== undefined).map((hook) => [
    hook,
    expectedStep(before[hook], after[hook], `${path}.${hook}`),
  ]);
  expect(new Set(leading.map((step) => step['get']))).toEqual(used);
  const first = leading.length > 0 ? [listOf(after['plan'])[0]] : [];
  const hasPlan = before['plan'] !== undefined && before['plan'] !== null;
  return {
    ...before,
    ...(hasPlan || first.length > 0 ? { plan: [...first, ...plan] } : {}),
    ...Object.fromEntries(hooks),
  };

  function stepAt(list: readonly unknown[], index: number): unknown {
    return list[index];
  }

  function expectedStep(original: unknown, result: unknown, at: string): unknown {
    if (!isObject(original)) return original;
    const actual = objectOf(result);
    const core = CORES.find((key) => original[key] !== undefined);
    const hooked = Object.fromEntries(
      HOOKS.filter((hook) => original[hook] !== undefined).map((hook) => [
        hook,
        expectedStep(original[hook], actual[hook], `${at}.${hook}`),
      ]),
    );
    if (core === 'get') return { ...expectedGet(original, context), ...hooked };
    if (core === 'task') return { ...expectedTask(original, actual, at), ...hooked };
    if (core !== undefined) return { ...original, ...hooked };
    return { ...expectedNest(original, actual, at), ...hooked };
  }

  function expectedTask(original: JsonObject, actual: JsonObject, at: string): JsonObject {
    const config = original['config'];
    if (!isObject(config)) {
      if (original['image'] !== undefined || actual['image'] === undefined) return original;
      expect([...context.images.keys()]).toContain(actual['image']);
      used.add(actual['image']);
      return { ...original, image: actual['image'] };
    }
    const id = mirrored(context.file, `${at}.config.image_resource`);
    if (original['image'] !== undefined) return { ...original, config: without(config, ['image_resource']) };
    if (id === undefined) return original;
    const image = [...context.images].find(([, one]) => one === id)?.[0];
    used.add(image);
    return { ...original, image, config: without(config, ['image_resource']) };
  }

  function expectedNest(original: JsonObject, actual: JsonObject, at: string): JsonObject {
    const lists = LISTS.filter((key) => Array.isArray(original[key])).map((key) => {
      const result = listOf(actual[key === 'aggregate' ? 'in_parallel' : key]);
      const steps = listOf(original[key]).map((step, index) =>
        expectedStep(step, result[index], `${at}.${key}[${index}]`),
      );
      return [key === 'aggregate' ? 'in_parallel' : key, steps];
    });
    const attempt =
      original['try'] === undefined ? {} : { try: expectedStep(original['try'], actual['try'], `${at}.try`) };
    const nested = {
      ...without(original, ['aggregate']),
      ...Object.fromEntries(lists),
      ...attempt,
    };
    const parallel = original['in_parallel'];
    if (parallel === undefined) return nested;
    return {
      ...nested,
      in_parallel: expectedParallel(parallel, actual['in_parallel'], `${at}.in_parallel`),
    };
  }

  function expectedParallel(original: unknown, result: unknown, at: string): unknown {
    if (Array.isArray(original)) {
      return original.map((step, index) => expectedStep(step, listOf(result)[index], `${at}[${index}]`));
    }
    if (!isObject(original)) return original;
    const inner = listOf(objectOf(result)['steps']);
    const steps = listOf(original['steps']).map((step, index) =>
      expectedStep(step, inner[index], `${at}.steps[${index}]`),
    );
    return { ...original, steps };
  }
}

/** The gets of images at the head of a plan, alone or in one `in_parallel`; none when the plan starts as before. */
function leadingGets(step: unknown, { images }: Context): JsonObject[] {
  const first = objectOf(step);
  const gets = (Array.isArray(first['in_parallel']) ? first['in_parallel'] : [first]).map(objectOf);
  const areOurs = gets.length > 0 && gets.every((get) => images.has(String(get['get'])));
  if (!areOurs) return [];
  for (const get of gets) {
    expect(Object.keys(without(get, ['tags'])).sort()).toEqual(['get', 'params']);
    expect(get['params']).toEqual({ unpack: true });
  }
  return gets;
}

function expectedGet(original: JsonObject, { file, resources }: Context): JsonObject {
  const name = original['resource'] ?? original['get'];
  const index = resources.findIndex((item) => objectOf(item)['name'] === name);
  const id = mirrored(file, `resources[${index}]`);
  if (id === undefined) return original;
  const pinned = isObject(original['version']) ? ['version'] : [];
  const kind = file.drafts.find((draft) => draft.id === id)?.kind;
  if (kind === 's3') return without(original, pinned);
  const kept = without(original, [...pinned, 'params']);
  return kind === 'file' ? kept : { ...kept, params: { unpack: true } };
}

/** Keys that are in both stand in the same order in both, all the way down. */
function expectSameOrder(before: unknown, after: unknown, path: string): void {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, item] of before.entries()) expectSameOrder(item, after[index], `${path}[${index}]`);
  }
  if (!isObject(before) || !isObject(after)) return;
  const common = (from: JsonObject, other: JsonObject) =>
    Object.keys(from).filter((key) => Object.hasOwn(other, key));
  expect(common(after, before), `order of keys at ${path}`).toEqual(common(before, after));
  for (const [key, value] of Object.entries(before)) expectSameOrder(value, after[key], `${path}.${key}`);
}
