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
} from '../domain/problem.ts';
import { SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { contactsOf } from './contacts.ts';
import { agedFidelity, isAbove, MAXIMUM_COST, type Purified, purified, swapProbability } from './fidelity.ts';
import { initialStockOf } from './initial-stocks.ts';
import { type CompletePath, rateHops, type StockToDrawOn } from './rate-hops.ts';
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
  /** The slots in which a chain of hops between two nodes is available; none if it does not join them. */
  readonly rate: (hops: readonly Hop[], ends: readonly [string, string]) => Iterable<CompletePath>;
  /** Of a chain of hops that joins two nodes, in a slot; null if none depends on news. */
  readonly signals:
    | ((hops: readonly Hop[], ends: readonly [string, string], slot: number) => Signals | null)
    | null;
}

/**
 * @param scheme whose catalogue it is: what the scheme may not use cannot be filled
 * @param margins of its run, if it keeps any
 */
export function recomputeProblem(
  scenario: Scenario,
  topology: Topology,
  { storagePairs, demands }: NamedPaths,
  scheme: SchemeName,
  margins?: Margins,
): Problem {
  const indexed = indexScenario(scenario, topology, margins);
  const contacts = contactsOf(topology);
  const initial = initialStockOf(indexed);
  const capacityOf = (ends: readonly string[]) =>
    Math.min(...ends.map((end) => indexed.memories.get(end) ?? 0));
  const stores: (StockToDrawOn | null)[][] = storagePairs.map(({ subPaths }) => subPaths.map(() => null));
  const endsOf = (hop: Hop) =>
    hop.kind === 'link' ? topology.links[hop.link]?.ends : storagePairs[hop.pair]?.ends;
  const workplace: Workplace = {
    indexed,
    named: (hop) =>
      hop.kind === 'link'
        ? { link: topology.links[hop.link]?.id ?? '' }
        : {
            pair: storagePairs[hop.pair]?.id ?? '',
            subPath: storagePairs[hop.pair]?.subPaths[hop.subPath]?.id ?? '',
          },
    rate: (hops, ends) =>
      joins(hops.map(endsOf), ends)
        ? rateHops(indexed, contacts, hops, ({ pair, subPath }) => stores[pair]?.[subPath] ?? null)
        : [],
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
  const mayFill = fillableUnder(scheme, indexed);

  const resolved = storagePairs.map(({ subPaths }) => new Array<SubPath>(subPaths.length));
  const resolve = (isWanted: (hops: readonly Hop[]) => boolean) => {
    for (const [pair, { ends, subPaths }] of storagePairs.entries()) {
      const capacity = capacityOf(ends);
      for (const [index, { id, nodes, hops }] of subPaths.entries()) {
        if (!isWanted(hops)) continue;
        const stock = initial(hops);
        const fills = fillsOf(workplace, hops, ends);
        stores[pair]![index] = {
          capacity,
          rated: once(() => fidelitiesInStore(indexed, stock.initialFidelity, fills)),
        };
        resolved[pair]![index] = { id, nodes, hops, ...stock, fills: mayFill(nodes) ? fills : [] };
      }
    }
  };
  // Sub-paths over a virtual link draw on real ones only, so these are read first.
  const isReal = (hops: readonly Hop[]) => hops.every(({ kind }) => kind === 'link');
  resolve(isReal);
  resolve((hops) => !isReal(hops));

  const pathsOf = new Map(demands.map(({ id, paths }) => [id, paths]));
  return {
    topology,
    storageNodes: [...indexed.memories].map(([node, capacity]) => ({ node, capacity })),
    storagePairs: storagePairs.map(({ id, ends }, pair) => ({
      id,
      ends,
      capacity: capacityOf(ends),
      subPaths: resolved[pair]!,
    })),
    demands: [...indexed.demands].map(([id, demand]) =>
      rateDemand(workplace, id, demand, pathsOf.get(id) ?? []),
    ),
    memory: scenario.storage.memory,
  };
}

/** A fill costs 1/q^(hops−1) base pairs of every hop, and its own links limit it. */
function fillsOf(
  { indexed, rate, signals }: Workplace,
  hops: readonly Hop[],
  ends: readonly [string, string],
): Fill[] {
  const { gates, storage } = indexed.scenario;
  const cost = 1 / swapProbability(hops.length, gates);
  const fills: Fill[] = [];
  for (const complete of rate(hops, ends)) {
    const { slot } = complete;
    const signalled = signals?.(hops, ends, slot);
    if (signals && signalled === null) continue;
    const fidelity = agedFidelity(complete.fidelity, signalled?.kept ?? 1);
    if (!isAbove(fidelity, storage.minimumFidelity)) continue;
    const modes = modesPerPair(indexed, signalled?.modeSeconds(null), cost);
    const messages = messagesPerPair(indexed, signalled?.messages(cost, 0));
    const rateCap = Math.min(
      complete.rate / cost,
      ...modes.map((use) => capOf(indexed, use)),
      ...(messages ?? []).map((use) => capByMessages(indexed, use)),
    );
    fills.push({
      slot,
      cost,
      fidelity,
      rateCap,
      ...(modes.length > 0 && { modes }),
      ...(messages && { messages }),
    });
  }
  return fills;
}

function rateDemand(
  { indexed, named, rate, signals }: Workplace,
  id: string,
  demand: Scenario['demands'][number],
  catalogued: NamedPaths['demands'][number]['paths'],
): Demand {
  const { source, destination, weight, fidelityTarget, minimumRate } = demand;
  const { maximumLatencySeconds = Number.POSITIVE_INFINITY } = demand;
  const { gates, purification } = indexed.scenario;
  const { slotCount } = indexed.topology;
  const known = new Map<number, Purified | null>();
  const purify = (fidelity: number, kept: number): Purified | null => {
    if (kept !== 1) return purified(fidelity, fidelityTarget, purification.protocol, gates, kept);
    if (!known.has(fidelity)) {
      known.set(fidelity, purified(fidelity, fidelityTarget, purification.protocol, gates));
    }
    return known.get(fidelity)!;
  };
  const reach = new Array<Demand['reach'][number]>(slotCount).fill('no-contact');
  const paths = catalogued.map((path): Path => {
    const margin = indexed.marginOf?.(id, path.id, path.hops.map(named)) ?? 1;
    const swapped = swapProbability(path.hops.length, gates);
    const offers: Offer[] = [];
    for (const complete of rate(path.hops, [source, destination])) {
      const { slot } = complete;
      const signalled = signals?.(path.hops, [source, destination], slot);
      const fidelity = agedFidelity(complete.fidelity, (signalled?.kept ?? 1) * margin);
      const result = purify(fidelity, signalled?.keptPerRound ?? 1);
      const cost = result === null ? Number.POSITIVE_INFINITY : result.cost / swapped;
      if (result === null || cost > MAXIMUM_COST) {
        if (reach[slot] === 'no-contact') reach[slot] = 'fidelity-out-of-reach';
        continue;
      }
      const { rounds } = result;
      const latencySeconds = signalled?.latencySeconds(rounds) ?? 0;
      if ((signals && signalled === null) || latencySeconds > maximumLatencySeconds) {
        if (reach[slot] !== 'usable') reach[slot] = 'latency-out-of-reach';
        continue;
      }
      reach[slot] = 'usable';
      const modes = modesPerPair(indexed, signalled?.modeSeconds(rounds), cost);
      const messages = messagesPerPair(indexed, signalled?.messages(cost, result.tests));
      offers.push({
        slot,
        fidelity,
        deliveredFidelity: result.fidelity,
        cost,
        rateCap: Math.min(
          complete.rate / cost,
          ...modes.map((use) => capOf(indexed, use)),
          ...(messages ?? []).map((use) => capByMessages(indexed, use)),
        ),
        ...(signalled && { signals: { latencySeconds, rounds, modes, ...(messages && { messages }) } }),
      });
    }
    return { id: path.id, nodes: path.nodes, hops: path.hops, offers };
  });
  const weights = typeof weight === 'number' ? new Array<number>(slotCount).fill(weight) : weight;
  return { id, source, destination, weight: weights, fidelityTarget, minimumRate, paths, reach };
}

/** What a pair takes of limited modes, in the order of nodes. */
function modesPerPair(
  { topology }: ScenarioIndex,
  perBasePair: ReadonlyMap<string, number> | undefined,
  cost: number,
): ModeUse[] {
  if (perBasePair === undefined || perBasePair.size === 0) return [];
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
