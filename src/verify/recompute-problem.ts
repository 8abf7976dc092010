/**
 * The checker's own computation of the problem: what every catalogued path is worth in every slot follows from the
 * scenario and the topology alone. It takes over only ids, ends, nodes and hops of paths, so a builder that rated a
 * path too low, or left it out of a slot, changes no bound.
 */
import type { Margins } from '../domain/margins.ts';
import type { Topology } from '../domain/network.ts';
import type { PlannedHop } from '../domain/plan.ts';
import type {
  Demand,
  Fill,
  Hop,
  MessageUse,
  ModeUse,
  Offer,
  Path,
  Problem,
  StoragePair,
  SubPath,
  VirtualLink,
} from '../domain/problem.ts';
import { SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { contactsOf } from './contacts.ts';
import { agedFidelity, isAbove, MAXIMUM_COST, type Purified, purified, swapProbability } from './fidelity.ts';
import { initialStockOf } from './initial-stocks.ts';
import { rateHops, type StockToDrawOn, type VisitSlot } from './rate-hops.ts';
import { indexScenario, type ScenarioIndex } from './scenario-index.ts';
import type { Signals } from './signals.ts';
import { fidelitiesInStore } from './stored-fidelity.ts';

/** What is taken over from the catalogue. */
interface NamedPaths {
  readonly storagePairs: readonly (Pick<StoragePair, 'id' | 'ends'> & {
    readonly subPaths: readonly Pick<SubPath, 'id' | 'nodes' | 'hops'>[];
  })[];
  readonly demands: readonly {
    readonly id: string;
    readonly paths: readonly Pick<Path, 'id' | 'nodes' | 'hops'>[];
  }[];
}

/** Prepared once for all paths of a problem. */
interface Workplace {
  readonly indexed: ScenarioIndex;
  readonly named: (hop: Hop) => PlannedHop;
  /** Visits the slots in which a chain of hops between two nodes is available; none if it does not join them. */
  readonly rate: (hops: readonly Hop[], ends: readonly [string, string], visit: VisitSlot) => void;
  /** Of a chain of hops that joins two nodes, in a slot; null if none depends on news. */
  readonly signals:
    | ((hops: readonly Hop[], ends: readonly [string, string], slot: number) => Signals | null)
    | null;
}

/** The problem with its columns one by one, so that they can be compared without being kept: there may be millions. */
export interface Recomputation extends Pick<Problem, 'topology' | 'storageNodes' | 'memory'> {
  /** In the order in which they were named. */
  readonly storagePairs: readonly (Pick<StoragePair, 'id' | 'ends' | 'capacity'> & {
    readonly subPaths: readonly (Omit<SubPath, 'fills'> & {
      readonly visitFills: (visit: (fill: Fill) => void) => void;
    })[];
  })[];
  readonly demands: readonly RecomputedDemand[];
}

interface RecomputedDemand extends Omit<Demand, 'paths' | 'reach'> {
  readonly paths: readonly Omit<Path, 'offers'>[];
  /** Visits the offers of one path after the other, each in the order of slots; the answer is how far it gets by slot. */
  readonly visitOffers: (visit: (offer: Offer, path: number) => void) => Demand['reach'];
}

/** The recomputed problem as a whole. */
export function asProblem({ storagePairs, demands, ...facts }: Recomputation): Problem {
  return {
    ...facts,
    storagePairs: storagePairs.map(({ subPaths, ...pair }) => ({
      ...pair,
      subPaths: subPaths.map(({ visitFills, ...subPath }): SubPath => {
        const fills: Fill[] = [];
        visitFills((fill) => fills.push(fill));
        return { ...subPath, fills };
      }),
    })),
    demands: demands.map(({ paths, visitOffers, ...demand }): Demand => {
      const offers = paths.map((): Offer[] => []);
      const reach = visitOffers((offer, path) => offers[path]!.push(offer));
      return { ...demand, paths: paths.map((path, index) => ({ ...path, offers: offers[index]! })), reach };
    }),
  };
}

/**
 * @param scheme whose catalogue it is: what the scheme may not use cannot be filled
 * @param margins of its run, if it keeps any
 */
export function recomputation(
  scenario: Scenario,
  topology: Topology,
  { storagePairs, demands }: NamedPaths,
  scheme: SchemeName,
  margins?: Margins,
): Recomputation {
  const indexed = indexScenario(scenario, topology, margins);
  const contacts = contactsOf(topology);
  const initial = initialStockOf(indexed);
  const capacityOf = (ends: readonly string[]) =>
    Math.min(...ends.map((end) => indexed.memories.get(end) ?? 0));
  const stores: StockToDrawOn[][] = storagePairs.map(() => []);
  const endsOf = (hop: Hop) =>
    hop.kind === 'link' ? topology.links[hop.link]?.ends : storagePairs[hop.pair]?.ends;
  const rateOver =
    (stockOf: (link: VirtualLink) => StockToDrawOn | null): Workplace['rate'] =>
    (hops, ends, visit) => {
      if (joins(hops.map(endsOf), ends)) rateHops(indexed, contacts, hops, stockOf, visit);
    };
  const anyStock = ({ pair, subPath }: VirtualLink) => stores[pair]?.[subPath] ?? null;
  const isReal = ({ pair, subPath }: VirtualLink) =>
    storagePairs[pair]?.subPaths[subPath]?.hops.every(({ kind }) => kind === 'link') ?? false;
  const workplace: Workplace = {
    indexed,
    named: (hop) =>
      hop.kind === 'link'
        ? { link: topology.links[hop.link]?.id ?? '' }
        : {
            pair: storagePairs[hop.pair]?.id ?? '',
            subPath: storagePairs[hop.pair]?.subPaths[hop.subPath]?.id ?? '',
          },
    rate: rateOver(anyStock),
    signals:
      indexed.signals &&
      ((hops, ends, slot) =>
        indexed.signals!(
          {
            nodes: nodesAlong(hops.map(endsOf), ends[0]),
            hops: hops.map((hop) => (hop.kind === 'link' ? hop.link : null)),
          },
          slot,
        )),
  };
  // Sub-paths over a virtual link draw on real ones only.
  const filling = { ...workplace, rate: rateOver((link) => (isReal(link) ? anyStock(link) : null)) };
  const mayFill = fillableUnder(scheme, indexed);
  const recomputed = storagePairs.map(({ id, ends, subPaths }, pair) => {
    const capacity = capacityOf(ends);
    return {
      id,
      ends,
      capacity,
      subPaths: subPaths.map(({ id, nodes, hops }, index) => {
        const stock = initial(hops);
        stores[pair]![index] = {
          capacity,
          rated: once(() => {
            const fills: Fill[] = [];
            visitFills(filling, hops, ends, (fill) => fills.push(fill));
            return fidelitiesInStore(indexed, stock.initialFidelity, fills);
          }),
        };
        return {
          id,
          nodes,
          hops,
          ...stock,
          visitFills(visit: (fill: Fill) => void) {
            if (mayFill(nodes)) visitFills(filling, hops, ends, visit);
          },
        };
      }),
    };
  });
  const pathsOf = new Map(demands.map(({ id, paths }) => [id, paths]));
  return {
    topology,
    storageNodes: [...indexed.memories].map(([node, capacity]) => ({ node, capacity })),
    storagePairs: recomputed,
    demands: [...indexed.demands].map(([id, demand]) =>
      recomputedDemand(workplace, id, demand, pathsOf.get(id) ?? []),
    ),
    memory: scenario.storage.memory,
  };
}

/** A fill costs 1/q^(hops−1) base pairs of every hop, and its own links limit it. */
function visitFills(
  { indexed, rate, signals }: Workplace,
  hops: readonly Hop[],
  ends: readonly [string, string],
  visit: (fill: Fill) => void,
): void {
  const { gates, storage } = indexed.scenario;
  const cost = 1 / swapProbability(hops.length, gates);
  rate(hops, ends, (slot, swapped, whole) => {
    const signalled = signals?.(hops, ends, slot);
    if (signals && signalled === null) return;
    const fidelity = agedFidelity(swapped, signalled?.kept ?? 1);
    if (!isAbove(fidelity, storage.minimumFidelity)) return;
    const modes = modesPerPair(indexed, signalled?.modeSeconds(null), cost);
    const messages = messagesPerPair(indexed, signalled?.messages(cost, 0));
    const rateCap = cappedRate(indexed, whole / cost, modes, messages);
    const fill = { slot, cost, fidelity, rateCap };
    const isSilent = modes.length === 0 && messages === undefined;
    visit(isSilent ? fill : { ...fill, ...(modes.length > 0 && { modes }), ...(messages && { messages }) });
  });
}

function recomputedDemand(
  { indexed, named, rate, signals }: Workplace,
  id: string,
  demand: Scenario['demands'][number],
  catalogued: NamedPaths['demands'][number]['paths'],
): RecomputedDemand {
  const { source, destination, weight, fidelityTarget, minimumRate } = demand;
  const { maximumLatencySeconds = Number.POSITIVE_INFINITY } = demand;
  const { gates, purification } = indexed.scenario;
  const { slotCount } = indexed.topology;
  // A path over links that stay as they are has one fidelity in all slots.
  let last: { readonly fidelity: number; readonly result: Purified | null } | null = null;
  const purify = (fidelity: number, kept: number): Purified | null => {
    if (kept !== 1) return purified(fidelity, fidelityTarget, purification.protocol, gates, kept);
    if (last?.fidelity !== fidelity) {
      last = { fidelity, result: purified(fidelity, fidelityTarget, purification.protocol, gates) };
    }
    return last.result;
  };
  const weights = typeof weight === 'number' ? new Array<number>(slotCount).fill(weight) : weight;
  return {
    id,
    source,
    destination,
    weight: weights,
    fidelityTarget,
    minimumRate,
    paths: catalogued.map(({ id, nodes, hops }) => ({ id, nodes, hops })),
    visitOffers(visit) {
      const reach = new Array<Demand['reach'][number]>(slotCount).fill('no-contact');
      for (const [index, path] of catalogued.entries()) {
        const margin = indexed.marginOf?.(id, path.id, path.hops.map(named)) ?? 1;
        const swapped = swapProbability(path.hops.length, gates);
        rate(path.hops, [source, destination], (slot, unaged, whole) => {
          const signalled = signals?.(path.hops, [source, destination], slot);
          const fidelity = agedFidelity(unaged, (signalled?.kept ?? 1) * margin);
          const result = purify(fidelity, signalled?.keptPerRound ?? 1);
          const cost = result === null ? Number.POSITIVE_INFINITY : result.cost / swapped;
          if (result === null || cost > MAXIMUM_COST) {
            if (reach[slot] === 'no-contact') reach[slot] = 'fidelity-out-of-reach';
            return;
          }
          const { rounds } = result;
          const latencySeconds = signalled?.latencySeconds(rounds) ?? 0;
          if ((signals && signalled === null) || latencySeconds > maximumLatencySeconds) {
            if (reach[slot] !== 'usable') reach[slot] = 'latency-out-of-reach';
            return;
          }
          reach[slot] = 'usable';
          const modes = modesPerPair(indexed, signalled?.modeSeconds(rounds), cost);
          const messages = messagesPerPair(indexed, signalled?.messages(cost, result.tests));
          const rateCap = cappedRate(indexed, whole / cost, modes, messages);
          const offer = { slot, fidelity, deliveredFidelity: result.fidelity, cost, rateCap };
          visit(
            signalled
              ? { ...offer, signals: { latencySeconds, rounds, modes, ...(messages && { messages }) } }
              : offer,
            index,
          );
        });
      }
      return reach;
    },
  };
}

const NO_MODES: ModeUse[] = [];

/** What a pair takes of limited modes, in the order of nodes. */
function modesPerPair(
  { topology }: ScenarioIndex,
  perBasePair: ReadonlyMap<string, number> | undefined,
  cost: number,
): ModeUse[] {
  if (perBasePair === undefined || perBasePair.size === 0) return NO_MODES;
  return topology.nodes.flatMap(({ id }, node) => {
    const seconds = perBasePair.get(id);
    return seconds === undefined ? [] : [{ node, seconds: seconds * cost }];
  });
}

/** Undefined where no classical link limits its traffic. */
const messagesPerPair = (
  { topology }: ScenarioIndex,
  perPair: ReadonlyMap<number, number> | undefined,
): MessageUse[] | undefined =>
  topology.messageWays && perPair && [...perPair].map(([way, bits]) => ({ way, bits }));

/** A rate at which a path alone also takes no more than all modes of a node, or all traffic of a classical link. */
function cappedRate(
  indexed: ScenarioIndex,
  byContacts: number,
  modes: readonly ModeUse[],
  messages: readonly MessageUse[] = [],
): number {
  let rate = byContacts;
  for (const use of modes) rate = Math.min(rate, capOf(indexed, use));
  for (const use of messages) rate = Math.min(rate, capByMessages(indexed, use));
  return rate;
}

const capByMessages = ({ topology }: ScenarioIndex, { way, bits }: MessageUse): number =>
  topology.messageWays![way]!.bitsPerSecond / bits;

/** The rate at which a path alone takes all modes of a node, pairs/s. */
const capOf = ({ topology }: ScenarioIndex, { node, seconds }: ModeUse): number =>
  topology.nodes[node]!.memoryModes! / seconds;

/** The nodes along a chain of hops that joins two of them. */
function nodesAlong(hops: readonly (readonly [string, string] | undefined)[], from: string): string[] {
  const nodes = [from];
  for (const ends of hops) nodes.push(ends![0] === nodes.at(-1) ? ends![1] : ends![0]);
  return nodes;
}

/** Only nodes that relay in the scheme hold pairs; in a scheme without storage none does. */
function fillableUnder(
  scheme: SchemeName,
  { topology }: ScenarioIndex,
): (nodes: readonly string[]) => boolean {
  const { relays, usesStorage } = SCHEMES[scheme];
  if (!usesStorage) return () => false;
  const relaying = new Set(topology.nodes.flatMap(({ id, kind }) => (relays.includes(kind) ? [id] : [])));
  return (nodes) => nodes.every((node) => relaying.has(node));
}

/** Computed when it is first asked for: of many stocks, few are drawn on. */
function once<Value>(compute: () => Value): () => Value {
  let known: Value | undefined;
  return () => {
    known ??= compute();
    return known;
  };
}

/** Whether hops, one after the other, lead from one end to the other. */
function joins(
  hops: readonly (readonly [string, string] | undefined)[],
  [from, to]: readonly [string, string],
): boolean {
  let at: string | undefined = from;
  for (const ends of hops) {
    if (ends === undefined || at === undefined) return false;
    at = ends[0] === at ? ends[1] : ends[1] === at ? ends[0] : undefined;
  }
  return at === to;
}
