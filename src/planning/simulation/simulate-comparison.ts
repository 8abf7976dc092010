import type { Comparison, SimulatedPairs } from '../../domain/comparison.ts';
import type { StudySimulation } from '../../domain/margins.ts';
import { DEFAULT_SIMULATION_OPTIONS } from '../../domain/simulation.ts';
import { runBlock } from '../../simulation/run-block.ts';
import { addBlock, newTally, summarise } from '../../simulation/tally.ts';
import { recomputeRecord } from '../recomputed-record.ts';
import type { PlanRecord } from '../record.ts';
import { preparedPlan } from './prepare-simulation.ts';

type SimulationEnvironment = Parameters<typeof recomputeRecord>[1];

/**
 * Simulates the plans of a comparison in this thread; those that did not pass their check are left out.
 * @param records of its results, one for each scheme
 */
export async function withSimulations(
  comparison: Comparison,
  records: readonly PlanRecord[],
  simulation: StudySimulation & { readonly seed: number },
  environment: SimulationEnvironment,
): Promise<Comparison> {
  const simulated = new Map<string, SimulatedPairs>();
  for (const record of records) {
    if (record.certificate?.status !== 'verified') continue;
    simulated.set(record.scheme, await simulatePlan(record, simulation, environment));
  }
  return {
    ...comparison,
    results: comparison.results.map((result) => {
      const pairs = simulated.get(result.scheme);
      return pairs ? { ...result, simulated: pairs } : result;
    }),
  };
}

async function simulatePlan(
  record: PlanRecord,
  { replications, ...asked }: StudySimulation & { readonly seed: number },
  environment: SimulationEnvironment,
): Promise<SimulatedPairs> {
  const plan = preparedPlan(await recomputeRecord(record, environment), false);
  const { execution, options } = plan.prepare({ ...DEFAULT_SIMULATION_OPTIONS, ...asked });
  const tally = newTally(execution);
  addBlock(tally, runBlock(execution, options, { from: 0, to: replications }));
  const { total } = summarise(execution, tally);
  const { mean, halfWidth } = total.realised;
  return { replications, plannedPairs: total.planned, realised: { mean, halfWidth }, inSpec: total.inSpec };
}
