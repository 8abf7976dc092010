/** What margins are made from: how much of the planned Werner parameters is left of the pairs of a simulation. */
import { afterRounds } from '../physics/purification.ts';
import { fidelityOf, wernerOf } from '../physics/swapping.ts';
import type { Execution, FlowInSlot } from './execution.ts';
import { addFactor, type FactorCounts, mergeFactors, noFactors } from './factor-counts.ts';

export interface Samples {
  /** Of each flow: the Werner parameter of what it delivers, before purification, over that of the plan. */
  readonly routes: FactorCounts;
  /** Of each own hop of a flow, by its claim: what waiting for partners leaves. */
  readonly waits: FactorCounts;
  /** Of each stock: what its pairs keep while they are in store. */
  readonly stored: FactorCounts;
}

export const noSamples = ({ flows, claimCount, stores }: Execution): Samples => ({
  routes: noFactors(flows.length),
  waits: noFactors(claimCount),
  stored: noFactors(stores.length),
});

export function mergeSamples(into: Samples, other: Samples): void {
  mergeFactors(into.routes, other.routes);
  mergeFactors(into.waits, other.waits);
  mergeFactors(into.stored, other.stored);
}

/** Counts a delivered pair of a true fidelity. */
export function sampleDelivered(
  { routes }: Samples,
  execution: Pick<Execution, 'protocol' | 'gates'>,
  inSlot: FlowInSlot,
  fidelity: number,
): void {
  addFactor(routes, inSlot.flow, wernerBefore(execution, inSlot, fidelity) / inSlot.plannedWerner);
}

/** Points of a table of what rounds make of Werner pairs. */
const POINTS = 512;
const tables = new WeakMap<FlowInSlot, Float64Array>();

/**
 * The Werner parameter from which the rounds of the plan give a fidelity, which counts also what pairs lose between rounds
 * and to unlike partners; what rounds never give counts as the nearest that they do.
 */
function wernerBefore(
  { protocol, gates }: Pick<Execution, 'protocol' | 'gates'>,
  inSlot: FlowInSlot,
  fidelity: number,
): number {
  const { rounds, plannedKept } = inSlot;
  if (rounds === 0 || protocol === 'none') return wernerOf(fidelity);
  let table = tables.get(inSlot);
  if (table === undefined) {
    table = Float64Array.from(
      { length: POINTS + 1 },
      (_, point) => afterRounds(fidelityOf(point / POINTS), rounds, protocol, gates, plannedKept).fidelity,
    );
    tables.set(inSlot, table);
  }
  // Below a fidelity of one half, rounds make pairs worse, and no plan purifies them.
  let low = Math.ceil(POINTS / 3);
  let high = POINTS;
  if (fidelity <= table[low]!) return low / POINTS;
  if (fidelity >= table[high]!) return 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table[middle]! <= fidelity) low = middle;
    else high = middle;
  }
  const [below, above] = [table[low]!, table[high]!];
  return (low + (above > below ? (fidelity - below) / (above - below) : 0)) / POINTS;
}
