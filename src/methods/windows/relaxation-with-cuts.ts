/**
 * The LP relaxation over all slots with x projected out, and with rows that are added as the search finds them. With
 * proved rows its value is a bound; with unproved cuts it is still a source of prices.
 */
import { withColumnBounds } from '../../lp/edit.ts';
import { joinRows, packRows, type Row } from '../../lp/program.ts';
import type { SolveOptions, Solver } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import type { Incidence } from '../../model/incidence.ts';
import { assembleWindow } from '../../model/window.ts';
import { choiceBounds } from '../reduced-cost-fixing.ts';
import { pricesFromDuals, type StockPrices } from './stock-prices.ts';
import type { WindowRow } from './window-bound.ts';

export interface PricedRelaxation {
  /** What the multipliers prove about the LP with the rows added so far: a bound if those rows are valid. */
  readonly value: number;
  readonly prices: StockPrices;
  /**
   * Per choice: what selecting it costs at these prices compared with the best of its group, in Σ α y; the reduced cost
   * of y at full rate. Infinity if it can carry nothing.
   */
  readonly regret: Float64Array;
  /** Per choice: what no plan that uses it can exceed if the rows added so far are valid; see reduced-cost-fixing.ts. */
  readonly choiceBounds: () => Float64Array;
  /** Per choice: its rate in the relaxation. */
  readonly rates: Float64Array;
  /** The added rows that bind, over the columns of this LP. */
  readonly binding: readonly Row[];
}

/** An added row counts as binding if its dual has at least this share of the largest one. */
const BINDING = 1e-9;
/** From this many rows added before the first solve on, the interior point method is faster; with telescopes it always is. */
const MANY_ROWS = 500;

export interface RelaxationWithCuts {
  addRows(rows: readonly Row[]): Promise<void>;
  /** Lets these choices carry nothing from now on. */
  exclude(choices: readonly number[]): Promise<void>;
  /** The bound if these choices, too, carried nothing; null if there is none. */
  boundWithout(choices: readonly number[], options: SolveOptions): Promise<number | null>;
  /** Null if the solve was stopped. */
  solve(options: SolveOptions): Promise<PricedRelaxation | null>;
  /** Column of a column of the monolith, or −1. */
  columnOf(monolithColumn: number): number;
  /** Translates a row over columns of the monolith to those of this LP. */
  rowOf(row: WindowRow): Row;
  dispose(): Promise<void>;
}

export async function openRelaxationWithCuts(
  incidence: Incidence,
  solver: Solver,
): Promise<RelaxationWithCuts> {
  const { layout } = incidence;
  const { slotCount } = layout.problem.topology;
  const model = assembleWindow(incidence, { from: 0, to: slotCount, mode: () => 'relaxed' });
  const handle = await solver.open(model.program);
  /** Per choice: the column of y, or −1. */
  const rateColumns = Int32Array.from(layout.choices, (_, choice) =>
    model.columnOf(layout.choices.length + choice),
  );
  const columnsOf = (choices: readonly number[]) =>
    Int32Array.from(choices, (choice) => rateColumns[choice]!).filter((column) => column >= 0);
  const upper = model.program.columns.upper.slice();
  const ownRows = model.program.rows.lower.length;
  const added: Row[] = [];
  let { rows } = model.program;
  let isFirst = true;
  return {
    async addRows(more) {
      const packed = packRows(more);
      added.push(...more);
      rows = joinRows(rows, packed);
      await handle.addRows(packed);
    },
    async exclude(choices) {
      const columns = columnsOf(choices);
      for (const column of columns) upper[column] = 0;
      const zeros = new Float64Array(columns.length);
      await handle.changeColumnBounds(columns, zeros, zeros);
    },
    async solve(options) {
      const isSlow = layout.pointing !== null || (isFirst && added.length > MANY_ROWS);
      const algorithm = isSlow ? 'interior-point' : 'simplex';
      isFirst = false;
      const found = await handle.solve({ ...options, algorithm, relax: true });
      const { status, rowDuals, columnDuals, solution } = found;
      if (status !== 'optimal' || rowDuals === null || columnDuals === null) return null;
      const dualOf = (row: number) => Math.abs(rowDuals[ownRows + row]!);
      const largestDual = added.reduce((most, _, row) => Math.max(most, dualOf(row)), 0);
      const program = { ...model.program, columns: { ...model.program.columns, upper }, rows };
      return {
        value: weakDualBound(program, rowDuals),
        prices: pricesFromDuals(incidence, model, rowDuals),
        choiceBounds: () => choiceBounds(incidence, { ...model, program }, rowDuals),
        binding: added.filter((_, row) => dualOf(row) > BINDING * largestDual),
        rates: Float64Array.from(rateColumns, (column) => (column < 0 ? 0 : solution![column]!)),
        regret: Float64Array.from(rateColumns, (column, choice) =>
          column < 0
            ? Number.POSITIVE_INFINITY
            : Math.max(0, -columnDuals[column]! * layout.choices[choice]!.offer.rateCap),
        ),
      };
    },
    async boundWithout(choices, options) {
      const columns = columnsOf(choices);
      const zeros = new Float64Array(columns.length);
      await handle.changeColumnBounds(columns, zeros, zeros);
      const { status, rowDuals } = await handle.solve({ ...options, relax: true });
      await handle.changeColumnBounds(
        columns,
        zeros,
        Float64Array.from(columns, (column) => upper[column]!),
      );
      if (status !== 'optimal' || rowDuals === null) return null;
      const program = { ...model.program, columns: { ...model.program.columns, upper }, rows };
      return weakDualBound(withColumnBounds(program, columns, zeros, zeros), rowDuals);
    },
    columnOf: model.columnOf,
    rowOf: ({ entries, upper: side }) => ({
      name: 'window',
      lower: Number.NEGATIVE_INFINITY,
      upper: side,
      entries: [...entries].map(([identity, value]) => [model.columnOf(identity), value] as const),
    }),
    dispose: () => handle.dispose(),
  };
}
