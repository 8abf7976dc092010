import { ratedFidelity, slotsInStore } from './fidelity.ts';
import type { ScenarioIndex } from './scenario-index.ts';

/**
 * The fidelity at which the pairs of one sub-path count in each slot: the lowest at which any of them was stored,
 * including the initial stock, rated for its wait in memory; 0 if no pair that counts could be there.
 *
 * @param initial fidelity of the initial stock, null if there is none
 * @param fillable the slots in which it can be filled, ascending, with the fidelity of the stored pairs
 */
export function fidelitiesInStore(
  { scenario, topology }: Pick<ScenarioIndex, 'scenario' | 'topology'>,
  initial: number | null,
  fillable: Iterable<{ readonly slot: number; readonly fidelity: number }>,
): Float64Array {
  const { memory } = scenario.storage;
  const { slotCount, slotSeconds } = topology;
  const rated = new Float64Array(slotCount);
  let least = initial;
  const longest = slotsInStore(memory, slotSeconds);
  /** The slot before the first for an initial stock. */
  let filledIn = -1;
  const rate = (to: number) => {
    if (least === null) return;
    const last = Math.min(to, filledIn + longest + 1);
    rated.fill(ratedFidelity(least, memory, slotSeconds), filledIn + 1, last);
  };
  for (const { slot, fidelity } of fillable) {
    rate(slot + 1);
    least = least === null ? fidelity : Math.min(least, fidelity);
    filledIn = slot;
  }
  rate(slotCount);
  return rated;
}
