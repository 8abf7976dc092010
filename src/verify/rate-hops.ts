import type { Hop } from '../domain/problem.ts';
import type { Contacts } from './contacts.ts';
import { losses, swappedFidelity } from './fidelity.ts';
import type { ScenarioIndex } from './scenario-index.ts';

/** A stock as the paths that draw on it see it. */
export interface StockToDrawOn {
  /** B = min(B_m1, B_m2), pairs. */
  readonly capacity: number;
  /** Per slot; 0 while nothing can be in stock. */
  readonly rated: () => Float64Array;
}

/** A complete path in a slot in which all its hops are available. */
export interface CompletePath {
  readonly slot: number;
  /** F of f(p). */
  readonly fidelity: number;
  /** What it could carry if a delivered pair took one pair of every hop, pairs/s. */
  readonly rate: number;
}

/** The slots in which every hop is available, ascending; `null` stands for a stock that cannot be known. */
export function* rateHops(
  { topology, scenario }: Pick<ScenarioIndex, 'topology' | 'scenario'>,
  contacts: readonly Contacts[],
  hops: readonly Hop[],
  stockOf: (hop: Extract<Hop, { kind: 'stored' }>) => StockToDrawOn | null,
): Generator<CompletePath> {
  const own: Contacts[] = [];
  const drawn: StockToDrawOn[] = [];
  for (const hop of hops) {
    const found = hop.kind === 'link' ? contacts[hop.link] : stockOf(hop);
    if (!found) return;
    if ('rated' in found) drawn.push(found);
    else own.push(found);
  }
  const { leaving } = losses(scenario.storage.memory, topology.slotSeconds);
  // The link that is there least says where to look.
  own.sort((a, b) => a.slot.length - b.slot.length);
  const looked = own[0]?.slot ?? Int32Array.from({ length: topology.slotCount }, (_, slot) => slot);
  const stored = Math.min(...drawn.map(({ capacity }) => (capacity * leaving) / topology.slotSeconds));
  const ratings = drawn.map(({ rated }) => rated());
  /** Per link: the first of its slots that is not before the present one. */
  const next = new Int32Array(own.length);
  const fidelities = new Array<number>(hops.length);
  slots: for (let at = 0; at < looked.length; at++) {
    const slot = looked[at]!;
    let rate = stored;
    let count = 0;
    for (const rated of ratings) {
      if (rated[slot] === 0) continue slots;
      fidelities[count++] = rated[slot]!;
    }
    for (let link = 0; link < own.length; link++) {
      const contact = own[link]!;
      const { slot: slots } = contact;
      let position = next[link]!;
      while (position < slots.length && slots[position]! < slot) position++;
      next[link] = position;
      if (slots[position] !== slot) continue slots;
      fidelities[count++] = contact.fidelity[position]!;
      rate = Math.min(rate, contact.rate[position]!);
    }
    yield { slot, fidelity: swappedFidelity(fidelities, scenario.gates), rate };
  }
}
