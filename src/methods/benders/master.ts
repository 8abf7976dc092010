import { type Column, packColumns, packRows, type Row } from '../../lp/program.ts';
import type { SolveOptions, Solver } from '../../lp/solver.ts';
import { assembleSelection } from '../../model/assemble.ts';
import type { Layout } from '../../model/layout.ts';
import { rateCapBound, rateCapsBySlot } from '../../model/rate-cap-bounds.ts';
import { pointOf, pointOffsets, selectionAt } from '../../model/selection.ts';
import { cutValue, slotsAreCoupled } from './cuts.ts';
import type { Cut } from './options.ts';
import type { Bounder, MasterOptions, OuterBound, Proposer } from './proposer.ts';

/**
 * The master problem as a MIP: max Σ θ subject to C2, P1, P3, P4 and P5, x and w binary, and the cuts found so far. One
 * solve proposes and bounds.
 */
export interface Master extends Proposer, Bounder {
  /** The cuts added so far. */
  readonly cuts: readonly Cut[];
  /** The largest θ of each block. */
  readonly ceilings: readonly number[];
  addCuts(cuts: readonly Cut[]): Promise<void>;
  /**
   * Leaves choices out, from now on. Bounds are those of the remaining selections, but at least `least`, where plans that use
   * the others may be worth as much.
   */
  forbid(choices: readonly number[], least: number): Promise<void>;
  /** Without integrality: a fractional point and its bound. */
  relax(options: SolveOptions): Promise<MasterAnswer>;
  dispose(): Promise<void>;
}

interface MasterAnswer extends OuterBound {
  /** x, w and u; null if none was found. */
  readonly point: Float64Array | null;
}

export async function openMaster(solver: Solver, layout: Layout): Promise<Master> {
  const { count } = pointOffsets(layout);
  // One θ for all slots if storage couples them, otherwise one per slot.
  const ceilings = slotsAreCoupled(layout) ? [rateCapBound(layout)] : [...rateCapsBySlot(layout)];
  const selection = assembleSelection(layout);
  const thetas = ceilings.map(
    (upper, block): Column => ({
      name: `theta(${block})`,
      cost: 1,
      lower: 0,
      upper,
    }),
  );
  const handle = await solver.open({
    name: 'PS-EGR master',
    columns: packColumns([...selection.columns, ...thetas]),
    rows: packRows(selection.rows),
  });
  const held: Cut[] = [];
  let leastBound = Number.NEGATIVE_INFINITY;
  const solve = async (options: SolveOptions): Promise<MasterAnswer> => {
    const result = await handle.solve(options);
    return {
      status: result.status,
      bound: result.status === 'infeasible' ? Number.NEGATIVE_INFINITY : Math.max(leastBound, result.bound),
      point: result.solution?.slice(0, count) ?? null,
    };
  };
  /** The answer for the present cuts. */
  let answer: MasterAnswer | null = null;
  const answered = async ({ from, ...options }: MasterOptions): Promise<MasterAnswer> => {
    answer ??= await solve(
      from ? { ...options, start: startAt(pointOf(layout, from), ceilings, held) } : options,
    );
    return answer;
  };

  return {
    cuts: held,
    ceilings,
    async addCuts(cuts) {
      answer = null;
      if (cuts.length === 0) return;
      await handle.addRows(
        packRows(cuts.map((cut, index) => rowOf(cut, `cut${held.length + index}`, count))),
      );
      held.push(...cuts);
    },
    async forbid(choices, least) {
      answer = null;
      leastBound = Math.max(leastBound, least);
      const zeros = new Float64Array(choices.length);
      await handle.changeColumnBounds(Int32Array.from(choices), zeros, zeros);
    },
    bound: answered,
    async propose(options) {
      const { point } = await answered(options);
      return point === null ? [] : [selectionAt(layout, point)];
    },
    relax: (options) => solve({ ...options, relax: true }),
    dispose: () => handle.dispose(),
  };
}

/** A complete start for the solver: a point with the largest θ that the cuts allow. */
function startAt(point: Float64Array, ceilings: readonly number[], cuts: readonly Cut[]): Float64Array {
  const theta = Float64Array.from(ceilings);
  for (const cut of cuts) {
    if (cut.kind === 'optimality') theta[cut.block] = Math.min(theta[cut.block]!, cutValue(cut, point));
  }
  return Float64Array.from([...point, ...theta.map((value) => Math.max(0, value))]);
}

function rowOf(cut: Cut, name: string, firstTheta: number): Row {
  const entries: [number, number][] = Array.from(cut.choices, (choice, index) => [
    choice,
    -cut.slopes[index]!,
  ]);
  if (cut.kind === 'optimality') entries.push([firstTheta + cut.block, 1]);
  return { name, lower: Number.NEGATIVE_INFINITY, upper: cut.constant, entries };
}
