/**
 * Prices of rows as what each kind of column pays. A family of constraints adds to these fields and knows nothing about
 * the bound that is made from them.
 */
import type { Problem, StoragePair, SubPath } from '../domain/problem.ts';
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
  /** Per telescope of a node in a slot (μ), by index among the nodes. */
  telescope(node: number): Field;
  /** Per pair/s that a link gives while it is pointed at (π). */
  pointed(link: number): Field;
  /** What a link that is pointed at spares all that runs over it in a slot (Σ ν + Σ σ Y_n). */
  chosen(link: number): Field;
  /** What a demand pays in a slot for a path over a link (ν). */
  choose(demand: number, link: number): Field;
  /** Per pair/s filled, for all links of the sub-path (Σ σ). */
  fillOver(store: PricedStore): Field;
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
  /** Whether a demand has a usable path in a slot. */
  offersIn(demand: number, slot: number): boolean;
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
  readonly telescope: readonly (Field | undefined)[];
  readonly pointed: readonly (Field | undefined)[];
  readonly chosen: readonly (Field | undefined)[];
  /** By demand, then by link. */
  readonly choose: readonly (ReadonlyMap<number, Field> | undefined)[];
  readonly fillOver: readonly (Field | undefined)[];
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
    telescope: [] as Field[],
    pointed: [] as Field[],
    chosen: [] as Field[],
    choose: [] as Map<number, Field>[],
    fillOver: [] as Field[],
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
    fields: {
      constant: 0,
      link: (link) => fieldOf(priced.link, link),
      draw: ({ index }) => fieldOf(priced.draw, index),
      fill: ({ index }) => fieldOf(priced.fill, index),
      hold: ({ index }) => fieldOf(priced.hold, index),
      deliver: (demand) => fieldOf(priced.deliver, demand),
      telescope: (node) => fieldOf(priced.telescope, node),
      pointed: (link) => fieldOf(priced.pointed, link),
      chosen: (link) => fieldOf(priced.chosen, link),
      choose(demand, link) {
        const ofDemand = priced.choose[demand] ?? new Map<number, Field>();
        priced.choose[demand] = ofDemand;
        const field = ofDemand.get(link) ?? new Float64Array(slotCount + 1);
        ofDemand.set(link, field);
        return field;
      },
      fillOver: ({ index }) => fieldOf(priced.fillOver, index),
    },
    priced,
  };
}
