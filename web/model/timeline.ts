import type { Plan, PlannedHop, PlannedRoute } from '../../src/domain/plan.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { type Span, timelineOf } from '../../src/report/timeline.ts';

/** By what means the pairs of a slot come: the highest layer that the complete path uses, or storage. */
export type Means = 'stored' | 'satellite' | 'aerial' | 'ground';

/** Slots in a row in which a demand takes the same path, or gets nothing for the same reason. */
export interface Stretch {
  readonly from: number;
  /** One past the last slot. */
  readonly to: number;
  readonly means: Means | null;
  /** Satellites and platforms on the complete path, in order. */
  readonly through: readonly string[];
  readonly routes: readonly PlannedRoute[];
  /** Why it gets nothing. */
  readonly idle: string | null;
}

export interface Row {
  readonly demand: string;
  readonly stretches: readonly Stretch[];
  /** pairs/s, one a slot. */
  readonly rates: readonly number[];
}

/** The course of every demand over the horizon. */
export function timelineRows(record: RunRecord): Row[] {
  const kinds = new Map(record.nodes.map(({ id, kind }) => [id, kind]));
  const classes = new Map(record.links.map(({ id, class: linkClass }) => [id, linkClass]));
  const rates = new Map(
    record.demands.map(({ demand }) => [demand, new Array<number>(record.horizon.slots).fill(0)]),
  );
  for (const { demand, slot, rate } of record.plan?.routes ?? []) {
    const row = rates.get(demand);
    if (row) row[slot] = rate;
  }
  const stretchOf = ({ slots, routes, idle }: Span): Stretch => {
    const route = routes[0];
    const nodes = route && record.plan ? completeNodes(record.plan, route.nodes, route.hops) : [];
    const stored = route?.hops.some((hop) => 'pair' in hop) ?? false;
    const passes = (letter: string) =>
      route?.hops.some((hop) => 'link' in hop && classes.get(hop.link)?.includes(letter)) ?? false;
    const live: Means = passes('S') ? 'satellite' : passes('A') ? 'aerial' : 'ground';
    return {
      from: slots[0]!,
      to: slots.at(-1)! + 1,
      means: route ? (stored ? 'stored' : live) : null,
      through: [...new Set(nodes.filter((id) => kinds.get(id) !== 'ground'))],
      routes,
      idle,
    };
  };
  return record.demands.map(({ demand }) => ({
    demand,
    stretches: timelineOf(record, demand).map(stretchOf),
    rates: rates.get(demand)!,
  }));
}

/** Nodes of f(p): with the way on which the pairs of each virtual link came. */
function completeNodes(plan: Plan, nodes: readonly string[], hops: readonly PlannedHop[]): string[] {
  return [
    ...nodes,
    ...hops.flatMap((hop) => {
      if (!('pair' in hop)) return [];
      const subPath = plan.subPaths.find(({ pair, id }) => pair === hop.pair && id === hop.subPath);
      return subPath ? completeNodes(plan, subPath.nodes, subPath.hops) : [];
    }),
  ];
}

export const MEANS_WORDS: Readonly<Record<Means, string>> = {
  stored: 'from storage',
  satellite: 'live, by satellite',
  aerial: 'live, by platform',
  ground: 'live, by fibre',
};
