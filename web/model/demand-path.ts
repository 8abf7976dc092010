import type { Plan, PlannedRoute } from '../../src/domain/plan.ts';

/** A hop of a planned path, by the names of its ends. */
export interface PathHop {
  readonly from: string;
  readonly to: string;
  /** The link, null for a hop that is served from stock. */
  readonly link: string | null;
  readonly virtual: boolean;
  /** Way along which the stock was filled; null for a link. */
  readonly filledAlong: readonly string[] | null;
}

export const routeOf = (plan: Plan | null, demand: string | null, slot: number): PlannedRoute | null =>
  plan?.routes.find((route) => route.demand === demand && route.slot === slot) ?? null;

/** The path that a demand takes in a slot, hop by hop; empty where it takes none. */
export function demandPath(plan: Plan | null, demand: string | null, slot: number): PathHop[] {
  const route = routeOf(plan, demand, slot);
  if (!plan || !route) return [];
  return route.hops.map((hop, index) => {
    const ends = { from: route.nodes[index]!, to: route.nodes[index + 1]! };
    if ('link' in hop) return { ...ends, link: hop.link, virtual: false, filledAlong: null };
    const subPath = plan.subPaths.find(({ pair, id }) => pair === hop.pair && id === hop.subPath);
    return { ...ends, link: null, virtual: true, filledAlong: subPath?.nodes ?? [] };
  });
}
