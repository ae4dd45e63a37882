import { describe, expect, it } from 'vitest';
import { collect } from '../../src/commands/inventory.ts';
import type { AnalyzedFile, Draft } from '../../src/dialects/dialect.ts';

function draft(id: string, more: Partial<Draft> = {}): Draft {
  const [kind = '', locator = ''] = id.split('|');
  return {
    id,
    kind,
    name: locator,
    named: false,
    locator,
    disposition: 'mirror',
    reason: null,
    reference: { file: 'a.yml', line: 1, column: 1, path: 'p', role: 'resource' },
    request: null,
    credentials: {},
    ...more,
  };
}

function file(...drafts: readonly Draft[]): AnalyzedFile {
  const summary = { file: 'a.yml', dialect: 'concourse', jobs: 1, resources: 1, tasks: 0 };
  return { summary, drafts, findings: [], tasks: [], rewrite: () => '' };
}

describe('collect', () => {
  it('makes one artifact of all places that name it, in order', () => {
    const at = (line: number) => ({
      reference: { file: 'a.yml', line, column: 1, path: 'p', role: 'resource' as const },
    });
    const { inventory } = collect(
      [file(draft('git|x', at(9)), draft('git|x', at(2))), file(draft('git|x', at(2)))],
      [],
    );
    expect(inventory.artifacts.map((artifact) => artifact.references.map((place) => place.line))).toEqual([
      [2, 9],
    ]);
  });

  it('prefers the name that a resource gave', () => {
    const drafts = [draft('image|x', { name: 'made-up' }), draft('image|x', { name: 'given', named: true })];
    expect(collect([file(...drafts)], []).inventory.artifacts[0]?.name).toBe('given');
  });

  it('gives no two artifacts of a kind one name', () => {
    const drafts = ['git|b', 'git|a', 'file|c'].map((id) => draft(id, { name: 'same' }));
    const names = collect([file(...drafts)], []).inventory.artifacts.map(({ id, name }) => [id, name]);
    expect(names).toEqual([
      ['file|c', 'same'],
      ['git|a', 'same'],
      ['git|b', 'same-2'],
    ]);
  });

  it('is not done with a thing that one of its uses can not have', () => {
    const drafts = [draft('git|x'), draft('git|x', { disposition: 'unsupported', reason: 'no' })];
    expect(collect([file(...drafts)], []).inventory.artifacts[0]).toMatchObject({
      disposition: 'unsupported',
      reason: 'no',
    });
  });

  it('mirrors what one use needs and another does not', () => {
    const drafts = [draft('image|x', { disposition: 'keep', reason: 'not needed' }), draft('image|x')];
    expect(collect([file(...drafts)], []).inventory.artifacts[0]).toMatchObject({
      disposition: 'mirror',
      reason: null,
    });
  });
});
