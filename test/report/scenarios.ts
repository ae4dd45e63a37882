import type { Artifact, Reference, Resolved, Role } from '../../src/model/artifact.ts';
import type { Lock, LockEntry } from '../../src/model/lock.ts';
import type { ImageRequest } from '../../src/model/request.ts';
import { finding } from '../../src/model/rules.ts';
import type { TaskUse } from '../../src/model/task.ts';
import type { Report } from '../../src/report/report.ts';

const PIPELINE = 'pipelines/install.yml';

export function reference(line: number, role: Role = 'resource', file = PIPELINE, column = 3): Reference {
  return { file, line, column, path: `resources[${line}]`, role };
}

/** An artifact to mirror, with the parts that a test cares about. */
export function artifact(kind: string, locator: string, parts: Partial<Artifact> = {}): Artifact {
  return {
    id: `${kind}:${locator}`,
    kind,
    name: locator.replace(/[^A-Za-z0-9]+/g, '-'),
    locator,
    disposition: 'mirror',
    reason: null,
    references: [reference(10)],
    resolved: null,
    request: null,
    ...parts,
  };
}

export function lockEntry(of: Artifact, version: string, parts: Partial<LockEntry> = {}): LockEntry {
  return {
    id: of.id,
    kind: of.kind,
    name: of.name,
    locator: of.locator,
    version,
    key: `resources/${of.kind}/${of.name}/0123456789abcdef/${of.name}-1.0.tgz`,
    versionText: '1.0',
    digest: `sha256:${'ab'.repeat(32)}`,
    size: 1_500_000,
    unpack: true,
    ...parts,
  };
}

function resolved(version: string, size: number | null): Resolved {
  return { version, digest: version.startsWith('sha256:') ? version : null, size };
}

function imageRequest(writtenRepository: string, tag: string): ImageRequest {
  return {
    kind: 'image',
    registry: 'docker.io',
    repository: writtenRepository,
    writtenRepository,
    tag,
    digest: null,
    platform: { os: 'linux', architecture: 'amd64' },
    layout: 'image',
    insecure: false,
  };
}

const COMMIT = '3fa1b2c4d5e6f708192a3b4c5d6e7f8091a2b3c4';
const OLD_COMMIT = '00112233445566778899aabbccddeeff00112233';

const GIT = artifact('git', 'https://git.example.com/team/tasks.git@main', {
  name: 'tasks',
  references: [reference(14), reference(3, 'resource', 'pipelines/remove.yml')],
  resolved: resolved(COMMIT, null),
});
const WORKER = artifact('image', 'docker.io/team/worker:latest', {
  references: [reference(4, 'task-image', 'tasks/build.yml'), reference(9, 'task-image', 'tasks/test.yml')],
  resolved: resolved(`sha256:${'12'.repeat(32)}`, 29_536_818),
  request: imageRequest('team/worker', 'latest'),
});
const TYPE_IMAGE = artifact('image', 'docker.io/team/file-resource:2.1', {
  references: [reference(2, 'resource-type')],
  disposition: 'keep',
  reason: 'not needed offline: every resource of this type is mirrored',
});
const FILES = [1, 2, 3, 4, 5, 6].map((number) =>
  artifact('file', `https://files.example.com/appliance-${number}.ova`, {
    name: `appliance-${number}`,
    references: [reference(20 + number)],
    resolved: resolved(`"etag-${number}"`, number * 1_234_567_890),
  }),
);
const BUCKET = artifact('s3', 'https://s3.example.com/releases/((version)).tgz', {
  disposition: 'unresolved',
  reason: 'no value for ((version))',
  references: [reference(40)],
});
const SLACK = artifact('slack-notification', 'alerts', {
  disposition: 'unsupported',
  reason: 'resource type `slack-notification` is not known',
  references: [reference(50)],
});
const TIMER = artifact('time', 'nightly', {
  disposition: 'keep',
  reason: 'needs no network',
  references: [reference(60)],
});

const GONE = artifact('file', 'https://files.example.com/retired.zip', { name: 'retired' });

