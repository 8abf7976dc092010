import { stockChange } from '../domain/memory.ts';
import { capacityAsRate, type Topology } from '../domain/network.ts';
import {
  type Fill,
  type Hop,
  type MessageUse,
  type ModeUse,
  type Offer,
  REACHES,
  type Reach,
  type StoragePair,
} from '../domain/problem.ts';
import type { Catalogue } from '../graph/catalogue.ts';
import { pathsByRarestLink } from '../graph/rarest-links.ts';
import { type PairQuality, pathWerners, type SlotView, slotViews } from '../graph/slot-views.ts';
import { signalSeconds } from '../physics/latency.ts';
import { afterRounds } from '../physics/purification.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { deliveryTo, swapLosses } from './delivery.ts';
import { messageLimits } from './message-limits.ts';
import type { MarginOf } from './path-margins.ts';
import { latencyOf, type SignalSections, signalReader } from './path-signals.ts';

export interface RatingRequest {
  readonly topology: Topology;
  readonly pairs: readonly Pick<StoragePair, 'capacity'>[];
  /** By demand. */
  readonly fidelityTargets: readonly number[];
  /** By demand. */
  readonly demandIds: readonly string[];
  /** By demand, s; Infinity without a limit. */
  readonly maximumLatencies: readonly number[];
  readonly catalogue: Catalogue;
  readonly quality: PairQuality;
  readonly marginOf?: MarginOf | undefined;
  readonly scenario: Pick<Scenario, 'gates' | 'purification' | 'storage'> & SignalSections;
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
  const readSignals = signalReader(request.scenario, topology);
  const { marginOf = () => 1, demandIds } = request;
  const places = catalogue.paths.flatMap((ofDemand, demand) =>
    ofDemand.map((one, path) => {
      const { nodes, hops } = one;
      return { demand, path, nodes, hops, margin: marginOf(demandIds[demand]!, one) };
    }),
  );
  const visitPresent = pathsByRarestLink(
    topology,
    places.map(({ hops }) => hops),
  );
  const limitedMessages = messageLimits(request.scenario, topology);
  const capsByMessages = (messages: readonly MessageUse[] = []): number[] =>
    messages.map(({ way, bits }) => topology.messageWays![way]!.bitsPerSecond / bits);
  /** A rate at which a path alone takes all modes of a node, which tightens Y^max (ours). */
  const capByModes = ({ node, seconds }: ModeUse): number => topology.nodes[node]!.memoryModes! / seconds;
  const wernerOf = pathWerners(
    places.map(({ hops }) => hops),
    quality.swapFactor,
  );
  for (const view of slotViews(topology, catalogue.subPaths, quality)) {
    const { slot } = view;
    const signals = readSignals?.(slot);
    for (const { pair, subPath, fidelity } of view.fillable) {
      const { nodes, hops } = catalogue.subPaths[pair]![subPath]!;
      const cost = swapLosses(hops.length, swapSuccess);
      const signalled = signals?.({ nodes, hops }) ?? undefined;
      const modes = perPair(signalled?.modeSeconds(null), cost);
      const messages = limitedMessages(signalled, cost, () => 0);
      fills[pair]![subPath]!.push({
        slot,
        cost,
        fidelity,
        rateCap: Math.min(
          rateCap(hops, cost, view, request),
          ...modes.map(capByModes),
          ...capsByMessages(messages),
        ),
        ...(modes.length > 0 && { modes }),
        ...(messages && { messages }),
      });
    }
    for (const ofDemand of reach) ofDemand.push('no-contact');
    visitPresent(slot, (place) => {
      const werner = wernerOf(place, view);
      if (Number.isNaN(werner)) return;
      const { demand, path, nodes, hops, margin } = places[place]!;
      const signalled = signals?.({ nodes, hops });
      const { kept, keptPerRound } = signalled ?? { kept: 1, keptPerRound: 1 };
      const delivery = deliveries[demand]!(werner * kept * margin, hops.length, keptPerRound);
      reached(reach[demand]!, slot, delivery === null ? 'fidelity-out-of-reach' : 'messages-out-of-reach');
      if (delivery === null || signalled === null) return;
      reached(reach[demand]!, slot, 'latency-out-of-reach');
      const { rounds, ...purified } = delivery;
      const latencySeconds = signalled && latencyOf(signalled, rounds);
      if (latencySeconds && latencySeconds > request.maximumLatencies[demand]!) return;
      reached(reach[demand]!, slot, 'usable');
      const modes = perPair(
        signalled?.modeSeconds(signalSeconds(signalled.signalling, rounds)),
        purified.cost,
      );
      const messages = limitedMessages(signalled ?? undefined, purified.cost, () =>
        testsOf(purified.fidelity, rounds, keptPerRound, request.scenario),
      );
      offers[demand]![path]!.push({
        slot,
        ...purified,
        rateCap: Math.min(
          rateCap(hops, purified.cost, view, request),
          ...modes.map(capByModes),
          ...capsByMessages(messages),
        ),
        ...(signalled && {
          signals: { latencySeconds: latencySeconds!, rounds, modes, ...(messages && { messages }) },
        }),
      });
    });
    request.onSlot?.();
  }
  return { fills, offers, reach };
}

/** Notes how far a path gets, unless another gets further. */
function reached(reach: Reach[], slot: number, how: Reach): void {
  if (REACHES.indexOf(how) > REACHES.indexOf(reach[slot]!)) reach[slot] = how;
}

/** Mode-seconds per delivered or filled pair, by node. */
const perPair = (perBasePair: ReadonlyMap<number, number> | undefined, cost: number): ModeUse[] =>
  [...(perBasePair ?? [])]
    .sort(([one], [other]) => one - other)
    .map(([node, seconds]) => ({ node, seconds: seconds * cost }));

/** Tests of purification per delivered pair. */
function testsOf(
  fidelity: number,
  rounds: number,
  keptPerRound: number,
  { purification: { protocol }, gates }: RatingRequest['scenario'],
): number {
  if (rounds === 0 || protocol === 'none') return 0;
  return afterRounds(fidelity, rounds, protocol, gates, keptPerRound).tests;
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
