import type { Warning } from '../domain/warning.ts';
import type { Solver } from '../lp/solver.ts';
import type { Layout } from '../model/layout.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type CheckedProblem, checkProblem } from '../verify/check-problem.ts';
import type { PlanOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { warningsOf } from './warnings.ts';

/** The input of a run, and what its record says about it. */
interface RunInput {
  readonly scenario: Scenario;
  readonly scenarioHash: string;
  readonly options: PlanOptions;
  /** Version of this software. */
  readonly version: string;
  readonly prepared: Pick<Prepared, 'seconds'>;
  readonly layout: Layout;
  readonly solver: Pick<Solver, 'name' | 'version'>;
}

/** What does not change during a run. */
export interface RunContext extends RunInput {
  /** The problem as the checker builds it. */
  readonly own: CheckedProblem;
  readonly warnings: readonly Warning[];
}

export function runContext(input: RunInput): RunContext {
  const { scenario, layout, options } = input;
  return {
    ...input,
    own: checkProblem(scenario, layout.problem, options.scheme),
    warnings: warningsOf(scenario, layout.problem),
  };
}
