import {
  DEFAULT_SIMULATION_OPTIONS,
  type Ledger,
  type SimulationOptions,
} from '../../src/domain/simulation.ts';
import type {
  ExecutedFlow,
  ExecutedSlot,
  Execution,
  FlowInSlot,
  LinkInSlot,
} from '../../src/simulation/execution.ts';
import { runBlock } from '../../src/simulation/run-block.ts';
import { addBlock, newTally, summarise } from '../../src/simulation/tally.ts';

export const optionsWith = (changes: Partial<SimulationOptions>): SimulationOptions => ({
  ...DEFAULT_SIMULATION_OPTIONS,
  ...changes,
});

/** What a ledger has too much on its left side. */
export const imbalance = ({ initialStock, arrived, ...sinks }: Ledger): number =>
  initialStock + arrived - Object.values(sinks).reduce((sum, pairs) => sum + pairs, 0);

/** What some replications give. */
export function simulated(execution: Execution, options: SimulationOptions, replications: number) {
  const tally = newTally(execution);
  addBlock(tally, runBlock(execution, options, { from: 0, to: replications }));
  return { outcomes: tally.outcomes, ...summarise(execution, tally) };
}

interface Chain {
  /** Mean arrivals of each link in each slot. */
  readonly means: readonly number[];
  /** What the plan draws from each link; the least of the means if absent. */
  readonly plannedBase?: number;
  readonly slotCount?: number;
  readonly slotSeconds?: number;
  readonly werner?: number;
  readonly rounds?: number;
  readonly efficiency?: number;
  readonly coherenceSeconds?: number;
  readonly swapSuccess?: number;
  readonly protocol?: Execution['protocol'];
}

/** One user flow over a chain of links, the same in every slot. */
export function chain({
  means,
  plannedBase = Math.min(...means),
  slotCount = 1,
  slotSeconds = 1,
  werner = 1,
  rounds = 0,
  efficiency = Number.NaN,
  coherenceSeconds = Number.POSITIVE_INFINITY,
  swapSuccess = 1,
  protocol = 'dejmps',
}: Chain): Execution {
  const flow: ExecutedFlow = {
    key: 'route',
    demand: 0,
    fills: -1,
    firstClaim: 0,
    ownHops: means.length,
    draws: [],
    elementary: means.length,
    joins: means.length - 1,
    hopForgets: means.map(() => 2 / coherenceSeconds),
    endForgets: 2 / coherenceSeconds,
  };
  const slot: ExecutedSlot = {
    links: means.map(
      (mean, link): LinkInSlot => ({
        link,
        mean,
        offered: mean,
        beginSeconds: 0,
        werner,
        heraldSeconds: 0,
        efficiency,
        claims: Int32Array.of(link),
        planned: Float64Array.of(plannedBase),
        userClaims: 1,
      }),
    ),
    flows: [flowInSlot({ planned: plannedBase, plannedBase, rounds })],
  };
  return {
    slotCount,
    slotSeconds,
    stored: { model: 'ideal' },
    swapSuccess,
    swapFactor: 1,
    gates: { singleQubit: 1, twoQubit: 1, readout: 1 },
    protocol,
    links: means.map((_, link) => `link${link}`),
    modes: null,
    demands: [
      {
        id: 'a~b',
        fidelityTarget: 0.5,
        forgets: 2 / coherenceSeconds,
        planned: plannedBase * slotCount,
        leastPairs: new Float64Array(slotCount),
      },
    ],
    memories: new Float64Array(0),
    stores: [],
    flows: [flow],
    claimCount: means.length,
    flowOfClaim: new Int32Array(means.length),
    slots: Array.from({ length: slotCount }, () => slot),
  };
}

export const flowInSlot = (changes: Partial<FlowInSlot>): FlowInSlot => ({
  flow: 0,
  planned: 0,
  plannedBase: 0,
  rounds: 0,
  swapSeconds: 0,
  roundSeconds: 0,
  isLatencyKnown: true,
  plannedWerner: 1,
  plannedKept: 1,
  ...changes,
});
