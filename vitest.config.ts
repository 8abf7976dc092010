import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**', 'test/architecture/**'],
    // Worker threads started from source files inherit this loader, wherever they are started.
    execArgv: ['--import', import.meta.resolve('tsx')],
    pool: 'forks',
    maxWorkers: 2,
    // Against what hangs; a machine that is busy with other things is no failure.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
