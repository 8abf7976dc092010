import {
  type Fill,
  type Offer,
  type Problem,
  storedHops,
  subPathOf,
  type VirtualLink,
} from '../domain/problem.ts';
import { lastDraws } from './last-draws.ts';
import { type PointingColumns, pointingColumns } from './pointing-columns.ts';

/**
 * Maps the variables of the paper to columns. The lists follow the order of the catalogue, so the index of a column
 * alone determines its meaning.
 */
export interface Layout {
  readonly problem: Problem;
  /** One per usable (k, p, t): the pair x^t_{k,p}, y^t_{k,p}. */
  readonly choices: readonly Choice[];
  /** The C2 groups: for each (k, t) with a usable path, the indices of its choices. */
  readonly groups: readonly Group[];
  /** One per fillable (n, p_m, t): y^t_{n,p_m}; where telescopes are pointed, only those that can be drawn on later. */
  readonly fills: readonly FillColumn[];
  /**
   * One per virtual link (n, p_m); its stocks z^0..z^T follow each other. Where telescopes are pointed, only of those that
   * something can draw on or that hold pairs from the beginning.
   */
  readonly stocks: readonly StockColumn[];
  /** `stockIndex[pair][subPath]` is the index into `stocks`, −1 where there is none. */
  readonly stockIndex: readonly (readonly number[])[];
  /** One per (e, t) at which telescopes may point along a link: w^t_e, u^t_e; null if no telescope is pointed. */
  readonly pointing: PointingColumns | null;
}

interface Choice {
  readonly demand: number;
  readonly path: number;
  readonly offer: Offer;
  /** Index of its C2 group. */
  readonly group: number;
}

interface Group {
  readonly demand: number;
  readonly slot: number;
  readonly choices: readonly number[];
}

export interface FillColumn {
  readonly pair: number;
  readonly subPath: number;
  readonly fill: Fill;
}

interface StockColumn {
  readonly pair: number;
  readonly subPath: number;
}

/** Where each kind of variable begins in a program; `x` is null if x is fixed. */
export interface Offsets {
  readonly x: number | null;
  readonly y: number;
  readonly fill: number;
  readonly stock: number;
  /** w and u; nothing follows here where no telescope is pointed. */
  readonly pointed: number;
  readonly slewed: number;
  readonly count: number;
}

const known = new WeakMap<Problem, Layout>();

/** The columns of a problem, which are remembered: of a long horizon, there are millions. */
export function layOut(problem: Problem): Layout {
  const layout = known.get(problem) ?? laidOut(problem);
  known.set(problem, layout);
  return layout;
}

function laidOut(problem: Problem): Layout {
  const slotCount = problem.topology.slotCount;
  const choices: Choice[] = [];
  const groups: { demand: number; slot: number; choices: number[] }[] = [];
  problem.demands.forEach((demand, k) => {
    const groupOfSlot = new Int32Array(slotCount).fill(-1);
    demand.paths.forEach((path, p) => {
      for (const offer of path.offers) {
        if (groupOfSlot[offer.slot]! < 0) {
          groupOfSlot[offer.slot] = groups.length;
          groups.push({ demand: k, slot: offer.slot, choices: [] });
        }
        const group = groupOfSlot[offer.slot]!;
        groups[group]!.choices.push(choices.length);
        choices.push({ demand: k, path: p, offer, group });
      }
    });
  });
  const fills: FillColumn[] = [];
  const stocks: StockColumn[] = [];
  const stockIndex = problem.storagePairs.map((storagePair, pair) =>
    storagePair.subPaths.map((path, subPath) => {
      for (const fill of path.fills) fills.push({ pair, subPath, fill });
      return stocks.push({ pair, subPath }) - 1;
    }),
  );
  const layout = { problem, choices, groups, fills, stocks, stockIndex, pointing: null };
  return problem.topology.pointing ? pointedLayout(layout) : layout;
}

/** A layout without what nothing can draw on, and with the columns w and u. */
function pointedLayout(layout: Layout): Layout {
  const { problem, choices, fills, stocks } = layout;
  const drawnBy = problem.demands.map(({ paths }) =>
    paths.map(({ hops }) => storedHops(hops).map((hop) => stockOf(layout, hop))),
  );
  const users = choices.map(({ demand, path, offer }) => ({
    slot: offer.slot,
    stocks: drawnBy[demand]![path]!,
  }));
  const last = lastDraws(layout, users);
  const isOfUse = (stock: number) => last[stock]! >= 0 || subPathOf(problem, stocks[stock]!).initialStock > 0;
  const kept = [...stocks.keys()].filter(isOfUse);
  const drawn = fills.filter((filling) => filling.fill.slot < last[stockOf(layout, filling)]!);
  const places = new Map(kept.map((stock, place) => [stock, place]));
  return {
    ...layout,
    fills: drawn,
    stocks: kept.map((stock) => stocks[stock]!),
    stockIndex: layout.stockIndex.map((row) => row.map((stock) => places.get(stock) ?? -1)),
    pointing: pointingColumns(problem, choices, drawn),
  };
}

/** Index of the stock behind a virtual link. */
export const stockOf = ({ stockIndex }: Layout, { pair, subPath }: VirtualLink): number =>
  stockIndex[pair]![subPath]!;

/** Columns of the monolith (x, y, y_n, z) or, without x, of Benders' subproblem. */
export function offsetsOf(layout: Layout, withSelection: boolean): Offsets {
  const choices = layout.choices.length;
  const y = withSelection ? choices : 0;
  const fill = y + choices;
  const stock = fill + layout.fills.length;
  const stockCount = layout.stocks.length * (layout.problem.topology.slotCount + 1);
  const pointed = stock + stockCount;
  const pointings = layout.pointing?.columns.length ?? 0;
  const slewed = pointed + pointings;
  return { x: withSelection ? 0 : null, y, fill, stock, pointed, slewed, count: slewed + pointings };
}

/** Column of z^t of a virtual link, t = 0..T. */
export function stockColumn(layout: Layout, offsets: Offsets, stock: number, slot: number): number {
  return offsets.stock + stock * (layout.problem.topology.slotCount + 1) + slot;
}
