import { describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyzed, regexpOf, rewriteAll } from './analyzed.ts';

async function offline(text: string, options: AnalyzeOptions = {}): Promise<string> {
  return rewriteAll(await analyzed(text, options));
}

const GIT = regexpOf('git:https://git.example/r.git@main');
const ALPINE = regexpOf('image:docker.io/library/alpine:3.20');

describe('rewriting a pipeline', () => {
  it('changes only what has to change and keeps comments, order and blank lines', async () => {
    const text = `---
# the tools
resources:
# where we build from
- name: src   # ours
  type: git
  webhook_token: ((hook))
  icon: github
  source:
    uri: https://git.example/r.git
    branch:  main

- name: clock
  type: time
  source: {interval: 24h}

jobs:
- name: build
  plan:
  - get: clock
    trigger: true   # nightly
  - get: src
    passed: []
  # run it
  - task: unit
    config:
      platform: linux
      image_resource:
        type: registry-image
        source: {repository: alpine, tag: "3.20"}
      run: {path: "true"}
`;
    expect(await offline(text)).toBe(`# Generated
---
# the tools
resources:
# where we build from
- name: src   # ours
  type: s3
  icon: github
  source:
    endpoint: ((s3_endpoint))
    bucket: ((s3_bucket))
    use_path_style: true
    regexp: ${GIT}

- name: clock
  type: time
  source: {interval: 24h}
- name: offline-image-alpine-3.20
  type: s3
  source:
    endpoint: ((s3_endpoint))
    bucket: ((s3_bucket))
    use_path_style: true
    regexp: ${ALPINE}

jobs:
- name: build
  plan:
  - get: offline-image-alpine-3.20
    params: {unpack: true}
  - get: clock
    trigger: true   # nightly
  - get: src
    params: {unpack: true}
    passed: []
  # run it
  - task: unit
    image: offline-image-alpine-3.20
    config:
      platform: linux
      run: {path: "true"}
`);
  });

  it('keeps flow style', async () => {
    const text = `resources: [{name: src, type: git, source: {uri: https://git.example/r.git, branch: main}, version: {ref: abc}}]
jobs: [{name: build, plan: [{get: src, version: {ref: abc}}, {task: t, config: {platform: linux, image_resource: {type: registry-image, source: {repository: alpine, tag: "3.20"}}, run: {path: x}}}]}]
`;
    const pinned = regexpOf('git:https://git.example/r.git@abc');
    expect(await offline(text)).toBe(`# Generated
resources: [{name: src, type: s3, source: {endpoint: ((s3_endpoint)), bucket: ((s3_bucket)), use_path_style: true, regexp: ${pinned}}}, {name: offline-image-alpine-3.20, type: s3, source: {endpoint: ((s3_endpoint)), bucket: ((s3_bucket)), use_path_style: true, regexp: ${ALPINE}}}]
jobs: [{name: build, plan: [{get: offline-image-alpine-3.20, params: {unpack: true}}, {get: src, params: {unpack: true}}, {task: t, image: offline-image-alpine-3.20, config: {platform: linux, run: {path: x}}}]}]
`);
  });

  it('writes an aliased plan out before it edits it, and leaves the other job alone', async () => {
    const text = `resources:
- name: src
  type: git
  source: &repo {uri: https://git.example/r.git, branch: main}
jobs:
- name: one
  plan: &plan
  - get: src
    params: &p {depth: 0}   # whole
- name: two
  plan: *plan
`;
    const result = await offline(text);
    expect(result).toContain(
      '- name: one\n  plan: &plan\n  - get: src\n    params: {unpack: true}   # whole\n',
    );
    expect(result).toContain('- name: two\n  plan:\n  - get: src\n    params: {unpack: true}\n');
  });

  it('writes merge keys out where a merged key changes', async () => {
    const text = `base: &base
  type: git
  source:
    uri: https://git.example/r.git
    branch: main
resources:
- <<: *base
  name: src
jobs:
- name: one
  plan: [{get: src}]
`;
    const result = await offline(text);
    expect(result).toContain('base: &base\n  type: git\n');
    expect(result).toContain('- type: s3\n  source:\n    endpoint: ((s3_endpoint))');
    expect(result).not.toContain('<<');
  });

  it('keeps an anchor that something else still needs', async () => {
    const text = `resources:
- name: src
  type: git
  source: &s
    uri: https://git.example/r.git
    branch: main
jobs:
- name: one
  plan:
  - get: src
  - task: t
    params: *s
    config: {platform: darwin}
`;
    const result = await offline(text);
    expect(result).toContain('    params:\n      uri: https://git.example/r.git\n      branch: main\n');
  });

  it('modernizes braces and aggregate', async () => {
    const text = `resources:
- name: src
  type: git
  source: {uri: https://git.example/r.git, branch: main, private_key: {{key}}}
jobs:
- name: one
  plan:
  - aggregate:
    - get: src
  - task: t
    params: {TOKEN: {{token}}}
    config: {platform: darwin}
`;
    const result = await offline(text);
    expect(result).toContain('  - in_parallel:\n    - get: src\n      params: {unpack: true}\n');
    expect(result).toContain('params: {TOKEN: ((token))}');
  });

  it('drops resource types that nothing needs and takes the others from the store', async () => {
    const text = `resource_types:
# curl
- name: file-url
  type: docker-image
  source: {repository: example/concourse-curl-resource}
# notes
- name: notify
  type: docker-image
  source: {repository: example/notify}

resources:
- {name: f, type: file-url, source: {url: "https://files.example/a.ova", filename: a.ova}}
- {name: n, type: notify, source: {url: "https://chat.internal/x"}}
jobs:
- name: one
  plan: [{get: f, params: {x: 1}}, {put: n}]
`;
    const result = await offline(text, { internal: ['chat.internal'] });
    expect(result).not.toContain('curl');
    expect(result).toContain('- name: notify\n  type: s3\n  source:\n    endpoint');
    expect(result).toContain('\n  params: {unpack: true}\n');
    expect(result).toContain('plan: [{get: f}, {put: n}]');
  });

  it('gets all images of a job at once, on the workers that its tasks ask for', async () => {
    const text = `jobs:
- name: one
  plan:
  - {task: a, tags: [edge], config: {platform: linux, image_resource: {type: registry-image, source: {repository: alpine, tag: "3.20"}}}}
  - {task: b, config: {platform: linux, image_resource: {type: registry-image, source: {repository: busybox}}}}
`;
    const result = await offline(text);
    expect(result).toContain(
      '  plan:\n  - in_parallel:\n    - get: offline-image-alpine-3.20\n      params: {unpack: true}\n      tags:',
    );
    expect(result).toContain('\nresources:\n- name: offline-image-alpine-3.20\n  type: s3\n');
  });

  it('finds a free name for an image', async () => {
    const text = `resources:
- {name: offline-image-alpine-3.20, type: time, source: {}}
jobs:
- name: one
  plan:
  - get: offline-image-alpine-3.20
  - {task: a, config: {platform: linux, image_resource: {type: registry-image, source: {repository: alpine, tag: "3.20"}}}}
`;
    expect(await offline(text)).toContain('image: offline-image-alpine-3.20-2');
  });

  it('is stable: analyzing the result of a kept resource changes nothing', async () => {
    const text = 'resources:\n- {name: t, type: time, source: {}}\njobs:\n- name: one\n  plan: [{get: t}]\n';
    expect(await offline(text)).toBe(`# Generated\n${text}`);
  });
});
