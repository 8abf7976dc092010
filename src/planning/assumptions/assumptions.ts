import type { Assumptions, FidelityMargin, NodeNeeds } from '../../domain/assumptions.ts';
import type { Plan, PlannedRoute } from '../../domain/plan.ts';
import type { Problem } from '../../domain/problem.ts';
import type { StorageUse } from '../../domain/run-record.ts';
import { signalReader } from '../../model/path-signals.ts';
import { nodesOfSeveralBands } from '../../orbit/bands.ts';
import { budgetReader } from '../../orbit/link-budgets.ts';
import { resolveSites } from '../../orbit/sites.ts';
import { timingOf } from '../../orbit/timing.ts';
import { afterRounds, purify } from '../../physics/purification.ts';
import type { Scenario } from '../../scenario/schema/scenario.ts';
import { busiestControl } from './control.ts';
import { latencies } from './latencies.ts';
import { linkUses } from './link-use.ts';
import { longestStorageSeconds } from './longest-storage.ts';
import { type ModesNeeded, modesNeeded } from './modes.ts';
import { hasWindow, statedClocks } from './stated-clocks.ts';

/** τ/σ at which a coincidence window of length τ captures 99 % of the pairs: 2√2 erf⁻¹(0.99). */
const WINDOW_PER_DEVIATION = 5.152;
/** A smaller distance from the fidelity target counts as narrow. */
const NARROW_MARGIN = 0.01;

/**
 * What a plan asks of hardware and takes for granted.
 * @param storage the pairs that it keeps, by node
 */
export function assumptionsOf(
  scenario: Scenario,
  problem: Problem,
  plan: Plan,
  storage: readonly StorageUse[],
): Assumptions {
  const budgets = budgetReader(scenario, problem.topology);
  const uses = linkUses(problem, plan);
  const modes = modesNeeded(problem, uses, budgets);
  const purified = purificationIn(scenario, problem);
  const halvesAge = scenario.hardware?.coherenceSeconds !== undefined;
  const { links } = problem.topology;
  const used = [...new Set(uses.flatMap((slot) => slot.map(({ link }) => link)))].map((link) => links[link]!);
  const clocks = statedClocks(scenario, links, uses, budgets);
  return {
    nodes: nodeNeeds(modes.nodes, storage),
    unknownLinks: modes.unknownLinks,
    longestStorageSeconds: longestStorageSeconds(problem, plan),
    fidelity: fidelityMargin(problem, plan),
    swapSuccess: isSwapped(plan) ? scenario.gates.swapSuccess : null,
    ...(halvesAge && { halvesAge }),
    ...latencies(problem, plan, budgets, (route) => purified(route).rounds),
    control: busiestControl(links, plan, uses, (route) => purified(route).tests),
    clockSeconds: used.some((link) => hasWindow(link) && timingOf(scenario, link.class) === null)
      ? (scenario.noise.coincidenceWindowNs * 1e-9) / WINDOW_PER_DEVIATION
      : null,
    ...(clocks.length > 0 && { statedClocks: clocks }),
    joinedBands: nodesOfSeveralBands(scenario, resolveSites(scenario), used),
  };
}

/** Whether a route, or a sub-path that is filled, joins two hops. */
const isSwapped = ({ routes, subPaths, fills }: Plan): boolean =>
  routes.some(({ hops, rate }) => rate > 0 && hops.length > 1) ||
  subPaths.some(
    ({ pair, id, hops }) =>
      hops.length > 1 && fills.some((fill) => fill.pair === pair && fill.subPath === id && fill.rate > 0),
  );

function nodeNeeds(modes: ModesNeeded['nodes'], storage: readonly StorageUse[]): NodeNeeds[] {
  const stored = new Map(
    storage.map(({ node, pairs }) => [node, pairs.reduce((most, here) => Math.max(most, here), 0)]),
  );
  const storing = [...stored].flatMap(([node, pairs]) => (pairs > 0 ? [node] : []));
  return [...new Set([...modes.keys(), ...storing])]
    .map((node) => ({
      node,
      ...(modes.get(node) ?? { modesInFlight: 0, slot: 0, modesAtFullRate: 0, unknownLinks: 0 }),
      storedPairs: stored.get(node) ?? 0,
    }))
    .sort(
      (a, b) => b.modesInFlight - a.modesInFlight || b.storedPairs - a.storedPairs || compare(a.node, b.node),
    );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function fidelityMargin({ demands }: Problem, { routes }: Plan): FidelityMargin | null {
  const targetOf = new Map(demands.map(({ id, fidelityTarget }) => [id, fidelityTarget]));
  let [smallestMargin, narrow, all] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const { demand, rate, deliveredFidelity } of routes) {
    if (!(rate > 0)) continue;
    const margin = deliveredFidelity - targetOf.get(demand)!;
    smallestMargin = Math.min(smallestMargin, margin);
    all += rate;
    if (margin < NARROW_MARGIN) narrow += rate;
  }
  return all > 0 ? { smallestMargin, narrowShare: narrow / all } : null;
}

interface PurifiedRoute {
  readonly rounds: number;
  readonly tests: number;
}

/** How the pairs of a route are purified; asked more than once. */
function purificationIn(
  scenario: Scenario,
  { demands, topology }: Problem,
): (route: PlannedRoute) => PurifiedRoute {
  const { gates } = scenario;
  const { protocol } = scenario.purification;
  const targetOf = new Map(demands.map(({ id, fidelityTarget }) => [id, fidelityTarget]));
  const keptPerRound = keptIn(scenario, topology, demands);
  const known = new Map<PlannedRoute, PurifiedRoute>();
  const answer = (route: PlannedRoute): PurifiedRoute => {
    const { demand, fidelity } = route;
    const kept = keptPerRound(route);
    const { rounds } = purify(fidelity, targetOf.get(demand)!, protocol, gates, kept);
    if (!rounds || protocol === 'none') return { rounds: 0, tests: 0 };
    return { rounds, tests: afterRounds(fidelity, rounds, protocol, gates, kept).tests };
  };
  return (route) => {
    const found = known.get(route) ?? answer(route);
    known.set(route, found);
    return found;
  };
}

/** What ageing leaves of a route's state after each round of purification; 1 if nothing ages. */
function keptIn(
  scenario: Scenario,
  topology: Problem['topology'],
  demands: Problem['demands'],
): (route: PlannedRoute) => number {
  const signals = signalReader(scenario, topology);
  if (signals === null) return () => 1;
  const pathOf = new Map(
    demands.flatMap(({ id, paths }) => paths.map((path) => [JSON.stringify([id, path.id]), path] as const)),
  );
  const inSlot = new Map<number, ReturnType<typeof signals>>();
  return ({ demand, path, slot }) => {
    const read = inSlot.get(slot) ?? signals(slot);
    inSlot.set(slot, read);
    return read(pathOf.get(JSON.stringify([demand, path]))!)?.keptPerRound ?? 1;
  };
}
