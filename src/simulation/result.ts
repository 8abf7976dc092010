import type { SimulationOptions, SimulationResult } from '../domain/simulation.ts';
import type { Execution } from './execution.ts';
import { summarise, type Tally } from './tally.ts';

/** The document of a simulation. */
export function simulationResult(
  execution: Execution,
  options: SimulationOptions,
  tally: Tally,
  of: Pick<SimulationResult, 'version' | 'plan' | 'ended'>,
): SimulationResult {
  return {
    satqnSimulation: 1,
    ...of,
    seed: options.seed,
    options,
    ...summarise(execution, tally),
    notes: [...notesOn(execution), ...(options.engine === 'batch' ? [COUNTED] : [])],
  };
}

const COUNTED =
  'Pairs are counted, not followed (--engine batch): latencies leave out waits within a slot, or within an eighth of it for paths that use stocks, and ages of entanglement are estimates.';

function notesOn(execution: Execution): string[] {
  const flows = execution.slots.flatMap((slot) => slot.flows);
  const routes = flows.filter(({ flow }) => execution.flows[flow]!.demand >= 0);
  const unknown = routes.filter(({ isLatencyKnown }) => !isLatencyKnown).length;
  const { stored } = execution;
  const waitAgeless = execution.flows.every(
    ({ endForgets, hopForgets }) => endForgets === 0 && hopForgets.every((forgets) => forgets === 0),
  );
  return [
    ...(routes.length === 0 ? ['The plan has no routes, so nothing is delivered.'] : []),
    ...(unknown > 0
      ? [
          `Links of unknown length: signals of ${unknown === routes.length ? 'all' : `${unknown} of ${routes.length}`} routes and slots count as instantaneous.`,
        ]
      : []),
    ...(waitAgeless && stored.model !== 'ideal'
      ? ['Only stored halves age or are lost; no coherence time is stated for those at relays and users.']
      : []),
    ...(waitAgeless && stored.model === 'ideal'
      ? ['No pair ages: the scenario states no coherence time, and none was asked for.']
      : []),
    ...(execution.modes !== null
      ? [
          'Links between nodes with limited memory modes attempt as often as the plan asks for. What is in flight takes modes as a mean.',
        ]
      : []),
  ];
}
