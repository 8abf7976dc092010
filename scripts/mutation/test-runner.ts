/**
 * Keeps Vitest running between mutants, which saves half the time, since most of it is spent on starting. It is a
 * separate process, so that tests that never end can be stopped with it.
 */
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';

/** A request: run the tests in these directories, after these files have changed. */
export interface Order {
  readonly tests: readonly string[];
  readonly changed: readonly string[];
}

/** The answer: whether all tests passed, and the time of each file, ms. */
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
  // Otherwise, failures of the previous run would end this one.
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
