import { describe, expect, it } from 'vitest';
import { redactText, redactUrl } from '../../src/model/redact.ts';

describe('redactUrl', () => {
  it.each([
    ['https://user:pass@host/x', 'https://host/x'],
    ['https://token@host/x', 'https://host/x'],
    ['https://user:p@ss@host/x', 'https://host/x'],
    ['https://proxy/https://u:secret@host/x', 'https://proxy/https://host/x'],
    ['https://host/x?a=1&X-Amz-Signature=abc&b=2#f', 'https://host/x?a=1&X-Amz-Signature=redacted&b=2#f'],
    ['https://host/x?token=', 'https://host/x?token=redacted'],
    ['git@host:team/repo.git', 'git@host:team/repo.git'],
    ['plain text', 'plain text'],
    ['https://host/a@b', 'https://host/a@b'],
  ])('turns %s into %s', (url, redacted) => {
    expect(redactUrl(url)).toBe(redacted);
  });
});

describe('redactText', () => {
  it('redacts every address and secret of a text', () => {
    const text = 'got https://a:b@one/ and ssh://c:d@two/, key hunter22';
    expect(redactText(text, ['hunter22', 'abc'])).toBe('got https://one/ and ssh://two/, key ***');
  });

  it('takes linear work on long texts without an address', () => {
    const long = `${'a'.repeat(2_000_000)}://${'b'.repeat(2_000_000)}`;
    expect(redactText(long)).toBe(long);
  });
});
