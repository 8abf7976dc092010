/**
 * Where telescopes may point: (e, t) in which a link with a limited telescope is in contact and a path over it can be
 * used, or telescopes are pinned to it, and, where acquisition takes time, between two such slots and as long before as
 * acquisition takes.
 */
import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import { capacityAsRate, type Topology } from '../domain/network.ts';
import { lostShares, type PointingLimits, statedUse } from '../domain/pointing.ts';
import { type Fill, type Offer, type Problem, pathOf, subPathOf } from '../domain/problem.ts';
import { limitedLinks } from './limited-links.ts';

interface PointingColumn {
  readonly link: number;
  readonly slot: number;
  /** C^t_e once acquired, pairs/s. */
  readonly capacity: number;
  /** Bounds of w: 1 and 1 where telescopes are pinned by hand, 0 and 0 where it is forbidden. */
  readonly least: 0 | 1;
  readonly most: 0 | 1;
}

export interface PointingColumns {
  readonly limits: PointingLimits;
  /** In the order of slots, then of links. */
  readonly columns: readonly PointingColumn[];
  /** Per slot, the index of its first column; one more entry at the end. */
  readonly firstOf: Int32Array;
  /** The most slots that acquisition of a link takes. */
  readonly longestAcquisition: number;
  /** s_j of each link, for j below the slots that acquisition takes. */
  lostShares(link: number): readonly number[];
  /** The column of a link in a slot, or −1. */
  indexOf(link: number, slot: number): number;
  /** Columns of a link, in the order of slots. */
  ofLink(link: number): readonly number[];
}

/** The columns of a link, and which of them is that of a slot; −1 where there is none. */
interface OfLink {
  readonly all: number[];
  readonly at: Int32Array;
}

export function pointingColumns(
  problem: Problem,
  choices: readonly { readonly demand: number; readonly path: number; readonly offer: Offer }[],
  fills: readonly { readonly pair: number; readonly subPath: number; readonly fill: Fill }[],
): PointingColumns | null {
  const { topology } = problem;
  const { pointing: limits } = topology;
  if (limits === undefined) return null;
  const limitedOf = limitedLinks(limits);
  /** By link, a mark in each slot in which it can be of use. */
  const usedIn = new Map<number, Uint8Array>();
  const use = (links: readonly number[], slot: number) => {
    for (const link of links) {
      let slots = usedIn.get(link);
      if (slots === undefined) {
        slots = new Uint8Array(topology.slotCount);
        usedIn.set(link, slots);
      }
      slots[slot] = 1;
    }
  };
  for (const choice of choices) use(limitedOf(pathOf(problem, choice).hops), choice.offer.slot);
  for (const filling of fills) use(limitedOf(subPathOf(problem, filling).hops), filling.fill.slot);
  for (const { link, from, to, use: stated } of limits.stated ?? []) {
    if (stated !== 'pin' || limits.links[link] === null) continue;
    for (let slot = from; slot < to; slot++) use([link], slot);
  }

  const shares = new Map(
    [...usedIn.keys()].map((link) => {
      const { acquisitionSeconds } = limits.links[link]!;
      return [link, lostShares(acquisitionSeconds, topology.slotSeconds)] as const;
    }),
  );
  const found = [...usedIn].flatMap(([link, used]) => candidates(topology, limits, link, used));
  const columns = found.sort((a, b) => a.slot - b.slot || a.link - b.link);
  const firstOf = new Int32Array(topology.slotCount + 1);
  for (const { slot } of columns) firstOf[slot + 1]! += 1;
  for (let slot = 0; slot < topology.slotCount; slot++) firstOf[slot + 1]! += firstOf[slot]!;
  const byLink = limits.links.map((): OfLink | undefined => undefined);
  columns.forEach(({ link, slot }, index) => {
    const ofLink = byLink[link] ?? { all: [], at: new Int32Array(topology.slotCount).fill(-1) };
    ofLink.all.push(index);
    ofLink.at[slot] = index;
    byLink[link] = ofLink;
  });
  return {
    limits,
    columns,
    firstOf,
    longestAcquisition: Math.max(0, ...[...shares.values()].map(({ length }) => length)),
    lostShares: (link) => shares.get(link) ?? [],
    indexOf: (link, slot) => byLink[link]?.at[slot] ?? -1,
    ofLink: (link) => byLink[link]?.all ?? [],
  };
}

/** The slots of a link that are worth pointing at, run by run of its contacts. */
function candidates(
  topology: Topology,
  limits: PointingLimits,
  link: number,
  used: Uint8Array,
): PointingColumn[] {
  const { acquisitionSeconds } = limits.links[link]!;
  const capacityIn = (slot: number) =>
    slot < 0 ? 0 : capacityAsRate(acquiredCapacity(topology.slots[slot]!, link), topology);
  const columns: PointingColumn[] = [];
  const add = (slot: number) => {
    const capacity = capacityIn(slot);
    if (!(capacity > 0)) return;
    const stated = statedUse(limits, link, slot);
    columns.push({
      link,
      slot,
      capacity,
      least: stated === 'pin' ? 1 : 0,
      most: stated === 'forbid' ? 0 : 1,
    });
  };
  const before = Math.ceil(acquisitionSeconds / topology.slotSeconds);
  let last = Number.NEGATIVE_INFINITY;
  for (let slot = used.indexOf(1); slot >= 0; slot = used.indexOf(1, slot + 1)) {
    if (acquisitionSeconds > 0) {
      // Back to the last use, or as far as acquisition takes, while the contact lasts.
      const earliest = isInContact(capacityIn, last, slot) ? last + 1 : Math.max(last + 1, slot - before);
      let from = slot;
      while (from > earliest && capacityIn(from - 1) > 0) from--;
      for (let earlier = from; earlier < slot; earlier++) add(earlier);
    }
    add(slot);
    last = slot;
  }
  return columns;
}

function isInContact(capacityIn: (slot: number) => number, from: number, to: number): boolean {
  if (!Number.isFinite(from)) return false;
  for (let slot = from + 1; slot < to; slot++) if (capacityIn(slot) <= 0) return false;
  return true;
}

/** The columns of a slot. */
export function* pointingsIn({ firstOf }: PointingColumns, slot: number): Generator<number> {
  for (let index = firstOf[slot]!; index < firstOf[slot + 1]!; index++) yield index;
}

/** The columns of a link in slots that follow each other, while telescopes point along it. */
export function runsOf(
  { columns, ofLink }: PointingColumns,
  link: number,
  pointed: ArrayLike<number>,
): number[][] {
  const runs: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const index of ofLink(link)) {
    if (pointed[index] !== 1) continue;
    const { slot } = columns[index]!;
    if (slot === last + 1) runs.at(-1)!.push(index);
    else runs.push([index]);
    last = slot;
  }
  return runs;
}
