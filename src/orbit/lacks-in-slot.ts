import { CONTACT_LIMITS } from '../domain/idle-reason.ts';
import type { DroppedContacts, Topology } from '../domain/network.ts';

/** More than the bits of all limits. */
const LACKS = 2 ** CONTACT_LIMITS.length;

/**
 * What two telescopes lack in a slot, as bits of `CONTACT_LIMITS`; 0 if nothing is recorded. They are given as in
 * `DroppedContacts`, with −1 if there is no platform between them.
 */
export function lacksInSlot({
  nodes,
  slots,
}: Pick<Topology, 'nodes' | 'slots'>): (slot: number, upper: number, lower: number, via: number) => number {
  const keyOf = (upper: number, lower: number, via: number): number =>
    LACKS * ((upper * nodes.length + lower) * (nodes.length + 1) + via + 1);
  const sorted = new Map<number, Float64Array>();
  const entriesOf = (slot: number): Float64Array => {
    const known = sorted.get(slot) ?? sortedEntries(slots[slot]!.dropped, keyOf);
    sorted.set(slot, known);
    return known;
  };
  return (slot, upper, lower, via) => {
    const entries = entriesOf(slot);
    const key = keyOf(upper, lower, via);
    const found = entries[firstFrom(entries, key)] ?? 0;
    return found - key < LACKS && found > key ? found - key : 0;
  };
}

/** The keys of dropped contacts, each with its bits added. */
function sortedEntries(
  dropped: DroppedContacts | undefined,
  keyOf: (upper: number, lower: number, via: number) => number,
): Float64Array {
  if (dropped === undefined) return new Float64Array();
  const { upper, lower, via, lacks } = dropped;
  return Float64Array.from(
    lacks,
    (bits, place) => keyOf(upper[place]!, lower[place]!, via[place]!) + bits,
  ).sort();
}

/** The position of the first value that is not below a limit. */
function firstFrom(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
