/** Which single limits would have to be lifted for a demand to have a usable path in a slot. */
import { IDLE_LIMITS, type IdleLimit, type IdleSlot } from '../domain/idle-reason.ts';
import type { Problem, Reach } from '../domain/problem.ts';
import { greatestProducts } from '../graph/greatest-products.ts';
import { deliveryTo } from '../model/delivery.ts';
import { pairQuality } from '../model/pair-quality.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { plansSignals } from '../scenario/signals.ts';
import type { LiftedGraph, LiftedGraphs } from './lifted-graphs.ts';

/** The most hops that a scenario may ask for. */
const MOST_HOPS = 100;

interface Examined {
  readonly scenario: Scenario;
  /** As the scheme sees it. */
  readonly problem: Problem;
  /** Nodes that relay nothing, null for none. */
  readonly closed: Uint8Array | null;
  readonly nodeOf: ReadonlyMap<string, number>;
}

/** What the paths of a demand in a slot have in common, whatever is lifted. */
interface Search {
  readonly source: number;
  readonly destination: number;
  readonly closed: Uint8Array | null;
  /** As many hops as the catalogue allows. */
  readonly maximumHops: number;
  readonly kinds: readonly PathKind[];
  readonly isUsable: (product: number, hops: number) => boolean;
}

/** Real or virtual paths, as the catalogue limits them. */
interface PathKind {
  readonly count: number;
  readonly minimumVirtualLinks: number;
  readonly maximumVirtualLinks: number;
}

interface FoundPath {
  readonly hops: number;
  readonly isUsable: boolean;
}

export function examineSlot(
  examined: Examined,
  demand: number,
  slot: number,
  graphs: LiftedGraphs,
): Omit<IdleSlot, 'slot'> {
  const search = searchOf(examined, demand);
  const { source, destination, maximumHops, kinds } = search;
  const isWhole = examined.problem.topology.slots[slot]!.dropped?.isWhole ?? true;
  if (!graphs.joins('everything', source, destination)) {
    return { reasons: [isWhole ? 'no contact' : 'not examined'] };
  }
  const plain = graphs.of('nothing');
  const found = kinds.map((kind) => pathsIn(plain, search, kind, maximumHops));
  const needed = hopsNeeded(plain, search, found);
  const [realPaths, virtualPaths] = kinds.map(
    (kind, index) => found[index]!.length >= kind.count && isUsableBeyond(plain, search, kind),
  );
  const contacts = graphs.limits.map((limit) => [
    limit,
    graphs.joins(limit, source, destination) &&
      kinds
        .flatMap((kind) => pathsIn(graphs.of(limit), search, kind, maximumHops))
        .some(({ isUsable }) => isUsable),
  ]);
  const reach = examined.problem.demands[demand]!.reach[slot]!;
  const isGood = reach === 'messages-out-of-reach' || reach === 'latency-out-of-reach';
  const lifts: Partial<Record<IdleLimit, boolean>> = {
    ...Object.fromEntries(contacts),
    maximumHops: Number.isFinite(needed),
    realPaths,
    virtualPaths,
    'fidelity target': found.flat().length > 0 && !isGood,
    ...(plansSignals(examined.scenario) && waitingLimits(examined, demand, reach, found.flat())),
  };
  const reasons = IDLE_LIMITS.filter((limit) => lifts[limit] === true);
  if (reasons.length === 0) return { reasons: [isWhole ? 'several limits' : 'not examined'] };
  return lifts.maximumHops ? { reasons, hops: { needed, allowed: maximumHops } } : { reasons };
}

/**
 * Whether a path would be usable if halves that wait did not age, if news got through, or if it could be used late. What
 * `isUsable` says leaves all of them out.
 */
function waitingLimits(
  { scenario }: Examined,
  demand: number,
  reach: Reach,
  found: readonly FoundPath[],
): Partial<Record<IdleLimit, boolean>> {
  const isLimited = scenario.demands[demand]!.maximumLatencySeconds !== undefined;
  const wouldDo = found.some(({ isUsable }) => isUsable);
  return {
    messages: reach === 'messages-out-of-reach',
    latency: reach === 'latency-out-of-reach',
    coherence: reach === 'fidelity-out-of-reach' && wouldDo && !isLimited,
  };
}

function searchOf({ scenario, problem, closed, nodeOf }: Examined, demand: number): Search {
  const { maximumHops, maximumVirtualLinks, realPaths, virtualPaths } = scenario.paths;
  const { source, destination, fidelityTarget } = problem.demands[demand]!;
  const { swapFactor } = pairQuality(scenario, problem.topology);
  const deliver = deliveryTo(fidelityTarget, scenario);
  return {
    source: nodeOf.get(source)!,
    destination: nodeOf.get(destination)!,
    closed,
    maximumHops,
    kinds: [
      { count: realPaths, minimumVirtualLinks: 0, maximumVirtualLinks: 0 },
      { count: virtualPaths, minimumVirtualLinks: 1, maximumVirtualLinks },
    ],
    isUsable: (product, hops) => deliver(swapFactor ** (hops - 1) * product, hops) !== null,
  };
}

/** The best paths of a kind, as many as the catalogue takes. */
function pathsIn(
  { find, werner }: LiftedGraph,
  { source, destination, isUsable }: Search,
  kind: PathKind,
  maximumHops: number,
): FoundPath[] {
  return find({ source, destination, ...kind, maximumHops }).map(({ edges }) => {
    const product = edges.reduce((sofar, edge) => sofar * werner[edge]!, 1);
    return { hops: edges.length, isUsable: isUsable(product, edges.length) };
  });
}

/** The fewest hops above the limit with which there is a usable path; Infinity if there is none. */
function hopsNeeded(plain: LiftedGraph, search: Search, found: readonly (readonly FoundPath[])[]): number {
  const { kinds, maximumHops } = search;
  // Where every kind fills the catalogue, longer paths would not come in.
  if (kinds.every(({ count }, kind) => found[kind]!.length >= count)) return Number.POSITIVE_INFINITY;
  const longer = kinds.flatMap((kind) => pathsIn(plain, search, kind, MOST_HOPS));
  return Math.min(...longer.flatMap(({ hops, isUsable }) => (isUsable && hops > maximumHops ? [hops] : [])));
}

/** Whether there is a usable path beyond those that fill the catalogue. */
function isUsableBeyond(
  { graph }: LiftedGraph,
  { source, destination, maximumHops, closed, isUsable }: Search,
  { minimumVirtualLinks, maximumVirtualLinks }: PathKind,
): boolean {
  const goal = { destination, maximumHops, minimumVirtualLinks, maximumVirtualLinks };
  return greatestProducts(graph, source, goal, closed).some(
    (product, hops) => hops > 0 && product > 0 && isUsable(product, hops),
  );
}
