import { describe, expect, it } from 'vitest';
import { analyzed } from './analyzed.ts';

const IMAGE = '{type: registry-image, source: {repository: alpine, tag: "3.20"}}';

function job(plan: string): string {
  return `jobs:\n- name: build\n  plan:\n${plan}`;
}

describe('where artifacts are found', () => {
  it.each([
    ['do', '  - do:\n    - {task: t, config: {platform: linux, image_resource: IMAGE}}'],
    [
      'in_parallel list',
      '  - in_parallel:\n    - {task: t, config: {platform: linux, image_resource: IMAGE}}',
    ],
    [
      'in_parallel map',
      '  - in_parallel:\n      steps:\n      - {task: t, config: {platform: linux, image_resource: IMAGE}}',
    ],
    ['aggregate', '  - aggregate:\n    - {task: t, config: {platform: linux, image_resource: IMAGE}}'],
    ['try', '  - try: {task: t, config: {platform: linux, image_resource: IMAGE}}'],
    [
      'a hook of a step',
      '  - get: x\n    on_failure: {task: t, config: {platform: linux, image_resource: IMAGE}}',
    ],
    [
      'a hook of a hook',
      '  - get: x\n    ensure: {do: [], on_abort: {try: {task: t, config: {platform: linux, image_resource: IMAGE}}}}',
    ],
    [
      'a hook of the job',
      '  - get: x\n  on_success: {task: t, config: {platform: linux, image_resource: IMAGE}}',
    ],
    [
      'across',
      '  - {task: t, across: [{var: v, values: [1]}], config: {platform: linux, image_resource: IMAGE}}',
    ],
    ['an alias', '  - &step {task: t, config: {platform: linux, image_resource: IMAGE}}\n  - *step'],
    ['a merge key', '  - <<: {task: t}\n    config: {<<: {platform: linux}, image_resource: IMAGE}'],
  ])('finds a task image in %s', async (_where, plan) => {
    const { drafts } = await analyzed(job(plan.replaceAll('IMAGE', IMAGE)));
    const ids = new Set(drafts.map((draft) => draft.id));
    expect(ids).toEqual(new Set(['image:docker.io/library/alpine:3.20']));
  });

  it('points at the value of image_resource in a task file', async () => {
    const { drafts } = await analyzed(
      `resources:\n- {name: ci, type: git, source: {uri: https://git.example/ci.git, branch: main}}\n${job('  - get: ci\n  - {task: unit, file: ci/tasks/unit.yml}')}`,
      {
        files: {
          'tasks/unit.yml': `---\nplatform: linux\nimage_resource:\n  type: registry-image\n  source: {repository: golang}\n`,
        },
      },
    );
    const image = drafts.find((draft) => draft.kind === 'image');
    expect(image?.id).toBe('image:docker.io/library/golang:latest');
    expect(image?.reference).toEqual({
      file: 'tasks/unit.yml',
      line: 4,
      column: 3,
      path: 'image_resource',
      role: 'task-image',
    });
  });

  it('points at the declaration of a resource', async () => {
    const { drafts } = await analyzed(
      `resources:\n- name: a\n  type: time\n- name: ci\n  type: git\n  source: {uri: git@git.example:team/ci.git}\n${job('  - get: ci\n  - get: a')}`,
    );
    const git = drafts.find((draft) => draft.kind === 'git');
    expect(git?.locator).toBe('git@git.example:team/ci.git@HEAD');
    expect(git?.reference).toMatchObject({ line: 4, column: 3, path: 'resources[1]', role: 'resource' });
  });

  it('ignores the image of a task for another platform', async () => {
    const { drafts, findings } = await analyzed(
      job(`  - {task: t, config: {platform: darwin, image_resource: ${IMAGE}}}`),
    );
    expect([...drafts, ...findings]).toEqual([]);
  });

  it('passes the vars of a step to its task file', async () => {
    const { drafts } = await analyzed(
      `resources:\n- {name: ci, type: git, source: {uri: https://git.example/ci.git}}\n${job('  - get: ci\n  - {task: t, file: ci/t.yml, vars: {tag: ((version))}}')}`,
      {
        vars: { version: '1.2' },
        files: {
          't.yml':
            'platform: linux\nimage_resource: {type: registry-image, source: {repository: r.example/x, tag: ((tag))}}',
        },
      },
    );
    expect(drafts.map((draft) => draft.locator)).toContain('r.example/x:1.2');
  });
});

