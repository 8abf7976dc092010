import { defineConfig, type TestUserConfig } from 'vitest/config';

/** What all tests have in common. */
export const common = {
  // Worker threads started from source files inherit this loader, wherever they are started.
  execArgv: ['--import', import.meta.resolve('tsx')],
  pool: 'forks',
  // Against what hangs; a machine that is busy with other things is no failure.
  testTimeout: 600_000,
  hookTimeout: 600_000,
  expect: { poll: { timeout: 120_000 } },
} satisfies TestUserConfig;

/** Tests that replace modules, or that start processes, servers or browsers. */
const ISOLATED = ['test/{cli,docs,node,services,studio}/**/*.test.ts', 'test/**/*.mocked.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...common, name: 'isolated', include: ISOLATED } },
      {
        test: {
          ...common,
          name: 'shared',
          // Loading modules anew for every file would take as long as half of these tests.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...ISOLATED, 'test/long/**', 'test/architecture/**'],
        },
      },
    ],
  },
});
