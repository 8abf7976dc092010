import type { ControlTraffic } from '../../domain/assumptions.ts';
import type { Link } from '../../domain/network.ts';
import type { Plan, PlannedRoute } from '../../domain/plan.ts';
import { controlTraffic, MESSAGE_BITS } from '../../physics/control-traffic.ts';
import type { LinkUse } from './link-use.ts';

/**
 * The messages of the slot with most, over all links, bit/s; null if nothing is delivered. Heralds of every base pair,
 * filled ones included, both ways where no end emits; what swaps and purification give, to both ends.
 * @param testsOf tests of purification per pair of a route
 */
export function busiestControl(
  links: readonly Link[],
  plan: Plan,
  uses: readonly (readonly LinkUse[])[],
  testsOf: (route: PlannedRoute) => number,
): ControlTraffic | null {
  const inSlot = uses.map((used) => ({
    heralds: used.reduce(
      (sum, { link, pairsPerSecond }) =>
        sum + (links[link]!.emitter === null ? 2 : 1) * MESSAGE_BITS.herald * pairsPerSecond,
      0,
    ),
    swaps: 0,
    purification: 0,
  }));
  for (const route of plan.routes) {
    if (!(route.rate > 0)) continue;
    const bits = controlTraffic({
      basePairsPerSecond: route.rate * route.cost,
      pairsPerSecond: route.rate,
      testsPerPair: testsOf(route),
    });
    const messages = inSlot[route.slot]!;
    messages.swaps += (route.hops.length - 1) * bits.swapResultsToEachEnd;
    messages.purification += bits.purificationEachWay;
  }
  const wholeOf = ({ heralds, swaps, purification }: (typeof inSlot)[number]) =>
    heralds + 2 * swaps + 2 * purification;
  const slot = inSlot.reduce((most, one, index) => (wholeOf(one) > wholeOf(inSlot[most]!) ? index : most), 0);
  const { heralds, swaps, purification } = inSlot[slot]!;
  if (!(heralds + swaps + purification > 0)) return null;
  return {
    slot,
    heraldBitsPerSecond: heralds,
    swapBitsPerSecond: 2 * swaps,
    purificationBitsPerSecond: 2 * purification,
  };
}
