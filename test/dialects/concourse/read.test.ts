import { describe, expect, it } from 'vitest';
import type { Pipeline, Step } from '../../../src/dialects/concourse/model.ts';
import { looksLikePipeline, readPipeline } from '../../../src/dialects/concourse/read.ts';

function read(text: string, vars: Readonly<Record<string, unknown>> = {}): Pipeline {
  return readPipeline(text, 'p.yml', new Map(Object.entries(vars)));
}

function steps(plan: string, vars: Readonly<Record<string, unknown>> = {}): readonly Step[] {
  return read(`jobs:\n- name: j\n${plan}`, vars).jobs.flatMap((job) => job.steps);
}

describe('steps', () => {
  it('come in the order of the build, each with its path', () => {
    const found = steps(`  on_failure: {put: notify}
  plan:
  - in_parallel:
      limit: 2
      steps:
      - get: a
        ensure: {try: {put: b}}
      - do: [{task: c, file: a/c.yml}]
  - aggregate:
    - load_var: d
      file: a/d
  - {set_pipeline: e, file: a/e.yml}
`);
    expect(found.map(({ kind, name, path }) => `${kind} ${name} ${path}`)).toEqual([
      'get a jobs[0].plan[0].in_parallel.steps[0]',
      'put b jobs[0].plan[0].in_parallel.steps[0].ensure.try',
      'task c jobs[0].plan[0].in_parallel.steps[1].do[0]',
      'load_var d jobs[0].plan[1].aggregate[0]',
      'set_pipeline e jobs[0].plan[2]',
      'put notify jobs[0].on_failure',
    ]);
  });

  it('are about the resource that they name, else about the one of their own name', () => {
    const found = steps('  plan: [{get: a}, {get: b, resource: c}, {put: d, resource: e}, {task: t}]\n');
    expect(found.map((step) => step.resource)).toEqual(['a', 'c', 'e', null]);
  });

  it('know their names as far as the variables go', () => {
    const plan = '  plan: [{get: ((env))-src, resource: ((env))-repo}, {get: ((unknown))}]\n';
    const found = steps(plan, { env: 'dev' });
    expect(found.map(({ name, resource }) => [name, resource])).toEqual([
      ['dev-src', 'dev-repo'],
      ['((unknown))', '((unknown))'],
    ]);
  });

  it('know that they stand in a loop', () => {
    const found = steps('  plan: [{do: [{get: a}], across: [{var: x, values: [1]}]}, {get: b}]\n');
    expect(found.map((step) => step.inAcross)).toEqual([true, false]);
  });

  it('remember the aliases and merge keys on the way, outermost first', () => {
    const [job] = read(
      `x: &plan [{do: [{get: a}]}]\ny: &base {plan: *plan}\njobs:\n- <<: *base\n  name: j\n`,
    ).jobs;
    const [step] = job?.steps ?? [];
    expect(step?.through.map((one) => Object.keys(one)[0])).toEqual(['merge', 'alias']);
  });

  it.each([
    ['a variable for a plan', '  plan: ((steps))\n', 'a list of steps is expected here, not `((steps))`'],
    ['a variable for a step', '  plan: [((step))]\n', 'a step is expected here, not `((step))`'],
    ['a map for a list', '  plan: [{do: {get: a}}]\n', 'a list of steps is expected here'],
    ['an unknown step', '  plan: [{gets: a}]\n', 'a step of a known kind is expected here'],
    ['text for a hook', '  plan: [{get: a, ensure: later}]\n', 'a step is expected here, not `later`'],
  ])('are missed with a word for %s', (_what, plan, message) => {
    const { problems } = read(`jobs:\n- name: j\n${plan}`);
    expect(problems.map((problem) => problem.message)).toEqual([`job \`j\`: ${message}`]);
  });

  it('may be none', () => {
    const { jobs, problems } = read('jobs:\n- {name: a, plan: []}\n- {name: b, plan: }\n- {name: c}\n');
    expect([jobs.length, jobs.flatMap((job) => job.steps), problems]).toEqual([3, [], []]);
  });

  it.each([
    ['an alias that contains itself', '  plan: &p [{do: *p}]\n'],
    ['an alias bomb', `  plan: ${bomb()}\n`],
  ])('are not endless for %s', (_what, plan) => {
    expect(() => steps(plan)).toThrow('aliases expand to more than a pipeline can hold');
  });
});

function bomb(): string {
  const levels = Array.from({ length: 8 }, (_value, level) =>
    level === 0 ? '{do: &s0 [{get: a}]}' : `{do: &s${level} [${`{do: *s${level - 1}}, `.repeat(10)}]}`,
  );
  return `[${levels.join(', ')}]`;
}

describe('declarations', () => {
  it('have their values interpolated, their names too', () => {
    const { resources } = read(
      'resources:\n- {name: ((n)), type: git, source: {uri: "https://((host))/r", key: ((secret))}, version: {ref: 1}}\njobs: [{name: j}]\n',
      { n: 'repo', host: 'git.example' },
    );
    expect(resources[0]).toMatchObject({
      name: 'repo',
      type: 'git',
      source: { uri: 'https://git.example/r', key: '((secret))' },
      version: { ref: 1 },
      at: { line: 2, column: 3 },
    });
  });

  it('are missed with a word where something else stands', () => {
    const { problems } = read('resources: ((all))\nresource_types: [((one))]\njobs: [{name: j}]\n');
    expect(problems).toEqual([
      { at: { file: 'p.yml', line: 1, column: 12 }, message: '`resources`: a list is expected here' },
      { at: { file: 'p.yml', line: 2, column: 18 }, message: '`resource_types`: a map is expected here' },
    ]);
  });
});

describe('what is no pipeline', () => {
  it.each([
    ['a list', '- a\n', 'not a Concourse pipeline: a pipeline is a map with `jobs`'],
    ['a file without jobs', 'resources: []\n', 'not a Concourse pipeline: it has no job'],
    ['an empty file', '', 'not a Concourse pipeline: a pipeline is a map with `jobs`'],
    ['a variable for the jobs', 'jobs: ((jobs))\n', 'not a Concourse pipeline: it has no job'],
  ])('is %s', (_what, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ['jobs:\n- name: a\n  plan: []\n', true],
    ['jobs: &jobs\n- name: a\n  plan: []\n', true],
    ['"jobs": [{"name": "a", "plan": []}]\n', true],
    ['{"jobs":[{"name":"a","plan":[]}]}', true],
    ['{\n  "resources": [],\n  "jobs": [\n    {"name": "a", "plan": []}\n  ]\n}\n', true],
    ['\uFEFFjobs: # all\r\n- name: a\r\n  plan:\r\n  - get: x\r\n', true],
    ['platform: linux\nrun: {path: x}\n', false],
    ['jobs:\n  build:\n    steps: []\n', false],
    ['on: push\njobs:\n  plan:\n    runs-on: x\n', false],
    ['jobs: # all\n\n# the one\n  - name: a\n    plan: []\n', true],
    ['spec:\n  jobs:\n  - plan: []\n', false],
  ])('is told from one by its looks: %j', (text, expected) => {
    expect(looksLikePipeline(text)).toBe(expected);
  });
});
