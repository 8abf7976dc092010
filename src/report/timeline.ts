import type { PlannedHop, PlannedRoute } from '../domain/plan.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { reasonWords } from './idle-words.ts';

/** Consecutive slots in which a demand takes the same path, or gets nothing for the same reason. */
export interface Span {
  readonly slots: readonly number[];
  /** What the demand gets, one entry per slot; empty if it gets nothing. */
  readonly routes: readonly PlannedRoute[];
  /** Why it gets nothing; null if a path is taken. */
  readonly idle: string | null;
}

/** The course of one demand over the horizon, in order of time. */
export function timelineOf(record: RunRecord, demand: string): Span[] {
  const routes = new Map(
    (record.plan?.routes ?? []).flatMap((route) =>
      route.demand === demand ? [[route.slot, route] as const] : [],
    ),
  );
  const idle = new Map(
    record.demands
      .find((summary) => summary.demand === demand)
      ?.idleSlots.map((one) => [one.slot, reasonWords(one)] as const),
  );
  const spans: { slots: number[]; routes: PlannedRoute[]; idle: string | null; key: string }[] = [];
  for (let slot = 0; slot < record.horizon.slots; slot++) {
    const route = routes.get(slot);
    const reason = idle.get(slot) ?? 'no path';
    const key = route ? `path ${route.path}` : `idle ${reason}`;
    const last = spans.at(-1);
    if (last?.key !== key) {
      spans.push({ slots: [slot], routes: route ? [route] : [], idle: route ? null : reason, key });
    } else {
      last.slots.push(slot);
      if (route) last.routes.push(route);
    }
  }
  return spans;
}

/** `bern → hap-1 ⇢ sat-1 → oslo`: a broken arrow is a hop served from stock. */
export function pathWords({ nodes, hops }: Pick<PlannedRoute, 'nodes' | 'hops'>): string {
  const arrow = (hop: PlannedHop | undefined) => (hop && 'pair' in hop ? '⇢' : '→');
  return nodes.map((node, index) => (index === 0 ? node : `${arrow(hops[index - 1])} ${node}`)).join(' ');
}

/** The path along which the stored pairs of each stored hop came: `hap-1 → uav-3 → sat-1`. */
export function stockWords(record: RunRecord, hops: readonly PlannedHop[]): string[] {
  return hops.flatMap((hop) => {
    if (!('pair' in hop)) return [];
    const subPath = record.plan?.subPaths.find(({ pair, id }) => pair === hop.pair && id === hop.subPath);
    return [subPath ? pathWords(subPath) : hop.subPath];
  });
}
