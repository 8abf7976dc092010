import type { Topology } from '../domain/network.ts';
import type { Hop, SubPath } from '../domain/problem.ts';
import { fidelityOf, wernerOf } from '../physics/swapping.ts';
import { pathsByRarestLink } from './rarest-links.ts';

/** How swapping and waiting change pairs. */
export interface PairQuality {
  /** Factor on the Werner parameter for every join of two links. */
  readonly swapFactor: number;
  /** A sub-path can be filled only in slots in which its fidelity is above this value. */
  readonly minimumFidelity: number;
  /** The fidelity that a stored pair counts with, given its fidelity when it was stored. */
  readonly storedFidelity: (fidelity: number) => number;
  /** Slots after which a stock that was not filled again counts as empty. */
  readonly longestStorageSlots: number;
  /**
   * Factor on the Werner parameter of what fills a stock in a slot, for what its halves have waited; 0 if no news gets
   * through. 1 if absent.
   */
  readonly keptAtFill?: (slot: number) => (subPath: Pick<SubPath, 'nodes' | 'hops'>) => number;
}

export type CataloguedSubPath = Omit<SubPath, 'fills'>;

/** The network of one slot, with the stocks that may exist; valid until the iterator moves on. */
export interface SlotView {
  readonly slot: number;
  /** C^t by link; 0 without a contact. */
  readonly capacity: Float64Array;
  /** Werner parameter of F^t by link; NaN without a contact. */
  readonly werner: Float64Array;
  /** Werner parameter of stored pairs, by storage pair and sub-path; NaN while there cannot be any. */
  readonly storedWerner: readonly Float64Array[];
  /** The sub-paths that can be filled in this slot. */
  readonly fillable: readonly Fillable[];
}

interface Fillable {
  readonly pair: number;
  readonly subPath: number;
  /** Fidelity of the pairs when they are stored. */
  readonly fidelity: number;
}

/** Slack that keeps "above the minimum" strict in spite of rounding. */
const FIDELITY_SLACK = 1e-12;

/**
 * Goes through the slots in order. A stored pair counts with the lowest fidelity of its sub-path in any earlier slot in
 * which it could be filled, or of its initial stock: safe whichever pair is drawn, and exact for constant fidelities
 * (docs/decisions).
 *
 * @param subPaths of each storage pair; a virtual link in one must refer to another of these.
 */
export function* slotViews(
  topology: Topology,
  subPaths: readonly (readonly CataloguedSubPath[])[],
  quality: PairQuality,
): Generator<SlotView> {
  const capacity = new Float64Array(topology.links.length);
  const werner = new Float64Array(topology.links.length).fill(Number.NaN);
  const least = subPaths.map((ofPair) =>
    Float64Array.from(ofPair, ({ initialFidelity }) => initialFidelity ?? Number.NaN),
  );
  const longest = quality.longestStorageSlots;
  /** Filled sub-paths by the last slot in which they count. */
  const expiring = new Map<number, { readonly pair: number; readonly subPath: number }[]>();
  const filledIn = subPaths.map((ofPair) => new Int32Array(ofPair.length).fill(-1));
  const isKept = longest > 0;
  const wernerInStore = (fidelity: number) =>
    isKept ? wernerOf(quality.storedFidelity(fidelity)) : Number.NaN;
  const storedWerner = least.map((ofPair) => ofPair.map(wernerInStore));
  const places = subPaths.flatMap((ofPair, pair) =>
    ofPair.map(({ hops }, subPath) => ({ pair, subPath, hops })),
  );
  const expireAfter = (slot: number, place: { readonly pair: number; readonly subPath: number }) => {
    if (!(slot < topology.slotCount)) return;
    const known = expiring.get(slot);
    if (known) known.push(place);
    else expiring.set(slot, [place]);
  };
  for (const place of places) {
    if (subPaths[place.pair]![place.subPath]!.initialFidelity !== null) expireAfter(longest - 1, place);
  }
  const visitPresent = pathsByRarestLink(
    topology,
    places.map(({ hops }) => hops),
  );
  const wernerOfPlace = pathWerners(
    places.map(({ hops }) => hops),
    quality.swapFactor,
  );
  for (const [slot, links] of topology.slots.entries()) {
    links.link.forEach((link, position) => {
      capacity[link] = links.capacity[position]!;
      werner[link] = wernerOf(links.fidelity[position]!);
    });
    const present = { slot, capacity, werner, storedWerner };
    const fillable: Fillable[] = [];
    const keptIn = quality.keptAtFill?.(slot);
    visitPresent(slot, (place) => {
      const swapped = wernerOfPlace(place, present);
      if (Number.isNaN(swapped)) return;
      const { pair, subPath } = places[place]!;
      const fidelity = fidelityOf(keptIn ? swapped * keptIn(subPaths[pair]![subPath]!) : swapped);
      if (fidelity > quality.minimumFidelity + FIDELITY_SLACK) fillable.push({ pair, subPath, fidelity });
    });
    yield { ...present, fillable };
    for (const { pair, subPath, fidelity } of fillable) {
      filledIn[pair]![subPath] = slot;
      const isLeast = !(least[pair]![subPath]! <= fidelity);
      if (isLeast) least[pair]![subPath] = fidelity;
      if (isLeast || Number.isNaN(storedWerner[pair]![subPath]!)) {
        storedWerner[pair]![subPath] = wernerInStore(least[pair]![subPath]!);
      }
      expireAfter(slot + longest, { pair, subPath });
    }
    for (const { pair, subPath } of expiring.get(slot) ?? []) {
      if (filledIn[pair]![subPath]! + longest === slot) storedWerner[pair]![subPath] = Number.NaN;
    }
    expiring.delete(slot);
    for (const link of links.link) {
      capacity[link] = 0;
      werner[link] = Number.NaN;
    }
  }
}

/**
 * Werner parameter of the complete path f(p) in a slot, by index of the path; NaN if a link or a stock is missing. Of
 * millions of questions most are about paths of which a link is missing, so hops are kept as numbers.
 */
export function pathWerners(
  paths: readonly (readonly Hop[])[],
  swapFactor: number,
): (path: number, view: Pick<SlotView, 'werner' | 'storedWerner'>) => number {
  const firstHop = new Int32Array(paths.length + 1);
  paths.forEach((hops, path) => {
    firstHop[path + 1] = firstHop[path]! + hops.length;
  });
  const hops = paths.flat();
  /** The link of a hop, or −1. */
  const linkOf = Int32Array.from(hops, (hop) => (hop.kind === 'link' ? hop.link : -1));
  const pairOf = Int32Array.from(hops, (hop) => (hop.kind === 'stored' ? hop.pair : -1));
  const subPathOf = Int32Array.from(hops, (hop) => (hop.kind === 'stored' ? hop.subPath : -1));
  const longest = paths.reduce((most, { length }) => Math.max(most, length), 0);
  const swaps = Float64Array.from({ length: longest + 1 }, (_, count) => swapFactor ** (count - 1));
  return (path, { werner: ofLink, storedWerner }) => {
    const end = firstHop[path + 1]!;
    let werner = swaps[end - firstHop[path]!]!;
    for (let hop = firstHop[path]!; hop < end; hop++) {
      const link = linkOf[hop]!;
      const factor = link >= 0 ? ofLink[link]! : storedWerner[pairOf[hop]!]![subPathOf[hop]!]!;
      if (Number.isNaN(factor)) return Number.NaN;
      werner *= factor;
    }
    return werner;
  };
}
