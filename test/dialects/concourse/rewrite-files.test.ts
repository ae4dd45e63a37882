import { describe, expect, it } from 'vitest';
import { analyzed, regexpOf, rewriteAll } from './analyzed.ts';
import { expectInvariants } from './invariants.ts';

const GIT = regexpOf('git:https://git.example/r.git@main');
const STORE = 'endpoint: ((s3_endpoint)), bucket: ((s3_bucket)), use_path_style: true';
const RESOURCE = '{name: r, type: git, source: {uri: https://git.example/r.git, branch: main}}';
const REWRITTEN = `{name: r, type: s3, source: {${STORE}, regexp: ${GIT}}}`;

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

describe('files of all kinds', () => {
  const text = `resources:\n- ${RESOURCE}\njobs:\n- name: j\n  plan:\n  - get: r\n`;
  const rewritten = `resources:\n- ${REWRITTEN}\njobs:\n- name: j\n  plan:\n  - get: r\n    params: {unpack: true}\n`;

  it.each([
    ['with a byte order mark', `\uFEFF${text}`, rewritten],
    ['with windows line breaks', text.replaceAll('\n', '\r\n'), rewritten.replaceAll('\n', '\r\n')],
    ['without final line break', text.trimEnd(), rewritten.trimEnd()],
    ['with an end', `---\n${text}...\n`, `---\n${rewritten}...\n`],
    ['with more documents', `${text}---\njobs: 1\n`, `${rewritten}---\njobs: 1\n`],
    ['with a directive', `%YAML 1.1\n---\n${text}`, `%YAML 1.1\n---\n${rewritten}`],
    ['with keys of their own', `x-note: &n "ünï ☃"\n${text}`, `x-note: &n "ünï ☃"\n${rewritten}`],
    ['with long lines', `# ${'long '.repeat(1000)}\n${text}`, `# ${'long '.repeat(1000)}\n${rewritten}`],
    ['with comments at the end', `${text}  # - get: old\n# end\n`, `${rewritten}  # - get: old\n# end\n`],
  ])('stay files %s', async (_what, original, expected) => {
    const result = await offline(original);
    expect(result.replace(/^# Generated\r?\n/, '')).toBe(expected);
  });

  it('keep windows line breaks in what is added', async () => {
    const result = await offline(
      `resources:\r\n- name: r\r\n  type: git\r\n  source: {uri: https://git.example/r.git}\r\njobs:\r\n- name: j\r\n  plan:\r\n  - get: r\r\n`,
    );
    expect(result.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('keep both kinds of line breaks where they are', async () => {
    const result = await offline(text.replace('- name: j\n', '- name: j\r\n'));
    expect(result).toContain('- name: j\r\n  plan:\n  - get: r\n    params: {unpack: true}\n');
  });

  it('stay JSON but for the header', async () => {
    const json = JSON.stringify(
      {
        resources: [
          { name: 'r', type: 'git', source: { uri: 'https://git.example/r.git' }, version: { ref: 'x' } },
        ],
        jobs: [
          {
            name: 'j',
            plan: [
              { get: 'r' },
              {
                task: 't',
                config: {
                  image_resource: { type: 'registry-image', source: { repository: 'alpine' } },
                  platform: 'linux',
                },
              },
            ],
          },
        ],
      },
      null,
      2,
    );
    const result = await offline(json);
    expect(JSON.parse(result.replace('# Generated\n', ''))).toMatchObject({
      resources: [
        { name: 'r', type: 's3' },
        { name: 'offline-image-alpine-latest', type: 's3' },
      ],
    });
  });
});

describe('old pipelines', () => {
  it('get the step that took the place of aggregate, at any depth and behind aliases', async () => {
    expect(
      await offlinePlan(
        '  plan:\n  - &both\n    aggregate: # all\n    - {get: r, ensure: {aggregate: [{put: r2}]}}\n  - try: *both\n',
      ),
    ).toMatch(/^ {2}plan:\n {2}- &both\n {4}in_parallel: # all\n/);
  });
});
