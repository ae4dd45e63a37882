import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { TOOL } from '../src/version.ts';

test('the program and its package have one name and version', () => {
  expect(TOOL).toEqual({ name: manifest.name, version: manifest.version });
});
