/**
 * C4: Σ y·g ≤ C^t per link and slot, as a rate, over the user and storage paths whose own real hops contain
 * the link; the sub-path behind a virtual link is charged when it fills. Where telescopes are pointed along a link,
 * P2 takes its place (pointed-capacity.ts).
 */
import { capacityAsRate, capacityIn } from '../../domain/network.ts';
import type { Layout } from '../layout.ts';
import type { ProgramScope } from '../program-scope.ts';
import { packingFamily } from './packing.ts';

export const linkCapacity = packingFamily({
  rowName: (link, slot) => `C4(e${link},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  order: 'slot',
  limit: ({ problem: { topology } }, link, slot) =>
    capacityAsRate(capacityIn(topology.slots[slot]!, link), topology),
  ofChoice: ({ layout, choiceUse }, choice) => ({
    entities: unlimited(layout, choiceUse[choice]!.links),
    each: layout.choices[choice]!.offer.cost,
  }),
  ofFill: ({ layout, fillUse }, fill) => ({
    entities: unlimited(layout, fillUse[fill]!.links),
    each: layout.fills[fill]!.fill.cost,
  }),
  isImplied: (scope, { choices, fills }, limit) => fills.length === 0 && isImplied(scope, choices, limit),
});

const unlimited = ({ pointing }: Layout, links: readonly number[]): readonly number[] =>
  pointing === null ? links : links.filter((link) => pointing.limits.links[link] === null);

/**
 * Whether C1 and C2 imply the row: one demand alone uses the link, and g·Y^max ≤ C for each of its choices, so that
 * Σ g y ≤ Σ g Y^max x ≤ C Σ x ≤ C (checked by the numbers).
 */
function isImplied({ layout }: ProgramScope, choices: readonly number[], capacity: number): boolean {
  const offers = choices.map((choice) => layout.choices[choice]!);
  return (
    new Set(choices).size === choices.length &&
    offers.every(
      ({ group, offer }) =>
        group === offers[0]!.group && offer.cost * offer.rateCap <= capacity * (1 + 1e-12),
    )
  );
}
