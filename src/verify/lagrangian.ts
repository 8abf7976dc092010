/**
 * The LP-relaxation bound by weak duality.
 *
 * The program, slots t = 0..T−1, stocks t = 0..T, o = (k, p, t) an offer with rate y_o, i and j
 * sub-paths with fills f_j^t (c_j: base pairs per filled pair) and stocks z_j^t; s, φ and ψ of lossy memories:
 *
 *   max Σ α y
 *   C3  Σ_{j at m} z_j^t ≤ B_m                                             price π3 ≥ 0
 *   C4  Σ_{o over e} g y + Σ_{j over e} c f ≤ C_e^t   (as rates)           price π4 ≥ 0
 *   C5  D_j^t := ψδ (Σ_{o from j} g y + Σ_{i from j} c f) ≤ z_j^t           price π5 ≥ 0
 *   C6  z_j^{t+1} − s z_j^t + s D_j^t − φδ f_j^t = 0, t = 0..T−1            price π6 of slot t+1,
 *       free; with a maximum age A of stored pairs it is ≤ 0, and π6 ≥ 0
 *   with a maximum age also, t = 0..T (the initial stock is the fill of the slot before the first)
 *       z_j^t ≤ δ Σ_{a=1..A} f_j^{t−a} + z_j^init [t < A]                  price π8 ≥ 0
 *   C7  −Σ_p y ≤ −minimum, where the demand has an offer                   price π7 ≥ 0
 *   Σ_p x ≤ 1, 0 ≤ y ≤ Y^max x, 0 ≤ f ≤ its cap, 0 ≤ z ≤ Z_j^t, z_j^0 = z_j^init.
 *
 * Moving the priced rows into the objective leaves a separable maximum over the last line:
 *
 *   L(π) = Σ π3 B_m + Σ π4 C + Σ π8 z^init [t < A] − Σ π7 minimum
 *        + Σ_{k,t} max(0, max_p Y^max·r_o) + Σ cap·max(0, r_f) + Σ_{t>0} Z·max(0, r_z^t) + z^init r_z^0
 *
 *   v_j^t = ψδ (π5_j^t + s π6_j^{t+1})                        worth of a pair/s drawn from j
 *   r_o   = α − g (Σ_{own e} π4_e + Σ_{stored j} v_j) + π7
 *   r_f   = φδ π6_j^{t+1} + δ Σ_{a=1..A, t+a≤T} π8_j^{t+a} − c (Σ_{own e} π4_e + Σ_{stored i} v_i)
 *   r_z^t = [t<T] (π5^t + s π6^{t+1}) − [t>0] π6^t − π8^t − Σ_{m at j} π3_m^t
 *
 * L(π) ≥ the optimum for any π of these signs, whoever computed it. The boxes use reachable stock,
 * Z^0 = z^init and Z^{t+1} = min(B, s Z^t + φδ·cap of f^t), which C5 and C6 imply; so Y^max and the
 * caps of nested fills shrink to Z_j^t/(g ψδ) over a virtual link. They only tighten L.
 */
import type { DualPrices, StockPrice } from '../domain/certificate.ts';
import { capacityAsRate } from '../domain/network.ts';
import {
  type Fill,
  type Hop,
  ownLinks,
  type Problem,
  type StoragePair,
  type SubPath,
  storedHops,
} from '../domain/problem.ts';
import { losses, maximumStorageSlots } from './fidelity.ts';
import { storeKey } from './path-check.ts';

/** Prices of one row family by name; one value per t = 0..T, absent names being all 0. */
type PriceTable = (name: string) => Float64Array;

/** The hops of a path with what they cost by slot. */
interface PricedHops {
  /** π4 of each own link. */
  readonly own: readonly Float64Array[];
  readonly drawn: readonly PricedStore[];
}

/** A sub-path with its prices by slot. */
interface PricedStore {
  readonly pair: StoragePair;
  readonly subPath: SubPath;
  /** π3 summed over both ends. */
  readonly memory: Float64Array;
  /** π6. */
  readonly appearing: Float64Array;
  /** π8. */
  readonly freshness: Float64Array;
  /** π5^t + s π6^{t+1}: worth of one more pair to draw from in slot t; 0 at T. */
  readonly drawing: Float64Array;
  /** Z: the most that can be in stock. */
  readonly reachable: Float64Array;
}

