import { describe, expect, it } from 'vitest';
import { analyzed } from './analyzed.ts';

const IMAGE = '{type: registry-image, source: {repository: alpine, tag: "3.20"}}';

function job(plan: string): string {
  return `jobs:\n- name: build\n  plan:\n${plan}`;
}

describe('tasks', () => {
  const resources =
    'resources:\n- {name: ci, type: git, source: {uri: https://git.example/ci.git, branch: main}}\n- {name: other, type: git, source: {uri: https://git.example/other.git, branch: main}}\n';
  const files = {
    't.yml':
      'platform: linux\nimage_resource: {type: registry-image, source: {repository: alpine, password: ((registry.password))}}\n',
  };

  async function rules(plan: string, text = resources): Promise<string[]> {
    const { findings } = await analyzed(`${text}${job(plan)}`, { files });
    return findings
      .filter(({ rule }) => rule !== 'unused-resource')
      .map(({ rule, message }) => `${rule}: ${message}`);
  }

  it('name the variables that an image still asks for when it is not used', async () => {
    expect(await rules('  - get: ci\n  - {task: t, file: ci/t.yml}')).toEqual([
      'unresolved-variable: task file `ci/t.yml`: its image_resource, not used offline, still asks for ((registry.password))',
    ]);
    expect(
      await rules('  - get: ci\n  - {task: t, file: ci/t.yml, vars: {registry: {password: none}}}'),
    ).toEqual([]);
  });

  it('take their file from the last step that makes the artifact', async () => {
    const { tasks } = await analyzed(
      `${resources}${job('  - {get: a, resource: other}\n  - {get: ci}\n  - {task: t, file: a/t.yml}')}`,
      { files },
    );
    expect(tasks[0]).toMatchObject({ task: 't', file: 't.yml', resource: 'other' });
  });

  it('may have their file changed by a task before', async () => {
    const writer =
      '{task: bump, config: {platform: darwin, outputs: [{name: out}]}, output_mapping: {out: ci}}';
    expect(
      await rules(
        `  - get: ci\n  - ${writer}\n  - {task: t, file: ci/t.yml, vars: {registry: {password: x}}}`,
      ),
    ).toEqual([
      'dynamic-file: the task file `ci/t.yml` was read as its resource has it, but task `bump` writes there before',
    ]);
  });

  it.each([
    ['a get that comes later', '  - {task: t, file: ci/t.yml}\n  - get: ci', 'no get before it makes `ci`'],
    [
      'a task',
      '  - {task: a, config: {platform: darwin, outputs: [{name: out}]}}\n  - {task: t, file: out/t.yml}',
      'no get before it makes `out`',
    ],
    ['a put', '  - {put: ci}\n  - {task: t, file: ci/t.yml}', 'is not mirrored (`put: ci` writes to it)'],
  ])('can not have their file read from %s', async (_what, plan, why) => {
    expect(await rules(plan)).toContainEqual(expect.stringContaining(why));
  });

  it('in letters other than lower case run in a container too', async () => {
    const { drafts } = await analyzed(
      job(`  - {task: t, config: {platform: Linux, image_resource: ${IMAGE}}}`),
    );
    expect(drafts).toHaveLength(1);
  });

  it('mirror an image_resource of a custom type by its image, and need the type no more', async () => {
    const types =
      'resource_types:\n- {name: our-image, type: registry-image, source: {repository: mirror.example/registry-image-resource}}\n';
    const { drafts } = await analyzed(
      types +
        job(
          '  - {task: t, config: {platform: linux, image_resource: {type: our-image, source: {repository: x}}}}',
        ),
    );
    expect(drafts.map(({ locator, disposition }) => [locator, disposition])).toEqual([
      ['docker.io/library/x:latest', 'mirror'],
      ['mirror.example/registry-image-resource:latest', 'keep'],
    ]);
  });
});

describe('a custom type called s3', () => {
  const types = 'resource_types:\n- {name: s3, type: registry-image, source: {repository: IMAGE}}\n';
  const resource =
    'resources:\n- {name: r, type: s3, source: {bucket: b, regexp: "a-(.*).tgz", endpoint: "https://s3.internal"}}\n';

  it.each([
    ['something still needs it', ['s3.internal'], ['reserved-name']],
    ['nothing needs it offline', [], []],
  ])('matters when %s', async (_when, internal, expected) => {
    const text = `${types.replace('IMAGE', 'concourse/s3-resource')}${resource}${job('  - get: r')}`;
    const { findings } = await analyzed(text, { internal });
    expect(findings.map((finding) => finding.rule)).toEqual(expected);
  });
});
