import type { LatencySpread } from '../../domain/assumptions.ts';
import type { Plan, PlannedRoute } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import { armsOf, type BudgetReader, type SlotBudgets } from '../../orbit/link-budgets.ts';
import { heraldSeconds, linkWaits } from '../../physics/heralding.ts';
import { messageDelays } from './message-delays.ts';
import { routeLatencySeconds } from './route-latency.ts';

/** Latencies over the delivered pairs, and the share of these of which none is known. */
interface Latencies {
  readonly latency: LatencySpread | null;
  readonly unknownLatencyShare: number;
}

/**
 * Of routes that a plan states with their latency, that one.
 * @param roundsOf how often the pairs of a route are purified
 */
export function latencies(
  problem: Problem,
  plan: Plan,
  budgets: BudgetReader,
  roundsOf: (route: PlannedRoute) => number,
): Latencies {
  const { links, slotCount } = problem.topology;
  /** With a source at one end the length alone tells, which is quicker. */
  const heraldOf = (link: number, { budgetOf, delayOf }: SlotBudgets): number =>
    links[link]!.emitter === null
      ? linkWaits(armsOf(links[link]!, budgetOf(link))).heraldSeconds
      : heraldSeconds('end', delayOf(link));
  const indexOf = new Map(links.map(({ id }, link) => [id, link]));
  const delays = messageDelays(problem, plan);
  const routesIn = Array.from({ length: slotCount }, (): PlannedRoute[] => []);
  for (const route of plan.routes) if (route.rate > 0) routesIn[route.slot]!.push(route);
  const found: { readonly seconds: number; readonly rate: number }[] = [];
  let [known, all] = [0, 0];
  routesIn.forEach((routes, slot) => {
    if (routes.length === 0) return;
    const inSlot = budgets(slot);
    const heralds = new Map<string, number>();
    const signals = {
      heraldOf(id: string): number {
        const herald = heralds.get(id) ?? heraldOf(indexOf.get(id)!, inSlot);
        heralds.set(id, herald);
        return herald;
      },
      delayBetween: delays(slot, inSlot),
    };
    for (const route of routes) {
      const { rate } = route;
      const seconds = route.latencySeconds ?? routeLatencySeconds(route, roundsOf(route), signals);
      all += rate;
      if (Number.isNaN(seconds)) continue;
      known += rate;
      found.push({ seconds, rate });
    }
  });
  return {
    latency: spreadOf(found, known),
    unknownLatencyShare: found.length === 0 ? Number(all > 0) : Math.max(0, 1 - known / all),
  };
}

function spreadOf(
  found: readonly { readonly seconds: number; readonly rate: number }[],
  whole: number,
): LatencySpread | null {
  const ascending = [...found].sort((a, b) => a.seconds - b.seconds);
  let passed = 0;
  const middle = ascending.find(({ rate }) => {
    passed += rate;
    return passed >= whole / 2;
  });
  if (middle === undefined) return null;
  return { medianSeconds: middle.seconds, largestSeconds: ascending.at(-1)!.seconds };
}
