import { describe, expect, it } from 'vitest';
import { analyzed, rewriteAll } from './analyzed.ts';
import { expectInvariants } from './invariants.ts';

const IMAGE = '{type: registry-image, source: {repository: alpine, tag: "3.20"}}';
const RESOURCES = `resources:
- {name: r, type: git, source: {uri: https://git.example/r.git, branch: main}}
- {name: k, type: git, source: {uri: https://git.internal/k.git, branch: main}}
`;

/** The offline form; fails when anything means something else than before. */
async function offline(text: string): Promise<string> {
  const file = await analyzed(text, { internal: ['git.internal'] });
  const result = rewriteAll(file);
  expectInvariants(text, file, result);
  return result;
}

describe('what an alias means stays, where', () => {
  it.each([
    [
      'a get merges another one that is rewritten',
      `${RESOURCES}jobs:\n- name: j\n  plan:\n  - &g {get: r, trigger: true}\n  - {<<: *g, get: k}\n`,
    ],
    [
      'the merge key stands last',
      `${RESOURCES}jobs:\n- name: j\n  plan:\n  - &g {get: r, params: {depth: 1}}\n  - {get: r, resource: r, params: {depth: 0}, <<: *g}\n`,
    ],
    [
      'a task merges another one and has an image of its own',
      `${RESOURCES}jobs:\n- name: j\n  plan:\n  - &t {task: t, config: {platform: linux, image_resource: ${IMAGE}}}\n  - {image: r, <<: *t, config: {platform: darwin}}\n`,
    ],
    [
      'a removed key would let a merged one show',
      `base: &base {version: {ref: old}, icon: x}\n${RESOURCES}- {<<: *base, name: p, type: git, source: {uri: https://git.example/p.git}, version: {ref: new}}\njobs:\n- name: j\n  plan: [{get: r}, {get: p}]\n`,
    ],
    [
      'a config merges one that is rewritten',
      `${RESOURCES}jobs:\n- name: j\n  plan:\n  - {task: a, config: &c {platform: linux, image_resource: ${IMAGE}}}\n  - {task: b, image: r, config: {<<: *c, image_resource: {type: mock, source: {}}}}\n`,
    ],
    [
      'a parked job is used',
      `park: &job\n  name: j\n  plan:\n  - get: r\n  - {task: t, config: {platform: linux, image_resource: ${IMAGE}}}\n${RESOURCES}jobs:\n- *job\n- {<<: *job, name: other, serial: true}\n`,
    ],
    [
      'a parked step is used',
      `park: &get {get: r}\n${RESOURCES}jobs:\n- name: j\n  plan:\n  - *get\n  - do: [*get]\n    ensure: *get\n`,
    ],
    [
      'steps of in_parallel are shared',
      `${RESOURCES}jobs:\n- name: j\n  plan:\n  - in_parallel: &all {limit: 1, steps: [get: r]}\n- name: l\n  plan:\n  - in_parallel: *all\n`,
    ],
    [
      'an alias names what was replaced',
      `${RESOURCES.replace('source: {', 'source: &s {')}jobs:\n- name: j\n  plan:\n  - {get: r, params: &p {depth: 1}}\n  - {put: k, params: {copy: *p, from: *s }}\n`,
    ],
    [
      'an alias names a key inside of what was replaced',
      `resources:\n- name: r\n  type: git\n  source:\n    uri: https://git.example/r.git\n    private_key: &key |\n      BEGIN\n        x\n      END\n- {name: k, type: git, source: {uri: https://git.internal/k.git, private_key: *key }}\njobs:\n- name: j\n  plan: [{get: r}, {put: k}, {task: t, config: {platform: darwin, params: {KEY: *key }}}]\n`,
    ],
    [
      'the name of an anchor is given again in what was replaced',
      `x: &a {first: 1}\nresources:\n- {name: r, type: git, source: &a {uri: https://git.example/r.git}}\njobs:\n- name: j\n  plan: [{get: r}, {put: r2, params: *a }]\n`,
    ],
    [
      'a name is given again between an anchor and its alias',
      `x: &a {depth: 1}\ny: &all [{get: r, params: *a }]\nz: &a {depth: 2}\n${RESOURCES}jobs:\n- name: j\n  plan: *all\n- name: l\n  plan: [{put: k, params: *a }]\n`,
    ],
    [
      'a type that goes holds an anchor',
      `resource_types:\n- {name: t, type: registry-image, source: &s {repository: example/t}}\n${RESOURCES}jobs:\n- name: j\n  plan: [{get: r}, {put: k, params: *s }]\n`,
    ],
    [
      'a pair is overridden that holds an anchor',
      `x: &base {params: {a: 1}}\n${RESOURCES}jobs:\n- name: j\n  plan:\n  - {get: r, params: &p {depth: 1}, <<: *base }\n  - {put: k, params: *p }\n`,
    ],
    [
      'all is merged from lists',
      `x: &one {get: r, params: {depth: 1}}\ny: &two {trigger: true, params: {depth: 2}}\n${RESOURCES}jobs:\n- name: j\n  plan:\n  - <<: [*two, *one]\n    passed: []\n`,
    ],
    [
      'the whole list of resources is an alias',
      `x: &list\n- {name: r, type: git, source: {uri: https://git.example/r.git}}\nresources: *list\njobs:\n- name: j\n  plan:\n  - get: r\n  - {task: t, config: {platform: linux, image_resource: ${IMAGE}}}\n`,
    ],
    [
      'the whole pipeline is merged',
      `x: &all\n  resource_types: [{name: t, type: registry-image, source: {repository: example/t}}]\n  resources: [{name: r, type: git, source: {uri: https://git.example/r.git}}]\n<<: *all\njobs: [{name: j, plan: [get: r]}]\n`,
    ],
  ])('%s', async (_where, text) => {
    const result = await offline(text);
    expect(result).toContain('type: s3');
  });
});

