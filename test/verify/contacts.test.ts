import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Topology } from '../../src/domain/network.ts';
import { contactsOf, visitTogether } from '../../src/verify/contacts.ts';

/** A network of which only the slots count: which links exist in each. */
const networkOf = (linksBySlot: readonly (readonly number[])[], linkCount: number): Topology =>
  ({
    slotCount: linksBySlot.length,
    slotSeconds: 10,
    capacityUnit: 'pairs-per-slot',
    links: Array.from({ length: linkCount }, (_, link) => ({ id: `${link}` })),
    slots: linksBySlot.map((links, slot) => ({
      link: Int32Array.from(links),
      capacity: Float64Array.from(links, (link) => 100 * link + slot + 1),
      fidelity: Float64Array.from(links, (link) => 1 / (1 + link + slot)),
    })),
  }) as unknown as Topology;

const togetherIn = (network: Topology, links: readonly number[]) => {
  const contacts = contactsOf(network);
  const found: { slot: number; rates: number[]; fidelities: number[] }[] = [];
  const own = links.map((link) => contacts[link]!);
  visitTogether(own, network.slotCount, (slot, positions) => {
    found.push({
      slot,
      rates: own.map(({ rate }, link) => rate[positions[link]!]!),
      fidelities: own.map(({ fidelity }, link) => fidelity[positions[link]!]!),
    });
  });
  return found;
};

describe('contacts of links', () => {
  it('are those of the slots, link by link', () => {
    const network = networkOf([[0, 1], [1], [], [0]], 3);
    expect(contactsOf(network).map(({ slot }) => [...slot])).toEqual([[0, 3], [0, 1], []]);
    expect([...contactsOf(network)[1]!.rate]).toEqual([10.1, 10.2]);
  });

  it('are found where all of them exist, as by looking into every slot (seed 5)', () => {
    const LINKS = 4;
    // Words of 32 slots: none, some and all slots of a word, and a last word that is not full.
    const slots = fc.array(fc.subarray([0, 1, 2, 3]), { minLength: 1, maxLength: 100 });
    const wanted = fc.array(fc.integer({ min: 0, max: LINKS - 1 }), { maxLength: 4 });
    let visited = 0;
    fc.assert(
      fc.property(slots, wanted, fc.boolean(), (linksBySlot, links, isDense) => {
        const all = Array.from({ length: LINKS }, (_, link) => link);
        const network = networkOf(isDense ? linksBySlot.map(() => all) : linksBySlot, LINKS);
        const expected = network.slots.flatMap(({ link }, slot) =>
          links.every((one) => link.includes(one))
            ? [
                {
                  slot,
                  rates: links.map((one) => (100 * one + slot + 1) / 10),
                  fidelities: links.map((one) => 1 / (1 + one + slot)),
                },
              ]
            : [],
        );
        expect(togetherIn(network, links)).toEqual(expected);
        visited += expected.length;
      }),
      { seed: 5, numRuns: 300 },
    );
    expect(visited).toBeGreaterThan(1000);
  });
});
