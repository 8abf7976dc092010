/** What all simulations of a calibration have shown of paths, links and stocks. */
import type { PlannedHop } from '../../domain/plan.ts';
import { countIn, type FactorCounts, lowQuantile } from '../../simulation/factor-counts.ts';
import { fillKey, routeKey } from '../../simulation/flows.ts';
import { storeKey } from '../../simulation/planned-stores.ts';
import { marginReader } from '../../verify/margins.ts';
import type { SimulatedPlan } from './simulated.ts';

/** What fewer pairs show of a path or a hop does not count. */
const LEAST_PAIRS = 200;

/** One row of counts, relative to what a plan with this margin counts on. */
interface Seen {
  readonly counts: FactorCounts;
  readonly row: number;
  readonly margin: number;
}

export interface Evidence {
  readonly paths: ReadonlyMap<
    string,
    {
      readonly demand: string;
      readonly path: string;
      readonly margin: number;
      readonly seen: readonly Seen[];
    }
  >;
  /** What waiting for partners leaves, by link. */
  readonly waits: ReadonlyMap<string, readonly Seen[]>;
  /** What stored pairs keep, by stock. */
  readonly stored: ReadonlyMap<string, readonly Seen[]>;
}

export const NO_EVIDENCE: Evidence = { paths: new Map(), waits: new Map(), stored: new Map() };

/** The least factor that all but a share of the pairs keep, whenever they were simulated; null if too few ever were. */
export function leastFactor(seen: readonly Seen[], share: number): number | null {
  const factors = seen.map(({ counts, row, margin }) => margin * lowQuantile(counts, row, share));
  return factors.length === 0 ? null : Math.min(...factors);
}

/** What is known once another plan was simulated. */
export function withSimulated(evidence: Evidence, simulated: SimulatedPlan): Evidence {
  const { recomputed, execution, samples } = simulated;
  const { plan, margins } = recomputed;
  const indexOf = new Map(execution.flows.map(({ key }, index) => [key, index]));
  const marginOf = margins ? marginReader(margins) : () => 1;
  const paths = new Map(evidence.paths);
  const done = new Set<string>();
  for (const { demand, path, hops } of plan.routes) {
    const name = JSON.stringify([demand, path]);
    const flow = indexOf.get(routeKey(demand, path));
    if (done.has(name) || flow === undefined) continue;
    done.add(name);
    const margin = marginOf(demand, path, hops);
    const seen = seenIn(samples.routes, flow, margin);
    const older = paths.get(name);
    if (seen.length > 0) paths.set(name, { demand, path, margin, seen: [...(older?.seen ?? []), ...seen] });
  }
  const waits = new Map(evidence.waits);
  const hopsOf = new Map<string, readonly PlannedHop[]>([
    ...plan.routes.map(({ demand, path, hops }) => [routeKey(demand, path), hops] as const),
    ...plan.subPaths.map(({ pair, id, hops }) => [fillKey(storeKey(pair, id)), hops] as const),
  ]);
  for (const { key, firstClaim } of execution.flows) {
    const own = hopsOf.get(key)!.flatMap((hop) => ('link' in hop ? [hop.link] : []));
    own.forEach((link, hop) => {
      waits.set(link, [...(waits.get(link) ?? []), ...seenIn(samples.waits, firstClaim + hop, 1)]);
    });
  }
  const stored = new Map(evidence.stored);
  execution.stores.forEach(({ key }, store) => {
    stored.set(key, [...(stored.get(key) ?? []), ...seenIn(samples.stored, store, 1)]);
  });
  return { paths, waits, stored };
}

const seenIn = (counts: FactorCounts, row: number, margin: number): Seen[] =>
  countIn(counts, row) >= LEAST_PAIRS ? [{ counts, row, margin }] : [];
