/**
 * A layout in which telescopes point as a selection says: links with a limited telescope are there only while they are
 * pointed along and acquired, and all else is as it was. Choices and fills keep their indices; what a link no longer
 * carries lowers their caps, to 0 where it is not there.
 */
import { capacityAsRate, capacityIn, type SlotLinks, type Topology } from '../domain/network.ts';
import { type Hop, pathOf, subPathOf } from '../domain/problem.ts';
import type { Layout } from './layout.ts';
import { limitedLinks } from './limited-links.ts';
import { type PointingColumns, pointingsIn } from './pointing-columns.ts';
import { pointedBy, type Selection } from './selection.ts';

export function flownLayout(layout: Layout, selection: Selection): Layout {
  const { pointing, problem } = layout;
  if (pointing === null) return layout;
  const topology = flownTopology(problem.topology, pointing, pointedBy(layout, selection));
  const limitedOf = limitedLinks(pointing.limits);
  const capOf = (hops: readonly Hop[], { slot, cost, rateCap }: Capped): number => {
    let least = rateCap;
    for (const link of limitedOf(hops)) {
      least = Math.min(least, capacityAsRate(capacityIn(topology.slots[slot]!, link), topology) / cost);
    }
    return least;
  };
  return {
    ...layout,
    problem: { ...problem, topology },
    choices: layout.choices.map((choice) => {
      const rateCap = capOf(pathOf(problem, choice).hops, choice.offer);
      return rateCap === choice.offer.rateCap ? choice : { ...choice, offer: { ...choice.offer, rateCap } };
    }),
    fills: layout.fills.map((filling) => {
      const rateCap = capOf(subPathOf(problem, filling).hops, filling.fill);
      return rateCap === filling.fill.rateCap ? filling : { ...filling, fill: { ...filling.fill, rateCap } };
    }),
    pointing: null,
  };
}

interface Capped {
  readonly slot: number;
  readonly cost: number;
  readonly rateCap: number;
}

/** By pointing column, the share of the slot that acquisition leaves where telescopes point; 0 elsewhere. */
function flownShares(
  { columns, indexOf, lostShares }: PointingColumns,
  pointed: ArrayLike<number>,
): Float64Array {
  const since = new Int32Array(columns.length).fill(-1);
  const shares = new Float64Array(columns.length);
  columns.forEach(({ link, slot }, index) => {
    if (pointed[index] !== 1) return;
    const before = indexOf(link, slot - 1);
    since[index] = before >= 0 ? since[before]! + 1 : 0;
    shares[index] = 1 - (lostShares(link)[since[index]!] ?? 0);
  });
  return shares;
}

function flownTopology(topology: Topology, pointing: PointingColumns, pointed: ArrayLike<number>): Topology {
  const shares = flownShares(pointing, pointed);
  return {
    ...topology,
    slots: topology.slots.map((links, slot) => flownSlot(links, slot, pointing, shares)),
  };
}

function flownSlot(
  slotLinks: SlotLinks,
  slot: number,
  pointing: PointingColumns,
  shares: Float64Array,
): SlotLinks {
  const { link, fidelity } = slotLinks;
  const { acquired } = slotLinks.pointing!;
  const shareOf = new Map<number, number>();
  for (const index of pointingsIn(pointing, slot)) shareOf.set(pointing.columns[index]!.link, shares[index]!);
  const capacity = slotLinks.capacity.map((whole, position) => {
    const index = link[position]!;
    return pointing.limits.links[index] === null ? whole : acquired[position]! * (shareOf.get(index) ?? 0);
  });
  const isThere = (_: number, position: number) => capacity[position]! > 0;
  return {
    ...slotLinks,
    link: link.filter(isThere),
    capacity: capacity.filter(isThere),
    fidelity: fidelity.filter(isThere),
    pointing: {
      acquired: acquired.filter(isThere),
      acquiring: new Int32Array(),
      acquiringCapacity: new Float64Array(),
    },
  };
}
