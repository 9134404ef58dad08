import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/unit/**/*.test.ts', 'tests/contract/**/*.test.ts'],
    // Two cores: more workers only fight for them.
    maxWorkers: 2,
    testTimeout: 20_000,
    // A poll waits for something real; on a busy machine a second is not long.
    expect: { poll: { timeout: 10_000 } },
  },
});
