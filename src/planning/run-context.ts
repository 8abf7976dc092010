import type { Warning } from '../domain/warning.ts';
import type { Solver } from '../lp/solver.ts';
import type { Layout } from '../model/layout.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type CheckedProblem, checkProblem } from '../verify/check-problem.ts';
import { asAsked, asPointed, type PlanOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { warningsOf } from './warnings.ts';

/** The input of a run, and what its record says about it. */
interface RunInput {
  /** As its document is, which is recorded. */
  readonly document: Scenario;
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
  /** The document, with telescopes pointed by the rule of the run: what plans are checked against. */
  readonly scenario: Scenario;
  /** The problem as the checker builds it. */
  readonly own: CheckedProblem;
  readonly warnings: readonly Warning[];
}

export function runContext(input: RunInput): RunContext {
  const { document, layout, options } = input;
  const scenario = asAsked(asPointed(document, options.pointing), options);
  return {
    ...input,
    scenario,
    own: checkProblem(scenario, layout.problem, options.scheme, options.inSpec?.margins),
    warnings: warningsOf(scenario, layout.problem),
  };
}
