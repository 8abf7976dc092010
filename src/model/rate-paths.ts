import { capacityAsRate, type Topology } from '../domain/network.ts';
import type { Fill, Hop, Offer, Reach, StoragePair } from '../domain/problem.ts';
import type { Catalogue } from '../graph/catalogue.ts';
import { pathsByRarestLink } from '../graph/rarest-links.ts';
import { type PairQuality, pathWerner, type SlotView, slotViews } from '../graph/slot-views.ts';
import { type Purification, type PurificationProtocol, purify } from '../physics/purification.ts';
import { fidelityOf, type GateQuality } from '../physics/swapping.ts';

/** Above this many base pairs per delivered pair a path counts as out of reach. */
const LARGEST_COST = 1e6;

export interface RatingRequest {
  readonly topology: Topology;
  readonly pairs: readonly Pick<StoragePair, 'capacity'>[];
  readonly fidelityTargets: readonly number[];
  readonly catalogue: Catalogue;
  readonly quality: PairQuality;
  readonly protocol: PurificationProtocol;
  readonly gates: GateQuality;
  /** q. */
  readonly swapSuccess: number;
  readonly onSlot?: () => void;
}

export interface Ratings {
  /** By storage pair and sub-path. */
  readonly fills: readonly (readonly Fill[][])[];
  /** By demand and path. */
  readonly offers: readonly (readonly Offer[][])[];
  /** By demand and slot. */
  readonly reach: readonly Reach[][];
}

/**
 * What every catalogued path is worth in every slot: F^t_p of f(p), g^t_p and Y^max. A path is usable
 * in all slots in which its links and stocks are there and F reaches the target, whichever slot it
 * was found in.
 */
export function ratePaths(request: RatingRequest): Ratings {
  const { topology, catalogue, quality } = request;
  const fills = catalogue.subPaths.map((ofPair) => ofPair.map((): Fill[] => []));
  const offers = catalogue.paths.map((ofDemand) => ofDemand.map((): Offer[] => []));
  const reach = catalogue.paths.map((): Reach[] => []);
  const purifiers = request.fidelityTargets.map((target) => purifierTo(target, request));
  const places = catalogue.paths.flatMap((ofDemand, demand) =>
    ofDemand.map(({ hops }, path) => ({ demand, path, hops })),
  );
  const visitPresent = pathsByRarestLink(
    topology,
    places.map(({ hops }) => hops),
  );
  for (const view of slotViews(topology, catalogue.subPaths, quality)) {
    const { slot } = view;
    for (const { pair, subPath, fidelity } of view.fillable) {
      const { hops } = catalogue.subPaths[pair]![subPath]!;
      const cost = swapLosses(hops, request.swapSuccess);
      fills[pair]![subPath]!.push({ slot, cost, fidelity, rateCap: rateCap(hops, cost, view, request) });
    }
    for (const ofDemand of reach) ofDemand.push('no-contact');
    visitPresent(slot, (place) => {
      const { demand, path, hops } = places[place]!;
      const werner = pathWerner(hops, view, quality.swapFactor);
      if (Number.isNaN(werner)) return;
      if (reach[demand]![slot] === 'no-contact') reach[demand]![slot] = 'fidelity-out-of-reach';
      const fidelity = fidelityOf(werner);
      const purified = purifiers[demand]!(fidelity);
      if (!purified.feasible) return;
      const cost = purified.cost * swapLosses(hops, request.swapSuccess);
      if (cost > LARGEST_COST) return;
      reach[demand]![slot] = 'usable';
      offers[demand]![path]!.push({
        slot,
        fidelity,
        deliveredFidelity: purified.fidelity,
        cost,
        rateCap: rateCap(hops, cost, view, request),
      });
    });
    request.onSlot?.();
  }
  return { fills, offers, reach };
}

/** 1/q^J with J joins between the hops; those inside a sub-path were paid for when it was filled. */
const swapLosses = (hops: readonly Hop[], swapSuccess: number): number =>
  1 / swapSuccess ** (hops.length - 1);

/** min over own links of C/g, and over virtual links of B/(g δ), in pairs/s. */
function rateCap(hops: readonly Hop[], cost: number, view: SlotView, request: RatingRequest): number {
  const { topology, pairs } = request;
  const caps = hops.map((hop) =>
    hop.kind === 'link'
      ? capacityAsRate(view.capacity[hop.link]!, topology) / cost
      : pairs[hop.pair]!.capacity / (cost * topology.slotSeconds),
  );
  return Math.min(...caps);
}

/** `purify` to one target, remembering the fidelities already asked for. */
function purifierTo(target: number, { protocol, gates }: RatingRequest): (fidelity: number) => Purification {
  const known = new Map<number, Purification>();
  return (fidelity) => {
    let purified = known.get(fidelity);
    if (purified === undefined) {
      purified = purify(fidelity, target, protocol, gates);
      known.set(fidelity, purified);
    }
    return purified;
  };
}
