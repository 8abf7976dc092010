import { capacityAsRate, capacityIn } from '../domain/network.ts';
import type { Plan, PlannedRoute } from '../domain/plan.ts';
import { mayMissMinimumRates, type SchemeName } from '../domain/scheme.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { charge, type Ledger } from './ledger.ts';
import { type ExemptSlots, misses } from './minimum-rates.ts';
import { purified, swapProbability } from './quality.ts';
import { type Setting, slotName } from './setting.ts';
import { difference, excess, note, type Tallies } from './tally.ts';
import { fidelityOfWalk, readWalk, type Store, type Walk } from './walk.ts';

/** Path, fidelity, cost, C1, C2 and C7 of all routes; what they use goes into the ledger. */
export function checkRoutes(
  setting: Setting,
  stores: ReadonlyMap<string, Store>,
  plan: Plan,
  { exempt, scheme }: { readonly exempt: ExemptSlots; readonly scheme: SchemeName },
  ledger: Ledger,
  tallies: Tallies,
): void {
  const { slotCount } = setting.topology;
  const chosen = new Map([...setting.demands.keys()].map((id) => [id, new Uint32Array(slotCount)]));
  const perSlot = () => new Map([...setting.demands.keys()].map((id) => [id, new Float64Array(slotCount)]));
  const delivered = perSlot();
  /** The largest Y^max of a route. */
  const largest = perSlot();
  for (const route of plan.routes) {
    const demand = setting.demands.get(route.demand);
    const isKnown = demand !== undefined && setting.topology.slots[route.slot] !== undefined;
    note(tallies.path, isKnown ? 0 : 1, () => `${nameOf(route)}: no such demand or slot`);
    if (!isKnown) continue;
    const rateCap = checkRoute(setting, stores, demand, route, scheme, ledger, tallies);
    chosen.get(route.demand)![route.slot]! += 1;
    delivered.get(route.demand)![route.slot]! += route.rate;
    const most = largest.get(route.demand)!;
    most[route.slot] = Math.max(most[route.slot]!, rateCap);
  }
  for (const [id, counts] of chosen) {
    counts.forEach((count, slot) => {
      if (count > 0 && scheme !== 'overlay-lp')
        note(tallies.C2, excess(count, 1), () => `demand ${id}, ${slotName(slot)}`);
    });
  }
  const spared = new Set(exempt.map(({ demand, slot }) => JSON.stringify([demand, slot])));
  tallies.C7.exempt = 0;
  for (const [id, { minimumRate }] of setting.demands) {
    if (minimumRate === 0) continue;
    delivered.get(id)!.forEach((rate, slot) => {
      if (spared.has(JSON.stringify([id, slot]))) {
        tallies.C7.exempt! += 1;
        return;
      }
      if (mayMissMinimumRates(scheme) && misses(rate, minimumRate)) {
        note(tallies.C7, 0, () => '');
        tallies.C7.missed = (tallies.C7.missed ?? 0) + 1;
        return;
      }
      // Written as −Σ y ≤ −minimumRate.
      const contribution = largest.get(id)![slot]!;
      note(tallies.C7, excess(-rate, -minimumRate, contribution), () => `demand ${id}, ${slotName(slot)}`);
    });
  }
}

/** Returns Y^max. */
function checkRoute(
  setting: Setting,
  stores: ReadonlyMap<string, Store>,
  demand: Scenario['demands'][number],
  route: PlannedRoute,
  scheme: SchemeName,
  ledger: Ledger,
  tallies: Tallies,
): number {
  const { scenario } = setting;
  const where = () => nameOf(route);
  const walk = readWalk(setting, stores, route, demand.source, demand.destination);
  const fidelity = fidelityOfWalk(setting, walk, route.slot);
  const fault =
    walk.fault ??
    limitFault(scenario, walk) ??
    schemeFault(setting, scheme, route.nodes, walk) ??
    (typeof fidelity === 'string' ? fidelity : null);
  note(tallies.path, fault === null ? 0 : 1, () => `${nameOf(route)}: ${fault}`);

  let cost = route.cost;
  if (walk.fault === null && typeof fidelity === 'number') {
    const { protocol } = scenario.purification;
    const result = purified(fidelity, demand.fidelityTarget, protocol, scenario.gates);
    note(tallies.fidelity, difference(route.fidelity, fidelity), where);
    // What `purified` returns is at least F^th.
    note(tallies.fidelity, result ? difference(route.deliveredFidelity, result.fidelity) : 1, where);
    if (result) cost = result.cost / swapProbability(walk.hops, scenario.gates);
    note(tallies.cost, difference(route.cost, cost), where);
  }
  const rateCap = rateCapOf(setting, walk, route.slot, cost);
  note(tallies.C1, difference(route.rateCap, rateCap), () => `stated Y^max of ${nameOf(route)}`);
  note(tallies.C1, excess(route.rate, rateCap), where);
  note(tallies.C1, excess(-route.rate, 0, rateCap), where);
  charge(setting, ledger, walk, route.slot, route.rate * cost);
  return rateCap;
}

function limitFault({ paths }: Scenario, walk: Walk): string | null {
  if (walk.hops > paths.maximumHops) return `it has more than ${paths.maximumHops} hops`;
  if (walk.stores.length > paths.maximumVirtualLinks) {
    return `it has more than ${paths.maximumVirtualLinks} virtual links`;
  }
  return null;
}

/** SOS: every node inside of f(p), and every node of a sub-path, is a satellite. NSS: no virtual links. */
function schemeFault(
  { topology }: Setting,
  scheme: SchemeName,
  nodes: readonly string[],
  walk: Walk,
): string | null {
  if (scheme === 'nss' && walk.stores.length > 0) return 'it has a virtual link in spite of NSS';
  if (scheme !== 'sos') return null;
  const satellites = new Set(topology.nodes.flatMap(({ id, kind }) => (kind === 'satellite' ? [id] : [])));
  const nodesOf = (store: Store): readonly string[] => [
    ...store.nodes,
    ...store.walk.stores.flatMap(nodesOf),
  ];
  const inside = [...nodes.slice(1, -1), ...walk.stores.flatMap(nodesOf)];
  const other = inside.find((node) => !satellites.has(node));
  return other === undefined ? null : `${other} is no satellite, in spite of SOS`;
}

/** Y^max = min of C/g over own links and of B/(g δ) over virtual links, pairs/s. */
function rateCapOf({ topology }: Setting, walk: Walk, slot: number, cost: number): number {
  const inSlot = topology.slots[slot]!;
  return Math.min(
    ...walk.links.map((link) => capacityAsRate(capacityIn(inSlot, link), topology) / cost),
    ...walk.stores.map((store) => store.capacity / (cost * topology.slotSeconds)),
  );
}

const nameOf = (route: PlannedRoute): string =>
  `route ${route.path} of ${route.demand}, ${slotName(route.slot)}`;
