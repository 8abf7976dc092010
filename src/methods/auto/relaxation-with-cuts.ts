/**
 * The LP relaxation over all slots, with x projected out and cutting planes of windows added: the
 * source of prices. With cuts that are not proved its value is no bound; its duals are prices all the same.
 */
import { type Row, packRows } from '../../lp/program.ts';
import type { SolveOptions, Solver } from '../../lp/solver.ts';
import { weakDualBound } from '../../lp/weak-duality.ts';
import { assembleWindow } from '../../model/window.ts';
import type { Workshop } from './workshop.ts';
import { type StockPrices, pricesFromDuals } from './stock-prices.ts';

export interface PricedRelaxation {
  /** Value of the LP with the cuts so far. */
  readonly value: number;
  readonly prices: StockPrices;
  /**
   * Per choice: what selecting it costs at these prices against the best of its group, in Σ α y; the
   * reduced cost of y at full rate. Infinity where it can carry nothing.
   */
  readonly regret: Float64Array;
}

export interface RelaxationWithCuts {
  /** Proved bound of the relaxation without cuts; known after the first solve. */
  bound(): number;
  addCuts(cuts: readonly Row[]): Promise<void>;
  /** Null where the solve was stopped. */
  solve(options: SolveOptions): Promise<PricedRelaxation | null>;
  /** Column of a column of the monolith, or −1. */
  columnOf(monolithColumn: number): number;
  dispose(): Promise<void>;
}

export async function openRelaxationWithCuts(
  { incidence }: Workshop,
  solver: Solver,
): Promise<RelaxationWithCuts> {
  const { layout } = incidence;
  const model = assembleWindow(incidence, {
    from: 0,
    to: layout.problem.topology.slotCount,
    mode: () => 'relaxed',
  });
  const handle = await solver.open(model.program);
  const at = layout.choices.length;
  let bound = Number.POSITIVE_INFINITY;
  let hasCuts = false;
  return {
    bound: () => bound,
    async addCuts(cuts) {
      hasCuts ||= cuts.length > 0;
      await handle.addRows(packRows(cuts));
    },
    async solve(options) {
      const result = await handle.solve({ ...options, relax: true });
      if (result.status !== 'optimal' || !result.rowDuals || !result.columnDuals) return null;
      if (!hasCuts) bound = weakDualBound(model.program, result.rowDuals);
      const regret = Float64Array.from(layout.choices, ({ offer }, choice) => {
        const column = model.columnOf(at + choice);
        return column < 0 ? Number.POSITIVE_INFINITY : Math.max(0, -result.columnDuals![column]! * offer.rateCap);
      });
      return {
        value: result.objective!,
        prices: pricesFromDuals(incidence, model, result.rowDuals),
        regret,
      };
    },
    columnOf: model.columnOf,
    dispose: () => handle.dispose(),
  };
}
