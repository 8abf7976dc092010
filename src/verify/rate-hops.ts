import type { Hop } from '../domain/problem.ts';
import { type Contacts, visitTogether } from './contacts.ts';
import { losses, swapping, withHop } from './fidelity.ts';
import type { ScenarioIndex } from './scenario-index.ts';

/** A stock as the paths that draw on it see it. */
export interface StockToDrawOn {
  /** B = min(B_m1, B_m2), pairs. */
  readonly capacity: number;
  /** Per slot; 0 while nothing can be in stock. */
  readonly rated: () => Float64Array;
}

/**
 * Takes a complete path in a slot in which all its hops are available.
 * @param fidelity F of f(p)
 * @param rate what it could carry if a delivered pair took one pair of every hop, pairs/s
 */
export type VisitSlot = (slot: number, fidelity: number, rate: number) => void;

/** Visits the slots in which every hop is available, ascending; `null` stands for a stock that cannot be known. */
export function rateHops(
  { topology, scenario }: Pick<ScenarioIndex, 'topology' | 'scenario'>,
  contacts: readonly Contacts[],
  hops: readonly Hop[],
  stockOf: (hop: Extract<Hop, { kind: 'stored' }>) => StockToDrawOn | null,
  visit: VisitSlot,
): void {
  const own: Contacts[] = [];
  const drawn: StockToDrawOn[] = [];
  for (const hop of hops) {
    const found = hop.kind === 'link' ? contacts[hop.link] : stockOf(hop);
    if (!found) return;
    if ('rated' in found) drawn.push(found);
    else own.push(found);
  }
  const { leaving } = losses(scenario.storage.memory, topology.slotSeconds);
  // Those that are there least come first.
  own.sort((a, b) => a.slot.length - b.slot.length);
  const stored = Math.min(...drawn.map(({ capacity }) => (capacity * leaving) / topology.slotSeconds));
  const ratings = drawn.map(({ rated }) => rated());
  const fidelityOf = swapping(hops.length, scenario.gates);
  visitTogether(own, topology.slotCount, (slot, positions) => {
    let rate = stored;
    let product = 1;
    for (const rated of ratings) {
      if (rated[slot] === 0) return;
      product = withHop(product, rated[slot]!);
    }
    for (let link = 0; link < own.length; link++) {
      const { fidelity, rate: most } = own[link]!;
      const position = positions[link]!;
      product = withHop(product, fidelity[position]!);
      rate = Math.min(rate, most[position]!);
    }
    visit(slot, fidelityOf(product), rate);
  });
}
