import { stockChange } from '../domain/memory.ts';
import { capacityAsRate, type Topology } from '../domain/network.ts';
import type { Fill, Hop, Offer, Reach, StoragePair } from '../domain/problem.ts';
import type { Catalogue } from '../graph/catalogue.ts';
import { pathsByRarestLink } from '../graph/rarest-links.ts';
import { type PairQuality, pathWerner, type SlotView, slotViews } from '../graph/slot-views.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { deliveryTo, swapLosses } from './delivery.ts';

export interface RatingRequest {
  readonly topology: Topology;
  readonly pairs: readonly Pick<StoragePair, 'capacity'>[];
  readonly fidelityTargets: readonly number[];
  readonly catalogue: Catalogue;
  readonly quality: PairQuality;
  readonly scenario: Pick<Scenario, 'gates' | 'purification' | 'storage'>;
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
 * What every catalogued path is worth in every slot: F^t_p of f(p), g^t_p and Y^max. A path is usable in all slots in
 * which its links and stocks are available and F reaches the target, whichever slot it was found in.
 */
export function ratePaths(request: RatingRequest): Ratings {
  const { topology, catalogue, quality } = request;
  const fills = catalogue.subPaths.map((ofPair) => ofPair.map((): Fill[] => []));
  const offers = catalogue.paths.map((ofDemand) => ofDemand.map((): Offer[] => []));
  const reach = catalogue.paths.map((): Reach[] => []);
  const deliveries = request.fidelityTargets.map((target) => deliveryTo(target, request.scenario));
  const { swapSuccess } = request.scenario.gates;
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
      const cost = swapLosses(hops.length, swapSuccess);
      fills[pair]![subPath]!.push({ slot, cost, fidelity, rateCap: rateCap(hops, cost, view, request) });
    }
    for (const ofDemand of reach) ofDemand.push('no-contact');
    visitPresent(slot, (place) => {
      const { demand, path, hops } = places[place]!;
      const werner = pathWerner(hops, view, quality.swapFactor);
      if (Number.isNaN(werner)) return;
      if (reach[demand]![slot] === 'no-contact') reach[demand]![slot] = 'fidelity-out-of-reach';
      const delivery = deliveries[demand]!(werner, hops.length);
      if (delivery === null) return;
      reach[demand]![slot] = 'usable';
      offers[demand]![path]!.push({
        slot,
        ...delivery,
        rateCap: rateCap(hops, delivery.cost, view, request),
      });
    });
    request.onSlot?.();
  }
  return { fills, offers, reach };
}

/** min over own links of C/g, and over virtual links of B/(g ψδ), in pairs/s. */
function rateCap(hops: readonly Hop[], cost: number, view: SlotView, request: RatingRequest): number {
  const { topology, pairs, scenario } = request;
  const { needed } = stockChange(scenario.storage.memory, topology.slotSeconds);
  const caps = hops.map((hop) =>
    hop.kind === 'link'
      ? capacityAsRate(view.capacity[hop.link]!, topology) / cost
      : pairs[hop.pair]!.capacity / (cost * topology.slotSeconds * needed),
  );
  return Math.min(...caps);
}
