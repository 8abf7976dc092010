/**
 * Keeps Vitest ready between mutants, which saves half of the time of a run: most of it is spent on starting.
 * It is a process of its own, so that tests that never end can be stopped with it.
 */
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';

/** What the runner is asked for: test what lies in these directories, after these files changed. */
export interface Order {
  readonly tests: readonly string[];
  readonly changed: readonly string[];
}

/** What it answers: whether all passed, and how long each file took, ms. */
export interface Answer {
  readonly passed: boolean;
  readonly milliseconds: Readonly<Record<string, number>>;
}

const vitest = await createVitest('test', {
  config: resolve('vitest.config.ts'),
  watch: false,
  bail: 1,
  reporters: [{}],
});

process.on('message', async ({ tests, changed }: Order) => {
  // Failures of the run before would count as such that end this one.
  vitest.state.filesMap.clear();
  for (const file of changed) vitest.invalidateFile(resolve(file));
  const specifications = await vitest.globTestSpecifications([...tests]);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, false);
  const answer: Answer = {
    passed:
      testModules.length === specifications.length &&
      testModules.every((module) => module.ok()) &&
      unhandledErrors.length === 0,
    milliseconds: Object.fromEntries(
      testModules.map((module) => [module.moduleId, module.diagnostic().duration]),
    ),
  };
  process.send!(answer);
});
process.send!('ready');
