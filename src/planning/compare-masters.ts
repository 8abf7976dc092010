import type { MasterComparisonOptions, MasterResult } from '../domain/master-comparison.ts';
import { REFERENCE_SCHEME } from '../domain/schemes/schemes.ts';
import { compareOnSameCuts } from '../methods/benders/hybrid/same-cuts.ts';
import { layOut } from '../model/layout.ts';
import { tightenRateCaps } from '../model/reachable-stock.ts';
import { restrictProblem } from '../model/restrict-problem.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Environment } from './environment.ts';
import { DEFAULT_HYBRID } from './options.ts';
import { prepare } from './prepare.ts';
import { refuseHybrid } from './refuse-hybrid.ts';

/**
 * Samples Benders' masters of PS-EGR beside exact ones with the same cuts.
 * @throws InputError for minimum rates and telescopes that are pointed, which no encoding has
 */
export async function compareMasters(
  scenario: Scenario,
  options: MasterComparisonOptions & { readonly seed: number },
  environment: Environment,
): Promise<readonly MasterResult[]> {
  const { problem } = await prepare(scenario, environment, () => {});
  const layout = tightenRateCaps(layOut(restrictProblem(problem, REFERENCE_SCHEME)));
  refuseHybrid({ hybrid: DEFAULT_HYBRID }, layout);
  const solver = await environment.openSolver();
  try {
    const { seed } = options;
    return await compareOnSameCuts({ solver, layout, options, seed, elapsedSeconds: environment.now });
  } finally {
    await solver.close();
  }
}
