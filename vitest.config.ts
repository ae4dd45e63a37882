import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most of the suite waits for processes that it started: more workers than cores leave none idle.
    maxWorkers: 4,
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 20_000 } },
      {
        test: {
          name: 'real',
          include: ['test/real/**/*.real.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
