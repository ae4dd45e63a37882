import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../src/commands/own-repository.ts';

describe('canonicalAddress', () => {
  it.each([
    'https://github.com/Example/Repo',
    'https://github.com/example/repo.git',
    'https://token@github.com/example/repo/',
    'ssh://git@github.com/example/repo.git',
    'git@github.com:example/repo.git',
  ])('is the same for %s', (address) => {
    expect(canonicalAddress(address)).toBe('github.com/example/repo');
  });

  it('tells hosts and paths apart', () => {
    const addresses = ['https://github.com/a/b', 'https://gitlab.com/a/b', 'https://github.com/a/c'];
    expect(new Set(addresses.map(canonicalAddress)).size).toBe(3);
  });
});
