import { concourse } from '../../../src/dialects/concourse/dialect.ts';
import type { CheckedFile } from '../../../src/dialects/dialect.ts';
import type { LockEntry } from '../../../src/model/lock.ts';
import { STORE_SOURCE } from './analyzed.ts';

function entry(name: string, kind: string, locator: string, unpack = true): LockEntry {
  return {
    id: `${kind}:${locator}`,
    kind,
    name,
    locator,
    version: '1',
    key: `resources/${kind}/${name}/0/${name}-v1.tgz`,
    versionText: 'v1',
    digest: `sha256:${'0'.repeat(64)}`,
    size: 1,
    unpack,
  };
}

const LOCK: Readonly<Record<string, LockEntry>> = {
  'repo-(v1)': entry('repo', 'git', 'https://git.example/r.git@main'),
  'alpine-(v1)': entry('alpine', 'image', 'docker.io/library/alpine:3.20'),
  'tool-(v1)': entry('tool', 'file', 'https://files.example/tool', false),
  'time-(v1)': entry('time', 'image', 'docker.io/concourse/time-resource:latest'),
  'notify-(v1)': entry('notify', 'image', 'docker.io/example/notify:latest'),
};

/** What a check may read. */
export interface World {
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** Checks an offline pipeline against a lock of five objects. */
export function check(text: string, { files = {}, vars = {} }: World = {}): Promise<CheckedFile> {
  return concourse.check(text, 'offline.yml', {
    vars: new Map(Object.entries(vars)),
    surroundings: {
      platform: { os: 'linux', architecture: 'amd64' },
      isInternal: (host) => host === 'git.internal',
      isOwnRepository: () => false,
    },
    entryOf: (regexp) => LOCK[regexp],
    storeSource: STORE_SOURCE,
    readObjectFile: async (object, path) => files[`${object.name}/${path}`],
  });
}

/** The findings of a check, as `rule: message`. */
export async function messages(text: string, world: World = {}): Promise<string[]> {
  const { findings } = await check(text, world);
  return findings.map((finding) => `${finding.rule}: ${finding.message}`);
}

const STORE = 'endpoint: ((s3_endpoint)), bucket: ((s3_bucket)), use_path_style: true';

/** A resource or type that is an object of the store. */
export function object(name: string, regexp: string, more = ''): string {
  return `- {name: ${name}, type: s3, source: {${STORE}, regexp: '${regexp}'}${more}}\n`;
}

export const REPO = object('repo', 'repo-(v1)');
export const IMAGE = object('img', 'alpine-(v1)');
export const GET_REPO = '{get: repo, params: {unpack: true}}';
export const GET_IMAGE = '{get: img, params: {unpack: true}}';

/** A pipeline of one job. */
export function pipeline(resources: string, ...plan: string[]): string {
  return `resources:\n${resources}jobs:\n- name: j\n  plan:\n${plan.map((step) => `  - ${step}\n`).join('')}`;
}
