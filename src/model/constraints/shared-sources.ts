/**
 * S (ours): Σ_{e fed by m} load_e / C_e ≤ 1, where one source feeds several links and C_e is what it gives to one alone.
 * Without pointing, an equal share of the source is counted into C_e.
 */

import { acquiredCapacity } from '../../domain/acquired-capacity.ts';
import { capacityAsRate } from '../../domain/network.ts';
import type { Layout } from '../layout.ts';
import type { Taken } from './family.ts';
import { packingFamily } from './packing.ts';

export const sharedSources = packingFamily({
  rowName: (node, slot) => `S(m${node},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  order: 'slot',
  limit: () => 1,
  ofChoice: ({ layout, choiceUse }, choice) => {
    const { slot, cost } = layout.choices[choice]!.offer;
    return fedBy(layout, choiceUse[choice]!.links, slot, cost);
  },
  ofFill: ({ layout, fillUse }, fill) => {
    const { slot, cost } = layout.fills[fill]!.fill;
    return fedBy(layout, fillUse[fill]!.links, slot, cost);
  },
});

/** What a pair/s of a path takes of each source that feeds its links. */
function fedBy(
  { problem: { topology } }: Layout,
  links: readonly number[],
  slot: number,
  cost: number,
): Taken {
  const { pointing } = topology;
  if (pointing === undefined) return NOTHING;
  const shares = new Map<number, number>();
  for (const link of links) {
    const source = pointing.sources[link]!;
    if (source < 0) continue;
    const capacity = capacityAsRate(acquiredCapacity(topology.slots[slot]!, link), topology);
    shares.set(source, (shares.get(source) ?? 0) + cost / capacity);
  }
  return shares.size === 0 ? NOTHING : { entities: [...shares.keys()], each: [...shares.values()] };
}

const NOTHING: Taken = { entities: [], each: 0 };
