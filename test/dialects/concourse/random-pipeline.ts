import { type Random, randomFrom } from './random.ts';
import { withAliases } from './random-aliases.ts';
import { type Tree, writeTree } from './random-text.ts';

type Pairs = readonly (readonly [string, Tree])[];

const TEXTS = [
  'main',
  'a b',
  '1.10',
  'yes',
  '12:30',
  'ünï — ☃',
  "it's",
  '#no comment',
  'a: b',
  '((secret))',
  'x, y]',
  `long ${'word '.repeat(60)}`,
  'set -e\necho "$X"\n',
  'one\n\n  two # not a comment\nthree\n',
] as const;

function plain(scalar: string): Tree {
  return { scalar };
}

function text(random: Random): Tree {
  const scalar = random.chance(0.2) ? random.pick([1, 0, true, false, null, 2.5]) : random.pick(TEXTS);
  return { scalar, role: 'text' };
}

function some(random: Random, probability: number, pairs: Pairs): Pairs {
  return pairs.filter(() => random.chance(probability));
}

function shuffled(random: Random, pairs: Pairs): Pairs {
  return random.chance(0.6) ? pairs : [...pairs].reverse();
}

function params(random: Random, depth = 0): Tree {
  const keys = ['FOO', 'BAR', 'aggregate', 'get', 'image_resource', 'version'];
  const value = () => (depth < 2 && random.chance(0.3) ? params(random, depth + 1) : text(random));
  return {
    map: some(
      random,
      0.35,
      keys.map((key) => [key, value()] as const),
    ),
    role: 'params',
  };
}

function source(random: Random, type: string): Tree {
  const host = random.pick(['git.example', 'files.example', 'git.internal']);
  return { map: some(random, 0.95, sourcePairs(random, type, host)), role: 'source' };
}

function sourcePairs(random: Random, type: string, host: string): Pairs {
  if (type === 'git')
    return [
      ['uri', plain(`https://${host}/r${random.below(3)}.git`)],
      ['branch', plain('main')],
      ['private_key', text(random)],
    ];
  if (type === 'registry-image' || type === 'docker-image')
    return [
      ['repository', plain(random.pick(['alpine', 'ghcr.io/a/b', 'r.example:5000/c']))],
      ['tag', plain(random.pick(['v1', 'latest']))],
    ];
  if (type === 's3')
    return [
      ['bucket', plain('b')],
      ['regexp', plain('x/(.*).tgz')],
      ['secret_access_key', text(random)],
    ];
  if (type === 'fetch')
    return [
      ['url', plain(`https://${host}/f.bin`)],
      ['filename', plain('f.bin')],
    ];
  return [
    ['interval', plain('1h')],
    ['extra', text(random)],
  ];
}

const TYPES = ['git', 'git', 'registry-image', 's3', 'fetch', 'time', 'notify'] as const;

function version(): Tree {
  return { map: [['ref', plain('abc123')]], role: 'version' };
}

function resource(random: Random, name: string): Tree {
  const type = random.pick(TYPES);
  const optional: Pairs = [
    ['icon', text(random)],
    ['webhook_token', text(random)],
    ['version', version()],
    ['expose_build_created_by', { scalar: true }],
    ['check_every', plain('24h')],
  ];
  return {
    map: shuffled(random, [
      ['name', plain(name)],
      ['type', plain(type)],
      ['source', source(random, type)],
      ...some(random, 0.2, optional),
    ]),
    role: 'resource',
  };
}

function image(random: Random): Tree {
  const type = random.pick(['registry-image', 'docker-image', 'mock'] as const);
  return {
    map: [
      ['type', plain(type)],
      ['source', source(random, type)],
    ],
    role: 'image',
  };
}

function config(random: Random): Tree {
  return {
    map: shuffled(random, [
      ['platform', plain(random.pick(['linux', 'linux', 'darwin']))],
      ...some(random, 0.85, [['image_resource', image(random)]]),
      [
        'run',
        {
          map: [
            ['path', plain('sh')],
            ['args', { list: [text(random)] }],
          ],
        },
      ],
      ...some(random, 0.3, [['params', params(random)]]),
    ]),
    role: 'config',
  };
}

const LEAVES = ['get', 'get', 'get', 'task', 'task', 'put'] as const;
const NESTS = ['do', 'in_parallel', 'limited', 'aggregate', 'try'] as const;

