import { capacityAsRate, type Topology } from '../domain/network.ts';

/** The slots in which one link exists, ascending, as parallel arrays. */
export interface Contacts {
  readonly slot: Int32Array;
  /** C^t as a rate, pairs/s. */
  readonly rate: Float64Array;
  readonly fidelity: Float64Array;
}

/** The network link by link rather than slot by slot. */
export function contactsOf(topology: Topology): Contacts[] {
  const counts = new Int32Array(topology.links.length);
  for (const { link } of topology.slots) for (const one of link) counts[one]! += 1;
  const contacts = Array.from(counts, (count) => ({
    slot: new Int32Array(count),
    rate: new Float64Array(count),
    fidelity: new Float64Array(count),
  }));
  const next = new Int32Array(topology.links.length);
  topology.slots.forEach(({ link, capacity, fidelity }, slot) => {
    link.forEach((one, position) => {
      const at = next[one]!++;
      contacts[one]!.slot[at] = slot;
      contacts[one]!.rate[at] = capacityAsRate(capacity[position]!, topology);
      contacts[one]!.fidelity[at] = fidelity[position]!;
    });
  });
  return contacts;
}
