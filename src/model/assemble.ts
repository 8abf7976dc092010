import type { Column, LinearProgram } from '../lp/program.ts';
import { packColumns, packRows } from '../lp/program.ts';
import {
  c1,
  c2,
  c3,
  c4,
  c5,
  c6,
  c7,
  freshness,
  type ModelRow,
  objective,
  type RowMeaning,
} from './equations.ts';
import { type Layout, type Offsets, offsetsOf } from './layout.ts';

/** A program together with what its rows and columns stand for. */
export interface AssembledModel {
  readonly layout: Layout;
  readonly at: Offsets;
  readonly program: LinearProgram;
  /** One entry a row. */
  readonly meanings: readonly RowMeaning[];
}

/** The whole program (1), C1..C7: a MILP over x, y, y_n, z. */
export function assembleMonolith(layout: Layout): AssembledModel & { readonly at: { readonly x: number } } {
  const at = { ...offsetsOf(layout, true), x: 0 };
  const selection = layout.choices.map(
    ({ demand, path, offer }): Column => ({
      name: `x(k${demand},p${path},t${offer.slot})`,
      cost: 0,
      lower: 0,
      upper: 1,
      integer: true,
    }),
  );
  const rows = [...c1(layout, at), ...c2(layout, at), ...rateRows(layout, at)];
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR',
      columns: packColumns([...selection, ...rateColumns(layout)]),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/**
 * Benders' subproblem: the LP in (y, y_n, z) for a fixed x, where C1 has become the upper bound
 * Y^max·x of y. Opened with x = 1 everywhere; {@link rateBounds} gives the bounds for an x.
 */
export function assembleSubproblem(layout: Layout): AssembledModel {
  const at = offsetsOf(layout, false);
  const rows = rateRows(layout, at);
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR subproblem',
      columns: packColumns(rateColumns(layout)),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/** Upper bounds Y^max·x of the columns y, for x in [0,1] per choice. */
export function rateBounds(layout: Layout, selection: ArrayLike<number>): Float64Array {
  return Float64Array.from(layout.choices, ({ offer }, choice) => offer.rateCap * selection[choice]!);
}

/** C3..C7: everything that binds the rates and stocks. */
function rateRows(layout: Layout, at: Offsets): ModelRow[] {
  return [
    ...c3(layout, at),
    ...c4(layout, at),
    ...c5(layout, at),
    ...c6(layout, at),
    ...freshness(layout, at),
    ...c7(layout, at),
  ];
}

function rateColumns(layout: Layout): Column[] {
  const { problem } = layout;
  const weight = objective(layout);
  const rates = layout.choices.map(
    ({ demand, path, offer }, choice): Column => ({
      name: `y(k${demand},p${path},t${offer.slot})`,
      cost: weight[choice]!,
      lower: 0,
      upper: offer.rateCap,
    }),
  );
  const fills = layout.fills.map(
    ({ pair, subPath, fill }): Column => ({
      name: `f(n${pair},p${subPath},t${fill.slot})`,
      cost: 0,
      lower: 0,
      upper: fill.rateCap,
    }),
  );
  const stocks = layout.stocks.flatMap(({ pair, subPath }) =>
    Array.from({ length: problem.topology.slotCount + 1 }, (_, slot): Column => {
      const initial = problem.storagePairs[pair]!.subPaths[subPath]!.initialStock;
      return {
        name: `z(n${pair},p${subPath},t${slot})`,
        cost: 0,
        lower: slot === 0 ? initial : 0,
        upper: slot === 0 ? initial : problem.storagePairs[pair]!.capacity,
      };
    }),
  );
  return [...rates, ...fills, ...stocks];
}
