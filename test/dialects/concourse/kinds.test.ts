import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/dialects/dialect.ts';
import { type AnalyzeOptions, analyzed } from './analyzed.ts';

/** What a resource is, of a pipeline that gets it once. */
async function classified(
  resource: string,
  { types = '', get = '{get: r}', ...options }: AnalyzeOptions & { types?: string; get?: string } = {},
): Promise<Draft | undefined> {
  const text = `${types === '' ? '' : `resource_types:\n${types}`}resources:\n- {name: r, ${resource}}\njobs:\n- name: j\n  plan:\n  - ${get}\n`;
  const { drafts } = await analyzed(text, options);
  return drafts.find((draft) => draft.reference.role === 'resource');
}

const TYPE = (name: string, repository: string, type = 'registry-image') =>
  `- {name: ${name}, type: ${type}, source: {repository: ${repository}}}\n`;
const GIT = 'source: {uri: "https://git.example/r.git", branch: main}';
const TIME = 'source: {interval: 1h}';

describe('a resource type', () => {
  it.each([
    [
      'git',
      'a mirror of its own image',
      `type: git, ${GIT}`,
      TYPE('git', 'reg.example/mirror/git-resource'),
      'mirror',
      'git',
    ],
    [
      'another name',
      'the git image',
      `type: source, ${GIT}`,
      TYPE('source', 'concourse/git-resource'),
      'mirror',
      'git',
    ],
    [
      'git',
      'an image that is not known',
      `type: git, ${GIT}`,
      TYPE('git', 'example/own-git'),
      'unsupported',
      'git',
    ],
    [
      'time',
      'an image that is not known',
      `type: time, ${TIME}`,
      TYPE('time', 'example/clock'),
      'unsupported',
      'time',
    ],
    ['time', 'its own image', `type: time, ${TIME}`, TYPE('time', 'concourse/time-resource'), 'keep', 'time'],
    [
      'git',
      'no image at all',
      `type: git, ${GIT}`,
      '- {name: git, type: s3, source: {repository: concourse/git-resource}}\n',
      'unsupported',
      'git',
    ],
    [
      'registry-image',
      'itself',
      `type: registry-image, source: {repository: alpine}`,
      TYPE('registry-image', 'concourse/registry-image-resource'),
      'mirror',
      'image',
    ],
    [
      'file-url',
      'any image',
      'type: file-url, source: {url: "https://files.example/f"}',
      TYPE('file-url', 'example/fetcher'),
      'mirror',
      'file',
    ],
  ])('called %s and declared with %s', async (_name, _image, resource, types, disposition, kind) => {
    expect(await classified(resource, { types })).toMatchObject({ disposition, kind });
  });

  it('says that a shadowed base type is not the one that is known', async () => {
    const draft = await classified(`type: git, ${GIT}`, { types: TYPE('git', 'example/own-git') });
    expect(draft?.reason).toBe(
      'resource type `git` is not supported: this pipeline declares it with an image that is not known',
    );
  });

  it('that is not known is kept where its host is internal', async () => {
    const options = { internal: ['harbor.internal'] };
    expect(
      await classified('type: scan, source: {repository: harbor.internal/team/app}', options),
    ).toMatchObject({ disposition: 'keep', reason: 'harbor.internal is internal' });
  });
});

describe('the id of an artifact', () => {
  const git = (more: string) => `type: git, source: {uri: "https://git.example/r.git", branch: main${more}}`;

  it.each([
    ['a plain get', git(''), '{get: r}', 'git:https://git.example/r.git@main'],
    ['a secret', git(', private_key: x'), '{get: r}', 'git:https://git.example/r.git@main'],
    [
      'an option that is usual anyway',
      git(''),
      '{get: r, params: {submodules: all}}',
      'git:https://git.example/r.git@main',
    ],
    ['a shallow get', git(''), '{get: r, params: {depth: 1}}', 'git:https://git.example/r.git@main#depth=1'],
    [
      'another selection',
      git(', paths: [ci/**]'),
      '{get: r}',
      'git:https://git.example/r.git@main#paths=ci/**',
    ],
    ['a tag filter', git(', tag_filter: v*'), '{get: r}', 'git:https://git.example/r.git@v*'],
    ['a pin', git(', paths: [ci/**]'), '{get: r, version: {ref: abc}}', 'git:https://git.example/r.git@abc'],
    [
      'an image',
      'type: registry-image, source: {repository: alpine}',
      '{get: r}',
      'image:docker.io/library/alpine:latest',
    ],
    [
      'an image for another platform',
      'type: registry-image, source: {repository: alpine, platform: {architecture: arm64}}',
      '{get: r}',
      'image:docker.io/library/alpine:latest#linux/arm64',
    ],
    [
      'an image with the files of docker-image',
      'type: docker-image, source: {repository: alpine}',
      '{get: r}',
      'image:docker.io/library/alpine:latest#docker-image',
    ],
    [
      'an image without its layers',
      'type: registry-image, source: {repository: alpine}',
      '{get: r, params: {skip_download: true}}',
      'image:docker.io/library/alpine:latest#metadata',
    ],
    [
      'a file under another name',
      'type: curl, source: {url: "https://files.example/f", filename: g}',
      '{get: r}',
      'file:https://files.example/f#g',
    ],
    [
      'a response',
      'type: http-resource, source: {url: "https://files.example/f"}',
      '{get: r}',
      'file:https://files.example/f#http-resource',
    ],
  ])('tells contents of one locator apart: %s', async (_what, resource, get, id) => {
    expect(await classified(resource, { get })).toMatchObject({ id, disposition: 'mirror' });
  });

  it('is short for many options, and the same for the same ones', async () => {
    const resource = git(', paths: [one/**, two/**, three/**], ignore_paths: [four/**, five/**]');
    const [one, two] = await Promise.all([classified(resource), classified(resource)]);
    expect(one?.id).toMatch(/^git:https:\/\/git\.example\/r\.git@main#[0-9a-f]{12}$/);
    expect(two?.id).toBe(one?.id);
  });

  it('lets a resource be mirrored whose twin is put to', async () => {
    const { drafts } = await analyzed(
      `resources:\n- {name: in, ${git('')}}\n- {name: out, ${git('')}}\njobs:\n- name: j\n  plan: [{get: in}, {put: out}]\n`,
    );
    expect(drafts.map(({ id, disposition }) => [id, disposition])).toEqual([
      ['git:https://git.example/r.git@main', 'mirror'],
      ['git:https://git.example/r.git@main#put', 'unsupported'],
    ]);
  });
});

describe('a pin', () => {
  it.each([
    ['git', `type: git, ${GIT}`, '{tag: v1}', 'the pinned version names no `ref`'],
    [
      'an image',
      'type: registry-image, source: {repository: alpine}',
      '{tag: "3"}',
      'the pinned version names no `digest`',
    ],
    [
      's3',
      'type: s3, source: {bucket: b, regexp: "a-(.*).tgz"}',
      '{key: a}',
      'the pinned version names no `path` or `version_id`',
    ],
  ])('of %s that names no version is said', async (_what, resource, version, reason) => {
    expect(await classified(`${resource}, version: ${version}`)).toMatchObject({
      disposition: 'unsupported',
      reason,
    });
  });

  it.each([
    ['latest', '{get: r, version: latest}'],
    ['every', '{get: r, version: every}'],
  ])('is no pin when it says %s', async (_what, get) => {
    expect(await classified(`type: git, ${GIT}`, { get })).toMatchObject({ disposition: 'mirror' });
  });
});
