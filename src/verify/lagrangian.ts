/**
 * The LP-relaxation bound by weak duality.
 *
 * The program, slots t = 0..T−1, stocks t = 0..T, o = (k, p, t) an offer with rate y_o, i and j sub-paths with
 * fills f_j^t (c_j: base pairs per filled pair) and stocks z_j^t; s, φ and ψ of lossy memories (fidelity.ts):
 *
 *   max Σ α y   subject to the families of constraints/, each row as Σ a·column ≤ b with its price π, and
 *   Σ_p x ≤ 1, 0 ≤ y ≤ Y^max x, 0 ≤ f ≤ its cap, 0 ≤ z ≤ Z_j^t, z_j^0 = z_j^init.
 *
 * Moving the priced rows into the objective leaves a separable maximum over the last line:
 *
 *   L(π) = Σ π b + Σ_{k,t} max(0, max_p Y^max·r_o) + Σ cap·max(0, r_f) + Σ_{t>0} Z·max(0, r_z^t) + z^init r_z^0
 *
 * with what each column pays for the rows in which it stands, summed in fields (price-fields.ts): L per pair/s
 * over a link, D per pair drawn from a stock, F per pair filled, H per pair held, Y per pair/s delivered, V per mode, B per bit/s:
 *
 *   r_o   = α − Y_k^t − g w − v    w = Σ_{own e} L_e^t + Σ_{stored j} ψδ D_j^t
 *   r_f   = −δ F_j^t − c w − v     v = Σ_m V_m^t × mode-seconds at m + Σ_c B_c^t × bits along c
 *   r_z^t = −H_j^t
 *
 * Where the plan points telescopes, P1, P2, P5, P6 and S are priced, too, with μ, π, ν, σ and ς, and the maximum is over
 * sequences w_e ∈ {0, 1} of slots in which telescopes point along e as well. S adds ς/C_e to L_e; a path pays ν for
 * each own link of which telescopes are limited, if it is chosen: max_p Y^max·max(0, r_o) − Σ_e ν; a fill pays σ. Every
 * such link adds D_e, what its best sequence gains (best-pointing.ts), to Σ π b, which contains Σ μ T and Σ ς.
 *
 * L(π) ≥ the optimum for any π of these signs, whoever computed it. The boxes use reachable stock,
 * Z^0 = z^init and Z^{t+1} = min(B, s Z^t + φδ·cap of f^t), which C5 and C6 imply; so Y^max and the
 * caps of nested fills shrink to Z_j^t/(g ψδ) over a virtual link. They only tighten L.
 */
import type { DualPrices, RowPrice } from '../domain/certificate.ts';
import { FAMILIES, FAMILY_IDS, type FamilyId } from '../domain/families.ts';
import { type Fill, type Hop, ownLinks, type Problem, storedHops } from '../domain/problem.ts';
import { bestPointings } from './best-pointing.ts';
import { FAMILY_CHECKS } from './constraints/families.ts';
import { losses } from './fidelity.ts';
import { type Field, openPrices, type PricedProblem, type PricedStore } from './price-fields.ts';

/** A sub-path with its prices, and the most that it can hold, Z. */
interface BoxedStore {
  readonly store: PricedStore;
  readonly reachable: Float64Array;
  readonly draw: Field | undefined;
  readonly fill: Field | undefined;
  readonly hold: Field | undefined;
}

/** The hops of a path with their prices by slot. */
interface PricedHops {
  /** L of each own link that has a price. */
  readonly own: readonly Field[];
  readonly drawn: readonly BoxedStore[];
}

/** Reading position in the fills of a sub-path, which are in the order of slots. */
interface FillCursor {
  readonly boxed: BoxedStore;
  readonly hops: PricedHops;
  next: number;
}

/** Pairs of a stock, ψδ, that a draw of one pair/s over a slot needs at the beginning. */
type DrawnPerRate = number;

/**
 * An upper bound on Σ α y over the catalogue of `problem`, which is the checker's own, from `recomputation`. It is
 * valid whatever the prices are: those with a wrong sign, not finite or with unknown names count as 0. With the optimal
 * duals of the LP relaxation, it is that LP's optimum or less.
 */
export function lagrangianBound(input: { readonly problem: Problem; readonly prices: DualPrices }): number {
  const { problem, prices } = input;
  const { topology, memory } = problem;
  const { slotSeconds } = topology;
  const { leaving } = losses(memory, slotSeconds);
  const drawnPerRate = slotSeconds / leaving;
  const opened = openPrices(problem);
  for (const id of FAMILY_IDS) priceFamily(id, prices, opened);

  const { priced, fields } = opened;
  const stores = opened.stores.map((ofPair) =>
    ofPair.map((store): BoxedStore => {
      const reachable = new Float64Array(topology.slotCount + 1);
      reachable[0] = store.subPath.initialStock;
      const { index } = store;
      return {
        store,
        reachable,
        draw: priced.draw[index],
        fill: priced.fill[index],
        hold: priced.hold[index],
      };
    }),
  );
  const price = (hops: readonly Hop[]): PricedHops => ({
    own: ownLinks(hops).flatMap((link) => priced.link[link] ?? []),
    drawn: storedHops(hops).map((hop) => stores[hop.pair]![hop.subPath]!),
  });
  const fillable = stores.flat().map((boxed) => ({ boxed, hops: price(boxed.store.subPath.hops) }));
  growStocks(problem, fillable, drawnPerRate);

  let bound = fields.constant;
  problem.demands.forEach((demand, index) => {
    bound += demandColumns(demand, price, priced, index, drawnPerRate);
  });
  for (const { boxed, hops } of fillable) {
    for (const fill of boxed.store.subPath.fills) {
      bound += fillColumn(boxed, hops, fill, slotSeconds, drawnPerRate, priced);
    }
    bound += stockColumns(boxed);
  }
  return bound + bestPointings(opened);
}