describe('how aliases are written out', () => {
  it('in the style of what they name, with its comments, and only where something changes', async () => {
    const text = `park:
  base: &base
    # a get of ours
    trigger: true   # at once
    params:
      depth: 1
  other: &other {a: 1}
${RESOURCES}jobs:
- name: j
  plan:
  - get: r
    <<: *base  # as always
  - get: k
    <<: *base
  - put: k
    params: *other
`;
    expect(await offline(text)).toContain(`jobs:
- name: j
  plan:
  - get: r
    # as always
    trigger: true
    params: {unpack: true}
  - get: k
    <<: *base
  - put: k
    params: *other
`);
  });

  it('and what is parked stays as it was', async () => {
    const park = `park: &plan
- get: r
  # the task
- task: t
  config: {platform: linux, image_resource: ${IMAGE}}
`;
    const result = await offline(`${park}${RESOURCES}jobs:\n- name: j\n  plan: *plan # all\n`);
    expect(result).toContain(park);
    expect(result).toContain(`  plan: # all
  - get: offline-image-alpine-3.20
    params: {unpack: true}
  - get: r
    params: {unpack: true}
    # the task
  - task: t
    image: offline-image-alpine-3.20
    config: {platform: linux}
`);
  });
});

describe('aliases that no pipeline has', () => {
  it.each([
    ['an alias bomb', bomb()],
    ['a step that contains itself', `${RESOURCES}jobs:\n- name: j\n  plan: &p [{get: r}, {do: *p }]\n`],
  ])('end in one clear message: %s', async (_what, text) => {
    await expect(offline(text)).rejects.toMatchObject({
      code: 'pipeline',
      message: 'aliases expand to more than a pipeline can hold',
    });
  });
});

function bomb(): string {
  const levels = Array.from({ length: 8 }, (_value, level) =>
    level === 0
      ? 'x0: &x0 [{get: r}]\n'
      : `x${level}: &x${level} [${`{do: *x${level - 1} }, `.repeat(10)}]\n`,
  );
  return `${levels.join('')}${RESOURCES}jobs:\n- name: j\n  plan: *x7\n`;
}
