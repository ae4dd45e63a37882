import { describe, expect, it } from 'vitest';
import { analyzed, regexpOf, rewriteAll } from './analyzed.ts';
import { expectInvariants } from './invariants.ts';

const IMAGE = '{type: registry-image, source: {repository: alpine, tag: "3.20"}}';
const ALPINE = regexpOf('image:docker.io/library/alpine:3.20');
const GIT = regexpOf('git:https://git.example/r.git@main');
const STORE = 'endpoint: ((s3_endpoint)), bucket: ((s3_bucket)), use_path_style: true';
const RESOURCE = '{name: r, type: git, source: {uri: https://git.example/r.git, branch: main}}';
const REWRITTEN = `{name: r, type: s3, source: {${STORE}, regexp: ${GIT}}}`;
const IMAGE_RESOURCE = (indent: string) =>
  [
    '- name: offline-image-alpine-3.20',
    '  type: s3',
    '  source:',
    '    endpoint: ((s3_endpoint))',
    '    bucket: ((s3_bucket))',
    '    use_path_style: true',
    `    regexp: ${ALPINE}`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('');

async function offline(text: string): Promise<string> {
  const file = await analyzed(text, { internal: ['git.internal'] });
  const result = rewriteAll(file);
  expectInvariants(text, file, result);
  return result;
}

/** The offline form of a plan, of a pipeline with the git resource `r`. */
async function offlinePlan(plan: string): Promise<string> {
  const result = await offline(`resources:\n- ${RESOURCE}\njobs:\n- name: j\n${plan}`);
  return result.slice(result.indexOf('- name: j\n') + '- name: j\n'.length);
}

describe('a get', () => {
  it.each([
    ['on one line', '  plan: [{get: r}]\n', '  plan: [{get: r, params: {unpack: true}}]\n'],
    ['without braces', '  plan: [get: r]\n', '  plan: [{get: r, params: {unpack: true}}]\n'],
    ['as an item on one line', '  plan:\n  - {get: r}\n', '  plan:\n  - {get: r, params: {unpack: true}}\n'],
    [
      'with a comment',
      '  plan:\n  - get: r\t# tab # and more\n',
      '  plan:\n  - get: r\t# tab # and more\n    params: {unpack: true}\n',
    ],
    [
      'with quoted keys',
      '  plan:\n  - "get": r\n    \'trigger\': true\n',
      '  plan:\n  - "get": r\n    params: {unpack: true}\n    \'trigger\': true\n',
    ],
    [
      'with an explicit key',
      '  plan:\n  - ? get\n    : r\n',
      '  plan:\n  - ? get\n    : r\n    params: {unpack: true}\n',
    ],
    [
      'with params of several lines',
      '  plan:\n  - get: r\n    params:\n      # why\n      depth: 0 # all\n    trigger: true\n',
      '  plan:\n  - get: r\n    params: {unpack: true}\n    trigger: true\n',
    ],
    [
      'with params first',
      '  plan:\n  - params: {depth: 0}\n    get: r\n',
      '  plan:\n  - params: {unpack: true}\n    get: r\n',
    ],
    [
      'with a pin first',
      '  plan:\n  - version: {ref: abc}\n    # ours\n    get: r\n',
      '  plan:\n  -\n    # ours\n    get: r\n    params: {unpack: true}\n',
    ],
    [
      'with a pin last',
      '  plan:\n  - get: r\n    version:\n      ref: abc\n',
      '  plan:\n  - get: r\n    params: {unpack: true}\n',
    ],
    [
      'that takes every version',
      '  plan: [{get: r, version: every}]\n',
      '  plan: [{get: r, params: {unpack: true}, version: every}]\n',
    ],
    [
      'under another name',
      '  plan: [{get: src, resource: r}]\n',
      '  plan: [{get: src, params: {unpack: true}, resource: r}]\n',
    ],
    [
      'in lines in flow style',
      '  plan: [\n    {\n      get: r, # it\n      passed: []\n    },\n   ]\n',
      '  plan: [\n    {\n      get: r, params: {unpack: true}, # it\n      passed: []\n    },\n   ]\n',
    ],
  ])('%s', async (_how, plan, expected) => {
    expect(await offlinePlan(plan)).toBe(expected);
  });
});

describe('a task', () => {
  const get = '- get: offline-image-alpine-3.20\n    params: {unpack: true}\n';

  it.each([
    [
      'below a comment',
      `  plan:\n  # first\n  - task: t # it\n    config:\n      image_resource: ${IMAGE}\n      platform: linux\n`,
      `  plan:\n  ${get}  # first\n  - task: t # it\n    image: offline-image-alpine-3.20\n    config:\n      platform: linux\n`,
    ],
    [
      'with its config first',
      `  plan:\n  - config:\n      platform: linux\n      image_resource: ${IMAGE}\n    task: t\n`,
      `  plan:\n  ${get}  - config:\n      platform: linux\n    task: t\n    image: offline-image-alpine-3.20\n`,
    ],
    [
      'that ends with a block scalar',
      `  plan:\n  - config:\n      platform: linux\n      image_resource: ${IMAGE}\n      run:\n        path: sh\n        args:\n        - |\n          a\n\n          b\n    # end\n    task: t\n`,
      `  plan:\n  ${get}  - config:\n      platform: linux\n      run:\n        path: sh\n        args:\n        - |\n          a\n\n          b\n    # end\n    task: t\n    image: offline-image-alpine-3.20\n`,
    ],
    [
      'in a hook of a job with an empty plan',
      `  plan: []\n  ensure: {task: t, config: {platform: linux, image_resource: ${IMAGE}}}\n`,
      '  plan: [{get: offline-image-alpine-3.20, params: {unpack: true}}]\n  ensure: {task: t, image: offline-image-alpine-3.20, config: {platform: linux}}\n',
    ],
    [
      'in a hook of a job without plan',
      `  ensure: {task: t, config: {platform: linux, image_resource: ${IMAGE}}}\n`,
      `  plan:\n    ${get.replaceAll('\n  ', '\n    ')}  ensure: {task: t, image: offline-image-alpine-3.20, config: {platform: linux}}\n`,
    ],
  ])('%s', async (_how, plan, expected) => {
    const result = await offlinePlan(plan);
    expect(result).toBe(expected);
  });

  it('that has an image loses only the one that it does not use', async () => {
    expect(
      await offlinePlan(
        `  plan:\n  - get: r\n  - {task: t, image: r, config: {platform: linux, image_resource: ${IMAGE}}}\n`,
      ),
    ).toBe(
      '  plan:\n  - get: r\n    params: {unpack: true}\n  - {task: t, image: r, config: {platform: linux}}\n',
    );
  });

  it('keeps params that are called like steps and images', async () => {
    const plan =
      '  plan:\n  - task: t\n    params: {aggregate: [1], image_resource: x, get: r}\n    config:\n      platform: darwin\n      params: {image_resource: {type: x}}\n';
    expect(await offlinePlan(plan)).toBe(plan);
  });

  it('gets an image under a name that no output has', async () => {
    const result = await offlinePlan(
      `  plan:\n  - {task: a, config: {platform: darwin, outputs: [{name: o}]}, output_mapping: {o: offline-image-alpine-3.20}}\n  - {task: b, config: {platform: linux, image_resource: ${IMAGE}}}\n`,
    );
    expect(result).toContain('- get: offline-image-alpine-3.20-2\n');
    expect(result).toContain('{task: b, image: offline-image-alpine-3.20-2, config: {platform: linux}}');
  });
});

describe('resources', () => {
  const task = `{task: t, config: {platform: linux, image_resource: ${IMAGE}}}`;

  it.each([
    ['none', 'resources: []\n', `resources:\n${IMAGE_RESOURCE('  ')}`],
    ['nothing', 'resources: # none\n', `resources:\n${IMAGE_RESOURCE('  ').trimEnd()} # none\n`],
    [
      'an indented list',
      'resources:\n    - {name: c, type: time, source: {}}\n',
      `resources:\n    - {name: c, type: time, source: {}}\n${IMAGE_RESOURCE('    ')}`,
    ],
    [
      'one that loses its last line',
      `resources:\n- name: r\n  type: git\n  source: {uri: https://git.example/r.git, branch: main}\n  webhook_token: x\n`,
      `resources:\n- name: r\n  type: s3\n  source:\n    endpoint: ((s3_endpoint))\n    bucket: ((s3_bucket))\n    use_path_style: true\n    regexp: ${GIT}\n${IMAGE_RESOURCE('')}`,
    ],
  ])('beside %s', async (_what, resources, expected) => {
    const jobs = `jobs:\n- name: j\n  plan: [${task}]\n`;
    const result = await offline(`${resources}${jobs}`);
    expect(result.slice('# Generated\n'.length, result.indexOf('jobs:'))).toBe(expected);
  });

  it('lose a pin, a token and a secret that stand side by side in flow style', async () => {
    const declared = RESOURCE.replace(
      '}}',
      '}, version: {ref: x}, webhook_token: y, expose_build_created_by: true}',
    );
    const result = await offline(`resources: [${declared}]\njobs: [{name: j, plan: [{get: r}]}]\n`);
    const pinned = REWRITTEN.replace(GIT, regexpOf('git:https://git.example/r.git@x'));
    expect(result).toContain(`resources: [${pinned}]\n`);
  });

  it('end where the document ends', async () => {
    const result = await offline(
      `jobs:\n- name: j\n  plan:\n  - config:\n      platform: linux\n      image_resource: ${IMAGE}\n    task: t`,
    );
    expect(result).toBe(
      `# Generated\njobs:\n- name: j\n  plan:\n  - get: offline-image-alpine-3.20\n    params: {unpack: true}\n  - config:\n      platform: linux\n    task: t\n    image: offline-image-alpine-3.20\n\nresources:\n${IMAGE_RESOURCE('').trimEnd()}`,
    );
  });
});

describe('resource types', () => {
  const type = (name: string) =>
    `{name: ${name}, type: registry-image, source: {repository: example/${name}}}`;
  const jobs =
    'resources: [{name: k, type: kept, source: {uri: "https://git.internal/k"}}]\njobs: [{name: j, plan: [put: k]}]\n';

  it.each([
    [
      'at the end of a flow list',
      `resource_types: [${type('kept')}, ${type('b')}, ${type('c')}]\n`,
      /^resource_types: \[\{name: kept, type: s3, [^\n]*params: \{unpack: true\}\}\]\n/,
    ],
    [
      'around in a list',
      `resource_types:\n# one\n- ${type('b')}\n# two\n- ${type('kept')}\n# three\n- ${type('c')}\n# end\n`,
      /^resource_types:\n# two\n- \{name: kept, [^\n]*\}\n# end\n/,
    ],
    [
      'after blank lines',
      `resource_types:\n- ${type('kept')}\n\n# ---\n\n- ${type('c')}\n\n`,
      /^resource_types:\n- \{name: kept, [^\n]*\}\n\n# ---\n\n\n/,
    ],
  ])('that nothing needs go %s', async (_where, types, expected) => {
    const result = await offline(`${types}${jobs}`);
    expect(result.slice('# Generated\n'.length)).toMatch(expected);
  });

  it('go altogether, their key too', async () => {
    const result = await offline(
      `resource_types:\n- ${type('b')}\n\nresources: [${RESOURCE}]\njobs: [{name: j, plan: [get: r]}]\n`,
    );
    expect(result.slice('# Generated\n'.length)).toMatch(/^\n?resources: \[/);
  });
});