/** Pairs of a stock per pair/s over a slot: φδ that a filling adds at its end, ψδ that a draw takes from its beginning. */
interface PairsPerRate {
  readonly filled: number;
  readonly drawn: number;
}

/** How far the fills of a sub-path, which are in the order of slots, are read. */
interface FillCursor {
  readonly store: PricedStore;
  readonly hops: PricedHops;
  next: number;
}

/**
 * An upper bound on Σ α y over the catalogue of `problem`, which is the checker's own, of
 * `recomputeProblem`. It is valid whatever the prices: those of a
 * wrong sign, not finite or for unknown names count as 0. With the optimal duals of the LP
 * relaxation it is that LP's optimum, or below.
 */
export function lagrangianBound(input: { readonly problem: Problem; readonly prices: DualPrices }): number {
  const { problem, prices } = input;
  const { topology, memory } = problem;
  const { slotCount, slotSeconds } = topology;
  const age = maximumStorageSlots(memory);
  const none = new Float64Array(slotCount + 1);
  const c3 = priceTable(prices.c3, (row) => row.node, none);
  const c4 = priceTable(prices.c4, (row) => row.link, none);
  const c7 = priceTable(prices.c7, (row) => row.demand, none);
  const linkPrices = topology.links.map((link) => c4(link.id));
  const stores = pricedStores(problem, prices, c3, none);
  const price = (hops: readonly Hop[]): PricedHops => ({
    own: ownLinks(hops).map((link) => linkPrices[link]!),
    drawn: storedHops(hops).map((hop) => stores[hop.pair]![hop.subPath]!),
  });
  const fillable = stores.flat().map((store) => ({ store, hops: price(store.subPath.hops) }));

  const { survival, arriving, leaving } = losses(problem.memory, slotSeconds);
  const perRate = { filled: slotSeconds * arriving, drawn: slotSeconds / leaving };
  const grow = (fills: FillCursor, from: number, to: number): void => {
    const { store, hops } = fills;
    const { reachable, pair, subPath } = store;
    for (let t = from; t < to; t++) {
      const fill = subPath.fills[fills.next];
      const isFilled = fill?.slot === t;
      if (isFilled) fills.next++;
      const added = isFilled ? perRate.filled * reachableRate(hops, fill, t, perRate.drawn) : 0;
      reachable[t + 1] = Math.min(pair.capacity, survival * reachable[t]! + added);
    }
  };
  // What draws on no other stock goes through the horizon by itself; the others, slot by slot after it.
  const cursors = fillable.map((one): FillCursor => ({ ...one, next: 0 }));
  for (const cursor of cursors) if (cursor.hops.drawn.length === 0) grow(cursor, 0, slotCount);
  const drawing = cursors.filter(({ hops }) => hops.drawn.length > 0);
  for (let t = 0; t < slotCount; t++) for (const cursor of drawing) grow(cursor, t, t + 1);

  let bound = 0;
  for (const { node, capacity } of problem.storageNodes) {
    for (const memoryPrice of c3(node)) bound += memoryPrice * capacity;
  }
  topology.slots.forEach((slot, t) => {
    slot.link.forEach((link, position) => {
      bound += linkPrices[link]![t]! * capacityAsRate(slot.capacity[position]!, topology);
    });
  });
  for (const demand of problem.demands) bound += demandColumns(demand, price, c7(demand.id), perRate.drawn);
  for (const { store, hops } of fillable) {
    for (const fill of store.subPath.fills) bound += fillColumn(store, hops, fill, perRate, age);
    bound += stockColumns(store, age);
  }
  return bound;
}

function pricedStores(
  problem: Problem,
  prices: DualPrices,
  c3: PriceTable,
  none: Float64Array,
): PricedStore[][] {
  const { slotCount, slotSeconds } = problem.topology;
  const { survival } = losses(problem.memory, slotSeconds);
  const isLimited = Number.isFinite(maximumStorageSlots(problem.memory));
  const nameOf = (row: StockPrice) => storeKey(row.pair, row.subPath);
  const c5 = priceTable(prices.c5, nameOf, none);
  const c6 = priceTable(prices.c6, nameOf, none, !isLimited);
  // Without a maximum age there are no freshness rows to be priced.
  const c8 = priceTable(isLimited ? prices.freshness : [], nameOf, none);
  return problem.storagePairs.map((pair) => {
    const [one, other] = [c3(pair.ends[0]), c3(pair.ends[1])];
    const memory = one.map((price, t) => price + other[t]!);
    return pair.subPaths.map((subPath) => {
      const name = storeKey(pair.id, subPath.id);
      const [serving, appearing] = [c5(name), c6(name)];
      const reachable = new Float64Array(slotCount + 1);
      reachable[0] = subPath.initialStock;
      return {
        pair,
        subPath,
        memory,
        appearing,
        freshness: c8(name),
        drawing:
          serving === none && appearing === none
            ? none
            : serving.map((price, t) => (t < slotCount ? price + survival * appearing[t + 1]! : 0)),
        reachable,
      };
    });
  });
}