const TASKS: readonly TaskUse[] = [
  {
    pipeline: PIPELINE,
    job: 'install',
    task: 'install-appliance',
    file: 'tasks/build.yml',
    resource: 'tasks',
    image: { repository: 'team/worker', tag: null },
    inputs: ['tasks', 'appliance-1'],
    outputs: [],
    script: 'tasks/build.sh',
  },
  {
    pipeline: PIPELINE,
    job: 'install',
    task: 'announce',
    file: null,
    resource: null,
    image: { repository: 'busybox', tag: '1.36' },
    inputs: [],
    outputs: ['message'],
    script: 'sh',
  },
];

function lock(...artifacts: readonly LockEntry[]): Lock {
  return { version: 1, prefix: 'offline', artifacts };
}

/** Every disposition, level and kind of change, and a run in which one artifact failed. */
export const RICH: Report = {
  tool: { name: 'offline-gen', version: '0.1.0' },
  inventory: {
    sources: [
      { file: 'pipelines/remove.yml', dialect: 'concourse', jobs: 1, resources: 1, tasks: 0 },
      { file: PIPELINE, dialect: 'concourse', jobs: 3, resources: 9, tasks: 2 },
    ],
    artifacts: [TIMER, SLACK, BUCKET, ...FILES, TYPE_IMAGE, WORKER, GIT],
    findings: [
      finding('task-file-assumed', '`tasks/tasks/build.yml` was read from this checkout', {
        file: PIPELINE,
        line: 70,
        column: 9,
      }),
      finding('unresolved-variable', 'resource `release`: no value for ((version))', {
        file: PIPELINE,
        line: 40,
        column: 3,
      }),
      finding(
        'unsupported-resource-type',
        'resource `alerts`: resource type `slack-notification` is not known',
        { file: PIPELINE, line: 50, column: 3 },
      ),
      finding('task-without-image', 'task `sweep` names no image', {
        file: 'pipelines/remove.yml',
        line: 8,
        column: 5,
      }),
    ],
  },
  tasks: TASKS,
  lock: lock(
    lockEntry(GIT, OLD_COMMIT),
    lockEntry(GONE, '"old"'),
    ...FILES.slice(0, 5).map((file, index) => lockEntry(file, `"etag-${index + 1}"`)),
  ),
  lockOrigin: 'main at 3fa1b2c',
  run: {
    runId: '20261120t101500z',
    manifestKey: 'runs/20261120t101500z/manifest.json',
    storeUrl: 's3://mirror/offline',
    artifacts: [
      outcome(GIT, 'mirrored', COMMIT),
      ...FILES.slice(0, 5).map((file, index) => outcome(file, 'present', `"etag-${index + 1}"`)),
      {
        ...outcome(WORKER, 'mirrored', `sha256:${'12'.repeat(32)}`),
        outcome: 'failed',
        entry: null,
        error: 'docker.io answered 429 Too Many Requests',
      },
      outcome(FILES[5] ?? GONE, 'mirrored', '"etag-6"'),
    ],
    lockChanged: true,
    files: ['offline/offline-install.yml', 'offline.lock.yml'],
  },
  reproduce: 'offline-gen run --store s3://mirror/offline',
  linkTo: (file, line) => `https://git.example.com/team/pipelines/blob/${COMMIT}/${file}#L${line}`,
  runUrl: 'https://git.example.com/team/pipelines/actions/runs/42',
};

function outcome(of: Artifact, what: 'mirrored' | 'present', version: string) {
  const entry = lockEntry(of, version);
  return { id: of.id, kind: of.kind, name: of.name, outcome: what, entry, error: null };
}

/** An analysis on the command line that finds nothing to say. */
export const CLEAN: Report = {
  tool: RICH.tool,
  inventory: {
    sources: [{ file: PIPELINE, dialect: 'concourse', jobs: 3, resources: 2, tasks: 1 }],
    artifacts: [WORKER, GIT],
    findings: [],
  },
  tasks: TASKS.slice(0, 1),
  lock: lock(lockEntry(GIT, COMMIT), lockEntry(WORKER, `sha256:${'12'.repeat(32)}`)),
  run: null,
  reproduce: 'offline-gen analyze',
  linkTo: null,
};
