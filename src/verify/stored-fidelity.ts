import { ratedFidelity } from './quality.ts';
import type { Setting } from './setting.ts';

/**
 * The fidelity at which the pairs of one sub-path count in each slot: the least at which any of them
 * was put in store, initial stock included, rated for its wait in memory; 0 before any could be there.
 *
 * @param initial of the initial stock, null where there is none
 * @param fillable the slots in which it can be filled, ascending, with the fidelity of what is put in store
 */
export function fidelitiesInStore(
  { scenario, topology }: Pick<Setting, 'scenario' | 'topology'>,
  initial: number | null,
  fillable: Iterable<{ readonly slot: number; readonly fidelity: number }>,
): Float64Array {
  const { memory } = scenario.storage;
  const { slotCount, slotSeconds } = topology;
  const rated = new Float64Array(slotCount);
  let least = initial;
  let from = 0;
  const rate = (to: number) => {
    if (least !== null) rated.fill(ratedFidelity(least, memory, slotSeconds), from, to);
    from = to;
  };
  for (const { slot, fidelity } of fillable) {
    if (least !== null && fidelity >= least) continue;
    rate(slot + 1);
    least = fidelity;
  }
  rate(slotCount);
  return rated;
}