/** Σ_t max(0, max_p Y^max·r_o) − π7·minimum of one demand. */
function demandColumns(
  demand: Problem['demands'][number],
  price: (hops: readonly Hop[]) => PricedHops,
  c7: Float64Array,
  drawnPerRate: number,
): number {
  const best = new Map<number, number>();
  for (const path of demand.paths) {
    const hops = price(path.hops);
    for (const offer of path.offers) {
      const { slot, cost } = offer;
      const reduced = demand.weight[slot]! + c7[slot]! - cost * worthOf(hops, slot, drawnPerRate);
      const gain = reduced * reachableRate(hops, offer, slot, drawnPerRate);
      best.set(slot, Math.max(best.get(slot) ?? 0, gain));
    }
  }
  let sum = 0;
  for (const [slot, gain] of best) sum += gain - c7[slot]! * demand.minimumRate;
  return sum;
}

/** cap·max(0, r_f). */
function fillColumn(
  store: PricedStore,
  hops: PricedHops,
  fill: Fill,
  perRate: PairsPerRate,
  age: number,
): number {
  const { slot, cost } = fill;
  let worth = store.appearing[slot + 1]!;
  // Without a maximum age there are no freshness rows; with one, nothing is lost and φ = 1.
  const oldest = Number.isFinite(age) ? Math.min(slot + age, store.freshness.length - 1) : slot;
  for (let t = slot + 1; t <= oldest; t++) worth += store.freshness[t]!;
  const reduced = perRate.filled * worth - cost * worthOf(hops, slot, perRate.drawn);
  return Math.max(0, reduced) * reachableRate(hops, fill, slot, perRate.drawn);
}

/** Σ_{t>0} Z·max(0, r_z^t) + z^init r_z^0 + Σ_{t<A} π8 z^init. */
function stockColumns(store: PricedStore, age: number): number {
  const { drawing, appearing, freshness, memory, reachable } = store;
  const initial = store.subPath.initialStock;
  let sum = 0;
  drawing.forEach((worth, t) => {
    const reduced = worth - freshness[t]! - memory[t]!;
    sum += t === 0 ? initial * reduced : reachable[t]! * Math.max(0, reduced - appearing[t]!);
    if (t < age) sum += freshness[t]! * initial;
  });
  return sum;
}

/** Σ_{own e} π4_e + Σ_{stored j} v_j. */
function worthOf(hops: PricedHops, slot: number, drawnPerRate: number): number {
  let worth = 0;
  for (const price of hops.own) worth += price[slot]!;
  for (const store of hops.drawn) worth += drawnPerRate * store.drawing[slot]!;
  return worth;
}

/** The rate cap, or less where the stock behind a virtual link can't be so large. */
function reachableRate(
  hops: PricedHops,
  { rateCap, cost }: { readonly rateCap: number; readonly cost: number },
  slot: number,
  drawnPerRate: number,
): number {
  let rate = rateCap;
  for (const store of hops.drawn) rate = Math.min(rate, store.reachable[slot]! / (cost * drawnPerRate));
  return rate;
}

/** Prices by name and slot, `none` where there are none; slots beyond 0..T, wrong signs and numbers that are none are left at 0. */
function priceTable<Row extends { readonly slot: number; readonly price: number }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
  none: Float64Array,
  isFree = false,
): PriceTable {
  const table = new Map<string, Float64Array>();
  for (const row of rows) {
    if (!Number.isFinite(row.price) || (!isFree && row.price < 0)) continue;
    const name = nameOf(row);
    const prices = table.get(name) ?? new Float64Array(none.length);
    // Typed arrays ignore writes beyond their ends.
    prices[row.slot] = row.price;
    table.set(name, prices);
  }
  return (name) => table.get(name) ?? none;
}
