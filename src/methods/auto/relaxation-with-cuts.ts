/**
 * The LP relaxation over all slots with x projected out, and rows added to it as the search learns them.
 * With proved rows its value is a bound; with cuts that are not proved it is still a source of prices.
 */
import { joinRows, packRows, type Row } from '../../lp/program.ts';
import type { SolveOptions, Solver } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import type { Incidence } from '../../model/incidence.ts';
import { assembleWindow } from '../../model/window.ts';
import { pricesFromDuals, type StockPrices } from './stock-prices.ts';

export interface PricedRelaxation {
  /** What the multipliers prove of the LP with the rows added so far: a bound as far as those rows are valid. */
  readonly value: number;
  readonly prices: StockPrices;
  /**
   * Per choice: what selecting it costs at these prices against the best of its group, in Σ α y; the
   * reduced cost of y at full rate. Infinity where it can carry nothing.
   */
  readonly regret: Float64Array;
}

export interface RelaxationWithCuts {
  addRows(rows: readonly Row[]): Promise<void>;
  /** Null where the solve was stopped. */
  solve(options: SolveOptions): Promise<PricedRelaxation | null>;
  /** Column of a column of the monolith, or −1. */
  columnOf(monolithColumn: number): number;
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
  const firstRate = layout.choices.length;
  let { rows } = model.program;
  return {
    async addRows(added) {
      const packed = packRows(added);
      rows = joinRows(rows, packed);
      await handle.addRows(packed);
    },
    async solve(options) {
      const { status, rowDuals, columnDuals } = await handle.solve({ ...options, relax: true });
      if (status !== 'optimal' || rowDuals === null || columnDuals === null) return null;
      return {
        value: weakDualBound({ ...model.program, rows }, rowDuals),
        prices: pricesFromDuals(incidence, model, rowDuals),
        regret: Float64Array.from(layout.choices, ({ offer }, choice) => {
          const column = model.columnOf(firstRate + choice);
          if (column < 0) return Number.POSITIVE_INFINITY;
          return Math.max(0, -columnDuals[column]! * offer.rateCap);
        }),
      };
    },
    columnOf: model.columnOf,
    dispose: () => handle.dispose(),
  };
}
