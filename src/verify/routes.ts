import { capacityAsRate, capacityIn, type NodeKind, type Topology } from '../domain/network.ts';
import type { Plan, PlannedRoute } from '../domain/plan.ts';
import { SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { agedFidelity, losses, purified, swapProbability } from './fidelity.ts';
import { type CheckedRoute, type IndexedPlan, routeName } from './indexed-plan.ts';
import { type CheckedPath, type CheckedSubPath, checkPath, fidelityOfPath } from './path-check.ts';
import { charge, chargeEach, type ResourceUse } from './resource-use.ts';
import type { ScenarioIndex } from './scenario-index.ts';
import type { Signals } from './signals.ts';
import { difference, excess, note, type Violations } from './violations.ts';

/** What routes are checked against, and what is recorded about them. */
interface RouteCheck {
  readonly indexed: ScenarioIndex;
  readonly stores: ReadonlyMap<string, CheckedSubPath>;
  readonly scheme: SchemeName;
  readonly use: ResourceUse;
  readonly violations: Violations;
}

/** Checks path, fidelity and cost of all routes, and sums what they use and deliver. */
export function checkRoutes(
  { routes }: Pick<Plan, 'routes'>,
  check: RouteCheck,
): Pick<IndexedPlan, 'routes' | 'delivered' | 'largestCap'> {
  const { indexed, violations } = check;
  const { slotCount } = indexed.topology;
  const perSlot = () => new Map([...indexed.demands.keys()].map((id) => [id, new Float64Array(slotCount)]));
  const delivered = perSlot();
  /** The largest Y^max of a route. */
  const largestCap = perSlot();
  const checked: CheckedRoute[] = [];
  for (const route of routes) {
    const demand = indexed.demands.get(route.demand);
    const isKnown = demand !== undefined && indexed.topology.slots[route.slot] !== undefined;
    note(violations.path, isKnown ? 0 : 1, () => `${routeName(route)}: no such demand or slot`);
    if (!isKnown) continue;
    const { rateCap, links } = checkRoute(route, demand, check);
    checked.push({ route, links, rateCap });
    delivered.get(route.demand)![route.slot]! += route.rate;
    const most = largestCap.get(route.demand)!;
    most[route.slot] = Math.max(most[route.slot]!, rateCap);
  }
  return { routes: checked, delivered, largestCap };
}

/** Returns Y^max and the own links of the route. */
function checkRoute(
  route: PlannedRoute,
  demand: Scenario['demands'][number],
  { indexed, stores, scheme, use, violations }: RouteCheck,
): Omit<CheckedRoute, 'route'> {
  const { scenario } = indexed;
  const where = () => routeName(route);
  const checkedPath = checkPath(indexed, stores, route, demand.source, demand.destination);
  const whole = fidelityOfPath(indexed, checkedPath, route.slot);
  const margin = indexed.marginOf?.(route.demand, route.path, route.hops) ?? 1;
  const fidelity = typeof whole === 'string' ? whole : agedFidelity(whole, margin);
  const fault =
    checkedPath.fault ??
    limitFault(scenario, checkedPath) ??
    schemeFault(indexed, scheme, route.nodes, checkedPath) ??
    (typeof fidelity === 'string' ? fidelity : null);
  note(violations.path, fault === null ? 0 : 1, () => `${routeName(route)}: ${fault}`);

  let cost = route.cost;
  let modes: ReadonlyMap<string, number> = new Map();
  let messages: ReadonlyMap<number, number> = new Map();
  if (checkedPath.fault === null && typeof fidelity === 'number') {
    const { protocol } = scenario.purification;
    const signals = indexed.signals?.(checkedPath.walk, route.slot) ?? null;
    const result = purified(fidelity, demand.fidelityTarget, protocol, scenario.gates, signals?.keptPerRound);
    note(violations.fidelity, difference(route.fidelity, fidelity), where);
    // What `purified` returns is at least F^th.
    note(violations.fidelity, result ? difference(route.deliveredFidelity, result.fidelity) : 1, where);
    if (result) cost = result.cost / swapProbability(checkedPath.hops, scenario.gates);
    note(violations.cost, difference(route.cost, cost), where);
    if (result && signals) {
      checkLatency(route, demand, signals, result.rounds, violations);
      modes = signals.modeSeconds(result.rounds);
      messages = signals.messages(cost, result.tests);
    }
  }
  const rateCap = Math.min(
    rateCapOf(indexed, checkedPath, route.slot, cost, modes),
    ...[...messages].map(([way, bits]) => indexed.topology.messageWays![way]!.bitsPerSecond / bits),
  );
  chargeEach(indexed, use.modes, modes, route.slot, route.rate * cost);
  chargeEach(indexed, use.messages, messages, route.slot, route.rate);
  charge(indexed, use, checkedPath, route.slot, route.rate * cost);
  return { rateCap, links: checkedPath.links };
}

/** The route may be used as early as it says, and as early as its demand asks for. */
function checkLatency(
  route: PlannedRoute,
  { maximumLatencySeconds = Number.POSITIVE_INFINITY }: Scenario['demands'][number],
  signals: Signals,
  rounds: number,
  { path }: Violations,
): void {
  const where = (what: string) => () => `${routeName(route)}: ${what}`;
  const seconds = signals.latencySeconds(rounds);
  note(path, route.rounds === rounds ? 0 : 1, where(`it takes ${rounds} rounds of purification`));
  note(
    path,
    difference(route.latencySeconds ?? Number.NaN, seconds),
    where(`it may be used after ${seconds} s`),
  );
  if (maximumLatencySeconds < Number.POSITIVE_INFINITY) {
    note(path, excess(seconds, maximumLatencySeconds), where('it may be used too late'));
  }
}

function limitFault({ paths }: Scenario, checkedPath: CheckedPath): string | null {
  if (checkedPath.hops > paths.maximumHops) return `it has more than ${paths.maximumHops} hops`;
  if (checkedPath.stores.length > paths.maximumVirtualLinks) {
    return `it has more than ${paths.maximumVirtualLinks} virtual links`;
  }
  return null;
}

const knownKinds = new WeakMap<Topology, ReadonlyMap<string, NodeKind>>();

/** The kinds of nodes, which every route is checked against. */
function kindsOf(topology: Topology): ReadonlyMap<string, NodeKind> {
  const kinds = knownKinds.get(topology) ?? new Map(topology.nodes.map(({ id, kind }) => [id, kind]));
  knownKinds.set(topology, kinds);
  return kinds;
}

/**
 * Every inner node of f(p), and every node of a sub-path, must relay in the scheme; without storage there are no
 * virtual links.
 */
function schemeFault(
  { topology }: ScenarioIndex,
  scheme: SchemeName,
  nodes: readonly string[],
  checkedPath: CheckedPath,
): string | null {
  const { title, relays, usesStorage } = SCHEMES[scheme];
  if (!usesStorage && checkedPath.stores.length > 0) return `it has a virtual link in spite of ${title}`;
  const nodesOf = (store: CheckedSubPath): readonly string[] => [
    ...store.nodes,
    ...store.checkedPath.stores.flatMap(nodesOf),
  ];
  const inside = [...nodes.slice(1, -1), ...checkedPath.stores.flatMap(nodesOf)];
  const kindOf = kindsOf(topology);
  const other = inside.find((node) => !relays.some((kind) => kind === kindOf.get(node)));
  return other === undefined ? null : `${other} is no ${relays.join(' or ')}, in spite of ${title}`;
}

/** Y^max = min of C/g over own links, of B/(g ψδ) over virtual links, and of M over mode-seconds, pairs/s. */
function rateCapOf(
  { topology, scenario }: ScenarioIndex,
  checkedPath: CheckedPath,
  slot: number,
  cost: number,
  modes: ReadonlyMap<string, number>,
): number {
  const modesOf = (node: string) => topology.nodes.find(({ id }) => id === node)!.memoryModes!;
  const inSlot = topology.slots[slot]!;
  const { leaving } = losses(scenario.storage.memory, topology.slotSeconds);
  return Math.min(
    ...checkedPath.links.map((link) => capacityAsRate(capacityIn(inSlot, link), topology) / cost),
    ...checkedPath.stores.map((store) => (store.capacity * leaving) / (cost * topology.slotSeconds)),
    ...[...modes].map(([node, seconds]) => modesOf(node) / (cost * seconds)),
  );
}
