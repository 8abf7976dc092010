import type { Margins } from '../domain/margins.ts';
import type { Problem } from '../domain/problem.ts';
import { REFERENCE_SCHEME, type SchemeName } from '../domain/schemes/schemes.ts';
import { buildProblem } from '../model/build-problem.ts';
import { layOut } from '../model/layout.ts';
import { buildTopology } from '../orbit/topology.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Environment } from './environment.ts';
import { refuseHopelessNetwork, refuseLargePlan, refuseWholeProgram } from './refuse-size.ts';

export interface Prepared {
  readonly problem: Problem;
  readonly seconds: { readonly topology: number; readonly catalogue: number };
}

/** Scenario -> topology -> problem with the paths of the schemes. Refuses beforehand what would not fit into memory. */
export async function prepare(
  scenario: Scenario,
  environment: Pick<Environment, 'now' | 'memoryLimitBytes' | 'moreMemory' | 'signal'>,
  onStage: (stage: 'topology' | 'catalogue', share: number) => void,
  schemes: readonly SchemeName[] = [REFERENCE_SCHEME],
  margins?: Margins,
): Promise<Prepared> {
  refuseHopelessNetwork(scenario, environment.memoryLimitBytes);
  const onBuilt = inPercent((share) => onStage('topology', share));
  refuseLargePlan(scenario, environment, schemes);
  const started = environment.now();
  const topology = buildTopology(scenario, {
    onProgress: onBuilt,
    ...(environment.signal ? { signal: environment.signal } : {}),
  });
  const built = environment.now();
  const onSlot = inPercent((share) => onStage('catalogue', share));
  const problem = buildProblem(scenario, topology, {
    schemes,
    margins,
    onProgress: ({ done, total }) => onSlot(done, total),
  });
  return { problem, seconds: { topology: built - started, catalogue: environment.now() - built } };
}

/**
 * The problem of a scenario, to be written down as a whole.
 * @throws InputError also if the program of all slots would not fit into memory
 */
export async function prepareWhole(...asked: Parameters<typeof prepare>): Promise<Problem> {
  const { problem } = await prepare(...asked);
  refuseWholeProgram(layOut(problem), asked[1].memoryLimitBytes, 'Use');
  return problem;
}

/** Reports 0 at once, and then every further whole per cent. */
function inPercent(report: (share: number) => void): (done: number, total: number) => void {
  let reported = 0;
  report(0);
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent <= reported) return;
    reported = percent;
    report(percent / 100);
  };
}
