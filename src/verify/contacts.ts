import { capacityAsRate, type Topology } from '../domain/network.ts';

/** The slots in which one link exists, ascending, as parallel arrays. */
export interface Contacts {
  readonly slot: Int32Array;
  /** C^t as a rate, pairs/s. */
  readonly rate: Float64Array;
  readonly fidelity: Float64Array;
  /** The same slots as bits, 32 in a word, and how many of them come before each word. */
  readonly bits: Int32Array;
  readonly before: Int32Array;
}

const WORD = 32;

const known = new WeakMap<Topology, readonly Contacts[]>();

/** The network link by link rather than slot by slot; the answer is remembered. */
export function contactsOf(topology: Topology): readonly Contacts[] {
  const contacts = known.get(topology) ?? readContacts(topology);
  known.set(topology, contacts);
  return contacts;
}

function readContacts(topology: Topology): Contacts[] {
  const counts = new Int32Array(topology.links.length);
  for (const { link } of topology.slots) for (const one of link) counts[one]! += 1;
  const words = Math.ceil(topology.slotCount / WORD);
  const contacts = Array.from(counts, (count) => ({
    slot: new Int32Array(count),
    rate: new Float64Array(count),
    fidelity: new Float64Array(count),
    bits: new Int32Array(words),
    before: new Int32Array(words),
  }));
  const next = new Int32Array(topology.links.length);
  topology.slots.forEach(({ link, capacity, fidelity }, slot) => {
    link.forEach((one, position) => {
      const at = next[one]!++;
      const contact = contacts[one]!;
      contact.slot[at] = slot;
      contact.rate[at] = capacityAsRate(capacity[position]!, topology);
      contact.fidelity[at] = fidelity[position]!;
      contact.bits[Math.floor(slot / WORD)]! |= 1 << (slot % WORD);
    });
  });
  for (const { bits, before } of contacts) {
    for (let word = 1; word < words; word++) before[word] = before[word - 1]! + ones(bits[word - 1]!);
  }
  return contacts;
}

/**
 * Visits the slots in which all of these links exist, ascending; all slots for none.
 * @param visit gets where the slot is in the arrays of each link; valid during the visit
 */
export function visitTogether(
  contacts: readonly Contacts[],
  slotCount: number,
  visit: (slot: number, positions: Int32Array) => void,
): void {
  const positions = new Int32Array(contacts.length);
  for (let first = 0, word = 0; first < slotCount; first += WORD, word++) {
    let there = slotCount - first < WORD ? (1 << (slotCount - first)) - 1 : -1;
    for (let link = 0; link < contacts.length && there !== 0; link++) there &= contacts[link]!.bits[word]!;
    for (; there !== 0; there &= there - 1) {
      const lowest = there & -there;
      for (let link = 0; link < contacts.length; link++) {
        const { bits, before } = contacts[link]!;
        positions[link] = before[word]! + ones(bits[word]! & (lowest - 1));
      }
      visit(first + WORD - 1 - Math.clz32(lowest), positions);
    }
  }
}

/** How many bits of a word are 1: counted in pairs, then fours, then bytes. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
