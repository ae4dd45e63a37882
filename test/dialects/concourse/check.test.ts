import { describe, expect, it } from 'vitest';
import {
  check,
  GET_IMAGE,
  GET_REPO,
  IMAGE,
  messages,
  object,
  pipeline,
  REPO,
  type World,
} from './checked.ts';

describe('an offline pipeline that is closed', () => {
  it.each([
    ['gets objects of the lock', pipeline(REPO, GET_REPO)],
    ['gets a single file', pipeline(object('tool', 'tool-(v1)'), '{get: tool}')],
    [
      'runs a task in an artifact',
      pipeline(REPO + IMAGE, GET_IMAGE, GET_REPO, '{task: t, file: repo/t.yml, image: img}'),
    ],
    [
      'has an inline task',
      pipeline(IMAGE, GET_IMAGE, '{task: t, image: img, config: {platform: linux, run: {path: x}}}'),
    ],
    [
      'runs a task without container',
      pipeline('[]\n', '{task: t, config: {platform: darwin, run: {path: x}}}').replace(
        'resources:\n[]\n',
        '',
      ),
    ],
    [
      'keeps what needs no network',
      pipeline('- {name: c, type: time, source: {interval: 1h}}\n', '{get: c}'),
    ],
    [
      'keeps what is internal',
      pipeline('- {name: c, type: git, source: {uri: "https://git.internal/c.git"}}\n', '{put: c}'),
    ],
    [
      'runs in an image that a put or a task makes',
      pipeline(
        `- {name: made, type: git, source: {uri: "https://git.internal/c.git"}}\n`,
        '{put: made}',
        '{task: a, image: made, config: {platform: linux, outputs: [{name: out}], run: {path: x}}, output_mapping: {out: built}}',
        '{task: b, image: built, config: {platform: linux, run: {path: x}}}',
      ),
    ],
    [
      'has the settings of the store as values',
      pipeline(REPO.replace('((s3_bucket))', 'bits'), GET_REPO),
      { vars: { s3_bucket: 'bits' } },
    ],
    [
      'shadows a base type by its own image',
      `resource_types:\n${object('time', 'time-(v1)', ', params: {unpack: true}')}${pipeline('- {name: c, type: time, source: {interval: 1h}}\n', '{get: c}')}`,
    ],
    [
      'reads a task file that needs no image from outside',
      pipeline(REPO, GET_REPO, '{task: t, file: repo/t.yml, vars: {os: darwin}}'),
      { files: { 'repo/t.yml': 'platform: ((os))\nrun: {path: x}\n' } },
    ],
  ])('%s', async (_what, text, world: World = {}) => {
    expect(await messages(text, world)).toEqual([]);
  });

  it('names its objects and where they stand', async () => {
    const { objects } = await check(pipeline(REPO + IMAGE, GET_REPO, GET_IMAGE));
    expect(objects.map(({ entry: { name }, regexp, at }) => [name, regexp, at.line, at.column])).toEqual([
      ['repo', 'repo-(v1)', 2, 3],
      ['alpine', 'alpine-(v1)', 3, 3],
    ]);
  });
});

