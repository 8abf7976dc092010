import type { Topology } from '../domain/network.ts';
import type { Plan, PlannedHop } from '../domain/plan.ts';
import type { StorageNode } from '../domain/problem.ts';
import type { RunRecord } from '../domain/run-record.ts';
import type { SimulationOptions } from '../domain/simulation.ts';
import { purify } from '../physics/purification.ts';
import { swapFactor, wernerOf } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { ExecutedDemand, Execution, FlowInSlot } from './execution.ts';
import { type Asked, fillKey, flowsOf, routeKey } from './flows.ts';
import { ageingOf, keptWhile } from './hardware.ts';
import { limitedModes } from './limited-modes.ts';
import { linksInSlots } from './links-in-slots.ts';
import { type PlannedStores, storeKey, storesOf } from './planned-stores.ts';
import { newsOf, orNothing, type SignalReader, type SlotSignals } from './signals.ts';

interface PlanToExecute {
  readonly scenario: Scenario;
  readonly topology: Topology;
  /** All its names exist. */
  readonly plan: Plan;
  readonly storageNodes: readonly StorageNode[];
  /** Slots in which a minimum rate does not count. */
  readonly exempt: RunRecord['exempt'];
  readonly signals: SignalReader;
}

/**
 * Makes a plan ready to be simulated.
 * @throws InputError if arrivals by attempts are asked for on a link whose efficiency is unknown
 */
export function prepareExecution(toExecute: PlanToExecute, options: SimulationOptions): Execution {
  const { scenario, topology, plan, signals } = toExecute;
  const { slotCount, slotSeconds } = topology;
  const { gates, purification } = scenario;
  const limited = limitedModes(topology, scenario.hardware);
  const planned = storesOf(scenario, toExecute.storageNodes, plan, limited.at);
  const { stored, forgetting, statedForgetting } = ageingOf(scenario, options, topology.nodes);
  const demands = demandsOf(toExecute, forgetting);
  const asked = askedOf(toExecute, demands, planned);
  const linkIndex = new Map(topology.links.map(({ id }, index) => [id, index]));
  const ownLinks = (hops: readonly PlannedHop[]): number[] =>
    hops.flatMap((hop) => ('link' in hop ? [linkIndex.get(hop.link)!] : []));
  const { flows, flowOfClaim, indexOf } = flowsOf(
    asked,
    { forgetting, limitedAt: limited.at },
    ({ pair, subPath }) => {
      const index = planned.indexOf(storeKey(pair, subPath));
      return { index, elementary: planned.stores[index]!.elementary };
    },
  );
  const bySlot = Array.from({ length: slotCount }, (): Asked[] => []);
  for (const one of asked) bySlot[one.slot]!.push(one);
  const { links, inSlots, inFlight } = linksInSlots(
    {
      topology,
      plan,
      signals,
      forgetting,
      limited,
      arrivals: options.arrivals,
      discipline: options.discipline,
    },
    bySlot.map((here) =>
      here.map(({ key, hops, plannedBase, demand }) => ({
        firstClaim: flows[indexOf(key)]!.firstClaim,
        links: ownLinks(hops),
        plannedBase,
        isUser: demand >= 0,
      })),
    ),
  );
  const inSlot = (one: Asked, signalsHere: SlotSignals): FlowInSlot => {
    const { swapSeconds, roundSeconds } = newsOf(one, one.rounds, signalsHere, scenario.hardware);
    const delays = ownLinks(one.hops).map((link) => signalsHere.delayOf(link));
    const forgets = statedForgetting(one.nodes[0]!) + statedForgetting(one.nodes.at(-1)!);
    return {
      flow: indexOf(one.key),
      planned: one.planned,
      plannedBase: one.plannedBase,
      rounds: one.rounds,
      swapSeconds: orNothing(swapSeconds),
      roundSeconds: orNothing(roundSeconds),
      isLatencyKnown: ![swapSeconds, roundSeconds, ...delays].some(Number.isNaN),
      plannedWerner: one.plannedWerner,
      plannedKept: keptWhile(orNothing(roundSeconds), forgets),
    };
  };
  return {
    slotCount,
    slotSeconds,
    stored,
    swapSuccess: options.swapSuccess ?? gates.swapSuccess,
    swapFactor: swapFactor(gates),
    gates: { singleQubit: gates.singleQubit, twoQubit: gates.twoQubit, readout: gates.readout },
    protocol: purification.protocol,
    links,
    modes: limited.modes,
    demands,
    memories: planned.memories,
    stores: planned.stores,
    flows,
    claimCount: flowOfClaim.length,
    flowOfClaim,
    slots: bySlot.map((here, slot) => {
      const signalsHere = signals(slot);
      return {
        links: inSlots[slot]!,
        flows: here.map((one) => inSlot(one, signalsHere)),
        ...(limited.modes && { modesInFlight: inFlight[slot]! }),
      };
    }),
  };
}

function demandsOf(
  { scenario, topology, plan, exempt }: PlanToExecute,
  forgetting: (node: string) => number,
): ExecutedDemand[] {
  const { slotCount, slotSeconds } = topology;
  return scenario.demands.map(({ id: stated, source, destination, fidelityTarget, minimumRate }) => {
    const id = stated ?? `${source}~${destination}`;
    const leastPairs = new Float64Array(slotCount).fill(minimumRate * slotSeconds);
    for (const { demand, slot } of exempt) if (demand === id) leastPairs[slot] = 0;
    const rates = plan.routes.reduce((sum, { demand, rate }) => (demand === id ? sum + rate : sum), 0);
    return {
      id,
      fidelityTarget,
      forgets: forgetting(source) + forgetting(destination),
      planned: rates * slotSeconds,
      leastPairs,
    };
  });
}

/** What the plan asks of each route and fill in its slots. Fills pay for the swaps that the plan expects to fail. */
function askedOf(
  { scenario: { gates, purification }, topology: { slotSeconds }, plan }: PlanToExecute,
  demands: readonly ExecutedDemand[],
  { indexOf }: PlannedStores,
): Asked[] {
  const demandIndex = new Map(demands.map(({ id }, index) => [id, index]));
  const subPaths = new Map(plan.subPaths.map((one) => [storeKey(one.pair, one.id), one]));
  const routes = plan.routes.map((route): Asked => {
    const { slot, nodes, hops, rate, cost, fidelity } = route;
    const demand = demandIndex.get(route.demand)!;
    // Plans state the rounds where these depend on ageing.
    const rounds =
      route.rounds ?? purify(fidelity, demands[demand]!.fidelityTarget, purification.protocol, gates).rounds;
    return {
      slot,
      key: routeKey(route.demand, route.path),
      nodes,
      hops,
      demand,
      fills: -1,
      planned: rate * slotSeconds,
      plannedBase: rate * cost * slotSeconds,
      rounds: rounds ?? 0,
      plannedWerner: wernerOf(fidelity),
    };
  });
  const fills = plan.fills.map(({ pair, subPath, slot, rate }): Asked => {
    const { nodes, hops } = subPaths.get(storeKey(pair, subPath))!;
    const planned = rate * slotSeconds;
    return {
      slot,
      key: fillKey(storeKey(pair, subPath)),
      nodes,
      hops,
      demand: -1,
      fills: indexOf(storeKey(pair, subPath)),
      planned,
      plannedBase: planned / gates.swapSuccess ** (hops.length - 1),
      rounds: 0,
      plannedWerner: 1,
    };
  });
  return [...routes, ...fills].filter(({ planned }) => planned > 0);
}
