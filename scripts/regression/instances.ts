/** Instances on which behaviour must not change: the bundled examples, and small random ones. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Problem } from '../../src/domain/problem.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { anyFamily, smallInstance } from '../../test/methods/instances.ts';

const EXAMPLES = ['micius-2016', 'drones', 'paper', 'eurasia'] as const;
const SEED = 12;

export const examples = (): ReadonlyMap<string, Scenario> =>
  new Map(
    EXAMPLES.map((name) => {
      const file = new URL(`../../examples/${name}.yaml`, import.meta.url);
      return [name, parseScenario(readFileSync(file, 'utf8'))];
    }),
  );

/** The examples, then `count` random instances of all families. */
export function* problems(count: number): Generator<readonly [name: string, problem: Problem]> {
  for (const [name, scenario] of examples()) {
    yield [name, buildProblem(scenario, buildTopology(scenario))];
  }
  for (const [index, family] of fc.sample(anyFamily, { numRuns: count, seed: SEED }).entries()) {
    yield [`drawn-${index + 1}`, smallInstance(index + 1, family).problem];
  }
}