describe('a pipeline that is not closed', () => {
  const inline = (config: string) =>
    pipeline(IMAGE, GET_IMAGE, `{task: t, config: {${config}, run: {path: x}}}`);

  it.each([
    [
      'a resource from outside',
      pipeline('- {name: r, type: git, source: {uri: "https://git.example/r.git"}}\n', '{get: r}'),
      'resource `r` still needs the outside: https://git.example/r.git@HEAD',
    ],
    [
      'an object that is not in the lock',
      pipeline(object('r', 'other-(v1)'), '{get: r}'),
      'resource `r` still needs the outside: its object is not in the lock (other-(v1))',
    ],
    [
      'another bucket',
      pipeline(REPO.replace('((s3_bucket))', 'elsewhere'), GET_REPO),
      'its object is not in the lock (repo-(v1))',
    ],
    [
      'another endpoint',
      pipeline(REPO.replace('((s3_endpoint))', 'https://s3.example'), GET_REPO),
      'its object is not in the lock (repo-(v1))',
    ],
    [
      'one setting more',
      pipeline(REPO.replace('regexp:', 'skip_ssl_verification: true, regexp:'), GET_REPO),
      'its object is not in the lock (repo-(v1))',
    ],
    [
      'one setting less',
      pipeline(REPO.replace('use_path_style: true, ', ''), GET_REPO),
      'its object is not in the lock (repo-(v1))',
    ],
    [
      'a pinned object',
      pipeline(object('repo', 'repo-(v1)', ', version: {path: x}'), GET_REPO),
      'resource `repo` pins a version',
    ],
    [
      'a pinned get',
      pipeline(REPO, '{get: repo, params: {unpack: true}, version: {path: x}}'),
      '`get: repo` pins a version',
    ],
    [
      'an archive that stays packed',
      pipeline(REPO, '{get: repo}'),
      '`get: repo` does not unpack its archive',
    ],
    [
      'a type from outside',
      `resource_types:\n- {name: notes, type: registry-image, source: {repository: example/n}}\n${pipeline(REPO, GET_REPO)}`,
      'resource type `notes` still needs the outside: docker.io/example/n:latest',
    ],
    [
      'a packed type',
      `resource_types:\n${object('notify', 'notify-(v1)')}${pipeline(REPO, GET_REPO)}`,
      'resource type `notify` does not unpack its archive',
    ],
    [
      'a type called s3',
      `resource_types:\n${object('s3', 'notify-(v1)', ', params: {unpack: true}')}${pipeline(REPO, GET_REPO)}`,
      'resource type `s3` would take over every s3 resource',
    ],
    [
      'a base type with a strange image',
      `resource_types:\n${object('time', 'notify-(v1)', ', params: {unpack: true}')}${pipeline('- {name: c, type: time, source: {}}\n', '{get: c}')}`,
      'resource `c` still needs the outside',
    ],
    [
      'an image_resource',
      inline('platform: linux, image_resource: {type: registry-image, source: {repository: alpine}}'),
      'task `t` runs in an image from outside: docker.io/library/alpine:latest',
    ],
    [
      'a rootfs',
      inline('platform: linux, rootfs_uri: "docker:///alpine"'),
      'task `t` runs in the image `docker:///alpine` of its worker',
    ],
    ['no image', inline('platform: linux'), 'task `t` names no image'],
    ['a platform that is not known', inline('platform: ((os))'), 'task `t` names no image'],
    ['a platform in other letters', inline('platform: Linux'), 'task `t` names no image'],
    [
      'a variable for an image',
      inline('platform: linux, image_resource: ((image))'),
      'task `t` names no image',
    ],
    [
      'an image that nothing makes',
      pipeline(REPO, GET_REPO, '{task: t, image: img, file: repo/t.yml}'),
      'task `t` runs in the artifact `img`, which no step before it makes',
    ],
    [
      'an image that is made later',
      pipeline(IMAGE, '{task: t, image: img, config: {platform: linux}}', GET_IMAGE),
      'task `t` runs in the artifact `img`, which no step before it makes',
    ],
    [
      'an image known only at run time',
      pipeline(IMAGE, GET_IMAGE, '{task: t, image: ((.:img)), config: {platform: linux}}'),
      'task `t` runs in the artifact `((.:img))`',
    ],
    [
      'a task file of a kept resource',
      pipeline(
        '- {name: c, type: git, source: {uri: "https://git.internal/c.git"}}\n',
        '{get: c}',
        '{task: t, file: c/t.yml}',
      ),
      'task `t` names a task file that can not be read, and no image',
    ],
    [
      'a task file that a task may have written',
      pipeline(
        REPO + IMAGE,
        GET_IMAGE,
        GET_REPO,
        '{task: a, image: img, config: {platform: linux, outputs: [{name: repo}]}}',
        '{task: t, file: repo/t.yml}',
      ),
      'task `t` names a task file that can not be read, and no image',
    ],
    [
      'a task file that is not there',
      pipeline(REPO, GET_REPO, '{task: t, file: repo/none.yml}'),
      'task `t` names the file `none.yml`, which its archive does not hold',
    ],
    [
      'a task file that is no YAML',
      pipeline(REPO, GET_REPO, '{task: t, file: repo/bad.yml}'),
      'task `t` names a task file that is not valid',
    ],
    [
      'a task file with an image from outside',
      pipeline(REPO, GET_REPO, '{task: t, file: repo/t.yml, vars: {tag: "3"}}'),
      'task `t` runs in an image from outside: docker.io/library/alpine:3',
    ],
    [
      'set_pipeline',
      pipeline(REPO, GET_REPO, '{set_pipeline: self, file: repo/p.yml}'),
      '`set_pipeline: self` sets a pipeline',
    ],
    [
      'steps that can not be read',
      pipeline(REPO, GET_REPO, '((more))'),
      'a step is expected here, not `((more))`',
    ],
    [
      'a get without its resource',
      pipeline(REPO, GET_REPO, '{get: other}'),
      '`get: other` names no resource of this pipeline',
    ],
    [
      'a hook from outside',
      pipeline(
        REPO,
        `{get: repo, params: {unpack: true}, on_failure: {do: [{try: {task: t, config: {platform: linux}}}]}}`,
      ),
      'task `t` names no image',
    ],
  ])('is found by %s', async (_what, text, message) => {
    const files = {
      'repo/t.yml':
        'platform: linux\nimage_resource: {type: registry-image, source: {repository: alpine, tag: ((tag))}}\n',
      'repo/bad.yml': 'platform: [\n',
    };
    expect(await messages(text, { files })).toEqual([expect.stringContaining(message)]);
  });

  it('has its faults pointed at', async () => {
    const { findings } = await check(pipeline(REPO, GET_REPO, '{task: t, config: {platform: linux}}'));
    expect(findings[0]).toMatchObject({ file: 'offline.yml', line: 7, column: 5, level: 'error' });
  });
});
