import { join } from 'node:path';
import { simulatedPlan } from '../../../planning/simulation/prepare-simulation.ts';
import { writeAtomically } from '../../atomic-file.ts';
import { nodeEnvironment } from '../../environment.ts';
import { readRun } from '../../run-directory.ts';
import { simulate } from '../../simulation/simulate.ts';
import type { ChildSetting } from '../processes/protocol.ts';
import { runDirectoryOf, type SimulationState } from '../run-card.ts';
import type { JobListener, SimulationJob } from './job.ts';

const SIMULATION_FILE = 'simulation.json';

/**
 * Simulates a plan. The result goes to the directory of the plan, as on the command line, and, since the next simulation
 * replaces it there, to the directory of this one.
 * @throws InputError for a plan that does not verify, or options that it does not fit
 */
export async function simulationJob(
  { id, plan, options, replications, precision }: SimulationJob,
  { root }: ChildSetting,
  { signal, onProgress }: JobListener<SimulationState>,
): Promise<SimulationState> {
  let state: SimulationState = {
    replications: 0,
    limit: replications,
    realisedPairs: null,
    plannedPairs: null,
    ended: null,
  };
  const directory = runDirectoryOf(root, 'plan', plan);
  const prepared = (
    await simulatedPlan(false, await readRun(directory), nodeEnvironment(), () => {})
  ).prepare(options);
  const { result } = await simulate(
    prepared,
    { directory, resume: false, workers: 1, replications, precision, signal },
    {
      onProgress(progress) {
        state = { ...state, replications: progress.replications };
        onProgress(state);
      },
      onFailure() {},
    },
  );
  if (result === null) return { ...state, ended: 'interrupted' };
  await writeAtomically(join(runDirectoryOf(root, 'simulation', id), SIMULATION_FILE), result.json);
  const { document } = result;
  state = {
    ...state,
    replications: document.replications,
    realisedPairs: document.total.realised.mean,
    plannedPairs: document.total.planned,
    ended: document.ended,
  };
  onProgress(state);
  return state;
}