function step(random: Random, depth: number): Tree {
  const kind = random.pick(depth < 2 ? [...LEAVES, ...NESTS] : LEAVES);
  const hook = random.pick(['on_failure', 'ensure', 'on_success'] as const);
  const hooks: Pairs = depth < 2 && random.chance(0.15) ? [[hook, step(random, depth + 1)]] : [];
  return { map: [...corePairs(random, kind, depth), ...hooks], role: kind };
}

function corePairs(random: Random, kind: (typeof LEAVES | typeof NESTS)[number], depth: number): Pairs {
  const name = plain(`r${random.below(5)}`);
  if (kind === 'get') return getPairs(random, name);
  if (kind === 'put')
    return [
      ['put', name],
      ['params', params(random)],
    ];
  if (kind === 'task') return taskPairs(random);
  if (kind === 'try') return [['try', step(random, depth + 1)]];
  if (kind !== 'limited') return [[kind, steps(random, depth + 1)]];
  const limited: Pairs = [
    ['limit', { scalar: 2 }],
    ['steps', steps(random, depth + 1)],
  ];
  return [['in_parallel', { map: limited }]];
}

function getPairs(random: Random, name: Tree): Pairs {
  const optional: Pairs = [
    ['trigger', { scalar: true }],
    ['params', params(random)],
    ['version', random.chance(0.3) ? plain('every') : version()],
    ['passed', { list: [] }],
    ['resource', plain(`r${random.below(5)}`)],
  ];
  return shuffled(random, [['get', name], ...some(random, 0.25, optional)]);
}

function taskPairs(random: Random): Pairs {
  const optional: Pairs = [
    ['params', params(random)],
    ['privileged', { scalar: true }],
    ['tags', { list: [plain('edge')] }],
    ['image', plain('r1')],
  ];
  return shuffled(random, [
    ['task', plain(random.pick(['unit', 'build']))],
    ['config', config(random)],
    ...some(random, 0.15, optional),
  ]);
}

function steps(random: Random, depth: number): Tree {
  return { list: times(1 + random.below(3), () => step(random, depth)), role: 'steps' };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_value, index) => make(index));
}

function imageType(name: string, repository: string): Tree {
  return {
    map: [
      ['name', plain(name)],
      ['type', plain('docker-image')],
      ['source', { map: [['repository', plain(repository)]] }],
    ],
    role: 'type',
  };
}

function job(random: Random, index: number): Tree {
  return {
    map: [
      ['name', plain(`job-${index}`)],
      ['serial', { scalar: true }],
      ['plan', steps(random, 0)],
      ...some(random, 0.2, [['ensure', step(random, 1)]]),
    ],
  };
}

function pipeline(random: Random): Tree {
  const parked: Pairs = [
    ['x-source', source(random, 'git')],
    ['x-params', params(random)],
    ['x-config', config(random)],
    ['x-step', step(random, 1)],
    ['x-plan', steps(random, 1)],
  ];
  const types = [imageType('fetch', 'a/concourse-curl-resource'), imageType('notify', 'example/notify')];
  const resources = times(5, (index) => resource(random, `r${index}`));
  const jobs = times(1 + random.below(3), (index) => job(random, index));
  return {
    map: [
      ...some(random, 0.3, parked),
      ...some(random, 0.7, [['resource_types', { list: types }]]),
      ...some(random, 0.95, [['resources', { list: resources }]]),
      ['jobs', { list: jobs }],
    ],
  };
}

/** The text of a random pipeline: valid YAML of any style, with anchors, aliases and merge keys wherever they can be. */
export function randomPipeline(seed: number): string {
  const random = randomFrom(seed);
  const written = writeTree(withAliases(pipeline(random), random), random);
  const head = random.pick(['', '', '# top\n', '---\n', '# top\n\n---\n', '\uFEFF']);
  const tail = random.pick(['', '', '', '# bottom\n', '...\n', '---\nother: document\n']);
  const whole = `${head}${written}${tail}`;
  const ended = random.chance(0.1) && tail === '' && !/[|>]/.test(whole) ? whole.trimEnd() : whole;
  return random.chance(0.15) ? ended.replaceAll('\n', '\r\n') : ended;
}
