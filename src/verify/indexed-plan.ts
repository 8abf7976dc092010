import type { Plan, PlannedRoute } from '../domain/plan.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { ExemptSlots } from './minimum-rates.ts';
import type { CheckedSubPath } from './path-check.ts';
import type { Pointings } from './pointings.ts';
import type { ResourceUse } from './resource-use.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';

/** A route of a demand and slot that exist. */
export interface CheckedRoute {
  readonly route: PlannedRoute;
  /** Its own links, as indices into the topology. */
  readonly links: readonly number[];
  /** Y^max as recomputed, pairs/s. */
  readonly rateCap: number;
}

/** A plan with lookups and sums, against which families of constraints are checked. */
export interface IndexedPlan {
  readonly indexed: ScenarioIndex;
  readonly plan: Plan;
  readonly scheme: SchemeName;
  /** How its run ended; undefined if it has not. */
  readonly status: RunStatus | undefined;
  readonly exempt: ExemptSlots;
  /** The sub-paths that the scenario allows, by name. */
  readonly stores: ReadonlyMap<string, CheckedSubPath>;
  readonly routes: readonly CheckedRoute[];
  /** Where telescopes look; empty if the plan points none. */
  readonly pointings: Pointings;
  /** What routes and fills take. */
  readonly use: ResourceUse;
  /** Σ_p y by demand and slot, pairs/s. */
  readonly delivered: ReadonlyMap<string, Float64Array>;
  /** The largest Y^max of a route, by demand and slot. */
  readonly largestCap: ReadonlyMap<string, Float64Array>;
}

export const routeName = ({ path, demand, slot }: PlannedRoute): string =>
  `route ${path} of ${demand}, ${slotName(slot)}`;

/** The stocks that are stated for every instant, with the pairs drawn from them and filled into them by slot. */
export function* plannedStocks({ indexed, stores, use }: IndexedPlan): Generator<{
  readonly store: CheckedSubPath;
  readonly drawn: Float64Array;
  readonly filled: Float64Array;
}> {
  const { slotCount } = indexed.topology;
  const none = new Float64Array(slotCount);
  for (const store of stores.values()) {
    if (store.stock.length !== slotCount + 1) continue;
    yield { store, drawn: use.drawn.get(store) ?? none, filled: use.filled.get(store) ?? none };
  }
}

/** Pairs of a stock that a draw over a slot takes; nothing can be drawn from a memory that keeps none. */
export const neededPairs = (drawn: number, leaving: number): number => (drawn === 0 ? 0 : drawn / leaving);