function priceFamily<F extends FamilyId>(id: F, prices: DualPrices, opened: PricedProblem): void {
  const family = FAMILY_CHECKS[id];
  const isFree = family.isFree?.(opened) ?? false;
  const rows = (
    prices as unknown as Readonly<Record<string, readonly RowPrice<(typeof FAMILIES)[F]['of']>[]>>
  )[FAMILIES[id].prices];
  for (const row of rows ?? []) {
    const { price, slot } = row;
    if (!Number.isFinite(price) || (!isFree && price < 0) || !Number.isInteger(slot) || slot < 0) continue;
    family.price(row, opened);
  }
}

/** Z of every stock, slot after slot where fills draw on others. */
function growStocks(
  { topology, memory }: Problem,
  fillable: readonly Omit<FillCursor, 'next'>[],
  drawnPerRate: DrawnPerRate,
): void {
  const { slotCount, slotSeconds } = topology;
  const { survival, arriving } = losses(memory, slotSeconds);
  const grow = (cursor: FillCursor, from: number, to: number): void => {
    const { boxed, hops } = cursor;
    const { reachable, store } = boxed;
    for (let t = from; t < to; t++) {
      const fill = store.subPath.fills[cursor.next];
      const isFilled = fill?.slot === t;
      if (isFilled) cursor.next++;
      const added = isFilled ? slotSeconds * arriving * reachableRate(hops, fill, t, drawnPerRate) : 0;
      reachable[t + 1] = Math.min(store.pair.capacity, survival * reachable[t]! + added);
    }
  };
  // What draws on no other stock goes through the horizon by itself; the others, slot by slot after it.
  const cursors = fillable.map((one): FillCursor => ({ ...one, next: 0 }));
  for (const cursor of cursors) if (cursor.hops.drawn.length === 0) grow(cursor, 0, slotCount);
  const drawing = cursors.filter(({ hops }) => hops.drawn.length > 0);
  for (let t = 0; t < slotCount; t++) for (const cursor of drawing) grow(cursor, t, t + 1);
}

/** Σ_t max(0, max_p [Y^max·r_o − Σ_e ν]) of one demand. */
function demandColumns(
  demand: Problem['demands'][number],
  price: (hops: readonly Hop[]) => PricedHops,
  priced: PricedProblem['priced'],
  index: number,
  drawnPerRate: DrawnPerRate,
): number {
  const [deliver, routed] = [priced.deliver[index], priced.route[index]];
  const best = new Map<number, number>();
  for (const path of demand.paths) {
    const hops = price(path.hops);
    const telescopes = routed ? ownLinks(path.hops).flatMap((link) => routed.get(link) ?? []) : [];
    for (const offer of path.offers) {
      const { slot, cost } = offer;
      const reduced =
        demand.weight[slot]! -
        (deliver?.[slot] ?? 0) -
        cost * worthOf(hops, slot, drawnPerRate) -
        worthOfHardware(priced, offer.signals, slot);
      let gain = reduced * reachableRate(hops, offer, slot, drawnPerRate);
      for (const prices of telescopes) gain -= prices.get(slot) ?? 0;
      best.set(slot, Math.max(best.get(slot) ?? 0, gain));
    }
  }
  let sum = 0;
  for (const gain of best.values()) sum += gain;
  return sum;
}

/** cap·max(0, r_f). */
function fillColumn(
  { fill: paid }: BoxedStore,
  hops: PricedHops,
  fill: Fill,
  slotSeconds: number,
  drawnPerRate: DrawnPerRate,
  priced: PricedProblem['priced'],
): number {
  const { slot, cost } = fill;
  const reduced =
    -slotSeconds * (paid?.[slot] ?? 0) -
    cost * worthOf(hops, slot, drawnPerRate) -
    worthOfHardware(priced, fill, slot);
  return Math.max(0, reduced) * reachableRate(hops, fill, slot, drawnPerRate);
}

/** Σ_{t>0} Z·max(0, r_z^t) + z^init r_z^0. */
function stockColumns({ store, hold, reachable }: BoxedStore): number {
  if (hold === undefined) return 0;
  let sum = -store.subPath.initialStock * hold[0]!;
  for (let t = 1; t < hold.length; t++) sum += reachable[t]! * Math.max(0, -hold[t]!);
  return sum;
}

/** w: Σ_{own e} L_e + Σ_{stored j} ψδ D_j. */
function worthOf(hops: PricedHops, slot: number, drawnPerRate: DrawnPerRate): number {
  let worth = 0;
  for (const price of hops.own) worth += price[slot]!;
  for (const { draw } of hops.drawn) if (draw !== undefined) worth += drawnPerRate * draw[slot]!;
  return worth;
}

/** v: what a pair/s pays for modes and messages. */
function worthOfHardware(
  priced: PricedProblem['priced'],
  takes: Partial<Pick<Fill, 'modes' | 'messages'>> | undefined,
  slot: number,
): number {
  let worth = 0;
  for (const { node, seconds } of takes?.modes ?? []) worth += seconds * (priced.modes[node]?.[slot] ?? 0);
  for (const { way, bits } of takes?.messages ?? []) worth += bits * (priced.messages[way]?.[slot] ?? 0);
  return worth;
}

/** The rate cap, or less if the stock behind a virtual link cannot be that large. */
function reachableRate(
  hops: PricedHops,
  { rateCap, cost }: { readonly rateCap: number; readonly cost: number },
  slot: number,
  drawnPerRate: DrawnPerRate,
): number {
  let rate = rateCap;
  for (const { reachable } of hops.drawn) rate = Math.min(rate, reachable[slot]! / (cost * drawnPerRate));
  return rate;
}