describe('what can not be made offline', () => {
  const resource = (text: string, plan: string) => `resources:\n- ${text}\n${job(plan)}`;

  it.each([
    [
      'an unknown type',
      '{name: r, type: slack, source: {url: https://x}}',
      '  - get: r',
      'unsupported-resource-type',
    ],
    [
      'a variable without a value',
      '{name: r, type: git, source: {uri: ((uri))}}',
      '  - get: r',
      'unresolved-variable',
    ],
    [
      'a put to the outside',
      '{name: r, type: git, source: {uri: https://git.example/r.git}}',
      '  - put: r',
      'put-outside',
    ],
    [
      'an option that changes the content',
      '{name: r, type: git, source: {uri: https://git.example/r.git, git_crypt_key: x}}',
      '  - get: r',
      'unsupported-option',
    ],
    [
      'an image as a tarball',
      '{name: r, type: registry-image, source: {repository: x}}',
      '  - {get: r, params: {format: oci}}',
      'unsupported-option',
    ],
    [
      'one resource with different params',
      '{name: r, type: git, source: {uri: https://git.example/r.git}}',
      '  - {get: r, params: {depth: 1}}\n  - {get: s, resource: r}',
      'unsupported-option',
    ],
    [
      'set_pipeline',
      '{name: r, type: git, source: {uri: https://git.example/r.git}}',
      '  - get: r\n  - {set_pipeline: self, file: r/p.yml}',
      'set-pipeline',
    ],
    [
      'a task file of a task output',
      '{name: r, type: time, source: {interval: 1h}}',
      '  - get: r\n  - {task: t, file: out/t.yml}',
      'dynamic-file',
    ],
    [
      'a resource that nothing uses',
      '{name: r, type: time, source: {}}',
      '  - {task: t, config: {platform: darwin}}',
      'unused-resource',
    ],
    [
      'a step without its resource',
      '{name: r, type: time, source: {}}',
      '  - get: r\n  - get: missing',
      'pipeline-invalid',
    ],
    [
      'a task without image',
      '{name: r, type: time, source: {}}',
      '  - get: r\n  - {task: t, config: {platform: linux}}',
      'task-without-image',
    ],
  ])('says so of %s', async (_what, declaration, plan, rule) => {
    const { findings } = await analyzed(resource(declaration, plan));
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  it('keeps what is internal, whatever its type', async () => {
    const { drafts, findings } = await analyzed(
      resource('{name: r, type: anything, source: {uri: https://git.internal/x}}', '  - put: r'),
      { internal: ['git.internal'] },
    );
    expect(drafts.map((draft) => draft.disposition)).toEqual(['keep']);
    expect(findings).toEqual([]);
  });

  it('does not need a secret that only fetching uses', async () => {
    const { drafts } = await analyzed(
      resource(
        '{name: r, type: git, source: {uri: https://git.example/r.git, password: ((secret))}}',
        '  - get: r',
      ),
    );
    expect(drafts[0]).toMatchObject({ disposition: 'mirror', credentials: {} });
  });

  it('keeps a login of an address out of locator and request', async () => {
    const { drafts } = await analyzed(
      resource(
        '{name: r, type: git, source: {uri: "https://me:hunter2@git.example/r.git", branch: main}}',
        '  - get: r',
      ),
    );
    expect(drafts[0]?.credentials).toEqual({ username: 'me', password: 'hunter2' });
    expect(JSON.stringify([drafts[0]?.locator, drafts[0]?.request, drafts[0]?.id])).not.toContain('hunter2');
  });
});

describe('resource types', () => {
  const types =
    'resource_types:\n- {name: fetch, type: registry-image, source: {repository: pivotalservices/concourse-curl-resource}}\n- {name: notify, type: registry-image, source: {repository: example/notify}}\n';

  it('knows a custom type by its image', async () => {
    const { drafts } = await analyzed(
      `${types}resources:\n- {name: f, type: fetch, source: {url: https://files.example/a.ova, filename: a.ova}}\n- {name: n, type: notify, source: {url: https://chat.internal}}\n${job('  - get: f\n  - put: n')}`,
      { internal: ['chat.internal'] },
    );
    const byLocator = new Map(drafts.map((draft) => [draft.locator, draft.disposition]));
    expect(byLocator.get('https://files.example/a.ova')).toBe('mirror');
    expect(byLocator.get('docker.io/pivotalservices/concourse-curl-resource:latest')).toBe('keep');
    expect(byLocator.get('docker.io/example/notify:latest')).toBe('mirror');
  });
});

describe('names', () => {
  it.each([
    ['ubuntu', 'docker.io/library/ubuntu:latest'],
    ['example/app', 'docker.io/example/app:latest'],
    ['localhost:5000/app', 'localhost:5000/app:latest'],
    ['ghcr.io/a/b', 'ghcr.io/a/b:latest'],
    [`ubuntu@sha256:${'a'.repeat(64)}`, `docker.io/library/ubuntu@sha256:${'a'.repeat(64)}`],
  ])('normalizes the image %s', async (repository, locator) => {
    const { drafts } = await analyzed(
      job(
        `  - {task: t, config: {platform: linux, image_resource: {type: docker-image, source: {repository: "${repository}"}}}}`,
      ),
    );
    expect(drafts[0]?.locator).toBe(locator);
  });

  it('reads an unquoted tag as Concourse does', async () => {
    const { drafts } = await analyzed(
      job(
        '  - {task: t, config: {platform: linux, image_resource: {type: docker-image, source: {repository: x, tag: 1.10}}}}',
      ),
    );
    expect(drafts[0]?.locator).toBe('docker.io/library/x:1.1');
  });
});

describe('what a report does not show', () => {
  it('shows only the host of a type that it does not know', async () => {
    const { drafts, findings } = await analyzed(
      `resources:\n- {name: s, type: slack, source: {url: ((hook))}}\n${job('  - put: s')}`,
      { vars: { hook: 'https://hooks.example/services/T0/B1/SECRET' } },
    );
    expect(drafts[0]?.locator).toBe('hooks.example');
    expect(JSON.stringify([drafts, findings])).not.toContain('SECRET');
  });

  it('shows the path of a task file as it is written', async () => {
    const { findings } = await analyzed(
      `resources:\n- {name: r, type: time, source: {}}\n${job('  - get: r\n  - {task: t, file: r/((secret)).yml}')}`,
      { vars: { secret: 'hunter2' } },
    );
    expect(findings.map((finding) => finding.rule)).toContain('dynamic-file');
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });
});

describe('one finding for one fact', () => {
  it('says a put once', async () => {
    const { findings } = await analyzed(
      `resources:\n- {name: r, type: git, source: {uri: https://git.example/r.git}}\n${job('  - put: r')}`,
    );
    expect(findings.map((finding) => finding.rule)).toEqual(['put-outside']);
  });

  it('says why a git resource gives no task file', async () => {
    const { findings } = await analyzed(
      `resources:\n- {name: r, type: git, source: {uri: ((uri))}}\n${job('  - get: r\n  - {task: t, file: r/t.yml}')}`,
    );
    const [dynamic] = findings.filter((finding) => finding.rule === 'dynamic-file');
    expect(dynamic?.message).toContain('no value for ((uri))');
  });
});

it('refuses a ytt template that YAML can read', async () => {
  const text = `#@ load("@ytt:data", "data")\n${job('  - get: #@ name\n')}`;
  await expect(analyzed(text)).rejects.toThrow(/ytt template/);
});
