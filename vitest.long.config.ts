import { defineConfig } from 'vitest/config';

/** Checks that take minutes: `npm run check:long`. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.test.ts'],
    execArgv: ['--import', import.meta.resolve('tsx'), '--max-old-space-size=3500'],
    pool: 'forks',
    testTimeout: 900_000,
  },
});
