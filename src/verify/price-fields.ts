/**
 * Prices of rows as what each kind of column pays. A family of constraints adds to these fields and knows nothing about
 * the bound that is made from them.
 */
import { type Fill, ownLinks, type Problem, type StoragePair, type SubPath } from '../domain/problem.ts';
import { storeKey } from './path-check.ts';

/** One value per slot, or per instant t = 0..T. */
export type Field = Float64Array;

interface Fields {
  /** The value of the rows' right-hand sides. */
  constant: number;
  /** Per pair/s on a link in a slot. */
  link(link: number): Field;
  /** Per pair of a stock that draws take in a slot (D_j^t), and that fills add (δ f_j^t). */
  draw(store: PricedStore): Field;
  fill(store: PricedStore): Field;
  /** Per pair in stock at an instant. */
  hold(store: PricedStore): Field;
  /** Per pair/s that a demand gets in a slot. */
  deliver(demand: number): Field;
  /** Per mode of a node that is in flight or held in a slot. */
  modes(node: number): Field;
  /** Per bit/s along one direction of a classical link, by its index. */
  messages(way: number): Field;
  /** Per telescope that a node points in a slot. */
  telescope(node: number): Field;
  /** Per slot in which telescopes point along a link, and per pair/s that it could carry in it once acquired. */
  pointed(link: number): Field;
  capacity(link: number): Field;
  /** Per route of a demand over a link, by slot. */
  route(demand: number, link: number): Map<number, number>;
}

/** A sub-path of the problem; `index` counts all of them. */
export interface PricedStore {
  readonly index: number;
  readonly pair: StoragePair;
  readonly subPath: SubPath;
}

/** Lookups of the problem by name, and the fields to which prices are added. */
export interface PricedProblem {
  readonly problem: Problem;
  readonly slotCount: number;
  /** In the order of storage pairs and their sub-paths. */
  readonly stores: readonly (readonly PricedStore[])[];
  /** B_m by storage node, and the sub-paths that end there. */
  readonly capacityOf: ReadonlyMap<string, number>;
  readonly storesAt: ReadonlyMap<string, readonly PricedStore[]>;
  readonly linkOf: ReadonlyMap<string, number>;
  readonly demandOf: ReadonlyMap<string, number>;
  readonly nodeOf: ReadonlyMap<string, number>;
  storeOf(pair: string, subPath: string): PricedStore | undefined;
  fillIn(store: PricedStore, slot: number): Fill | undefined;
  /** Whether a demand has a usable path in a slot. */
  offersIn(demand: number, slot: number): boolean;
  /** Whether a path of the demand has the link as a hop of its own. */
  isOnPath(demand: number, link: number): boolean;
  /** The links that the one source of a node feeds. */
  fedBy(node: number): readonly number[];
  readonly fields: Fields;
  readonly priced: PricedFields;
}

/** The added prices, read by index. */
interface PricedFields {
  readonly link: readonly (Field | undefined)[];
  readonly draw: readonly (Field | undefined)[];
  readonly fill: readonly (Field | undefined)[];
  readonly hold: readonly (Field | undefined)[];
  readonly deliver: readonly (Field | undefined)[];
  readonly modes: readonly (Field | undefined)[];
  readonly messages: readonly (Field | undefined)[];
  readonly telescope: readonly (Field | undefined)[];
  readonly pointed: readonly (Field | undefined)[];
  readonly capacity: readonly (Field | undefined)[];
  /** By demand, then by link. */
  readonly route: readonly (ReadonlyMap<number, ReadonlyMap<number, number>> | undefined)[];
}

export function openPrices(problem: Problem): PricedProblem {
  const { topology, storageNodes, storagePairs, demands } = problem;
  const { slotCount } = topology;
  let count = 0;
  const stores = storagePairs.map((pair) =>
    pair.subPaths.map((subPath): PricedStore => ({ index: count++, pair, subPath })),
  );
  const byName = new Map(
    stores.flat().map((store) => [storeKey(store.pair.id, store.subPath.id), store] as const),
  );
  const storesAt = new Map<string, PricedStore[]>(storageNodes.map(({ node }) => [node, []]));
  for (const store of stores.flat()) for (const end of store.pair.ends) storesAt.get(end)?.push(store);
  const offered = demands.map(
    ({ paths }) => new Set(paths.flatMap(({ offers }) => offers.map(({ slot }) => slot))),
  );
  const priced = {
    link: [] as Field[],
    draw: [] as Field[],
    fill: [] as Field[],
    hold: [] as Field[],
    deliver: [] as Field[],
    modes: [] as Field[],
    messages: [] as Field[],
    telescope: [] as Field[],
    pointed: [] as Field[],
    capacity: [] as Field[],
    route: [] as Map<number, Map<number, number>>[],
  };
  const fieldOf = (fields: Field[], index: number): Field => {
    const field = fields[index] ?? new Float64Array(slotCount + 1);
    fields[index] = field;
    return field;
  };
  return {
    problem,
    slotCount,
    stores,
    capacityOf: new Map(storageNodes.map(({ node, capacity }) => [node, capacity])),
    storesAt,
    linkOf: new Map(topology.links.map(({ id }, link) => [id, link])),
    demandOf: new Map(demands.map(({ id }, demand) => [id, demand])),
    nodeOf: new Map(topology.nodes.map(({ id }, node) => [id, node])),
    storeOf: (pair, subPath) => byName.get(storeKey(pair, subPath)),
    offersIn: (demand, slot) => offered[demand]!.has(slot),
    ...pointingLookups(problem, stores.flat()),
    fields: {
      constant: 0,
      link: (link) => fieldOf(priced.link, link),
      draw: ({ index }) => fieldOf(priced.draw, index),
      fill: ({ index }) => fieldOf(priced.fill, index),
      hold: ({ index }) => fieldOf(priced.hold, index),
      deliver: (demand) => fieldOf(priced.deliver, demand),
      modes: (node) => fieldOf(priced.modes, node),
      messages: (way) => fieldOf(priced.messages, way),
      telescope: (node) => fieldOf(priced.telescope, node),
      pointed: (link) => fieldOf(priced.pointed, link),
      capacity: (link) => fieldOf(priced.capacity, link),
      route: (demand, link) => {
        const ofDemand = priced.route[demand] ?? new Map<number, Map<number, number>>();
        const ofLink = ofDemand.get(link) ?? new Map<number, number>();
        priced.route[demand] = ofDemand.set(link, ofLink);
        return ofLink;
      },
    },
    priced,
  };
}

/** What only prices of pointing ask for; empty where no telescope is pointed. */
function pointingLookups(
  { topology: { pointing }, demands }: Problem,
  stores: readonly PricedStore[],
): Pick<PricedProblem, 'fillIn' | 'isOnPath' | 'fedBy'> {
  const isPointed = pointing !== undefined;
  const fills = (isPointed ? stores : []).map(
    ({ subPath }) => new Map(subPath.fills.map((fill) => [fill.slot, fill])),
  );
  const onPath = (isPointed ? demands : []).map(
    ({ paths }) => new Set(paths.flatMap(({ hops }) => ownLinks(hops))),
  );
  const fed = new Map<number, number[]>();
  pointing?.sources.forEach((source, link) => {
    const ofSource = fed.get(source) ?? [];
    ofSource.push(link);
    fed.set(source, ofSource);
  });
  return {
    fillIn: ({ index }, slot) => fills[index]?.get(slot),
    isOnPath: (demand, link) => onPath[demand]?.has(link) ?? false,
    fedBy: (node) => fed.get(node) ?? [],
  };
}
