import { type Column, packColumns, packRows, type Row } from '../../lp/program.ts';
import type { SolveOptions, SolveResult, Solver } from '../../lp/solver.ts';
import { c2 } from '../../model/equations.ts';
import type { Layout } from '../../model/layout.ts';
import { blockCount, cutValue } from './cuts.ts';
import type { Cut } from './options.ts';

/** The master problem: max Σ θ subject to C2, x binary, and the cuts found so far. */
export interface Master {
  addCuts(cuts: readonly Cut[]): Promise<void>;
  solve(options: SolveOptions & { readonly from?: Float64Array }): Promise<MasterAnswer>;
  /** Σ_block min over its cuts at x: what the master believes x to be worth. */
  belief(x: ArrayLike<number>): number;
  dispose(): Promise<void>;
}

export interface MasterAnswer {
  readonly status: SolveResult['status'];
  /** Outer bound: the dual bound, also when stopped early. */
  readonly bound: number;
  /** Per choice; null where none was found. */
  readonly x: Float64Array | null;
}

/**
 * @param ceiling an upper bound on Σ θ known beforehand, e.g. that of the LP relaxation
 */
export async function openMaster(solver: Solver, layout: Layout, ceiling: number): Promise<Master> {
  const choiceCount = layout.choices.length;
  const blocks = blockCount(layout);
  const blockCeiling = ceilings(layout, blocks);
  const columns: Column[] = [
    ...layout.choices.map(
      ({ demand, path, offer }): Column => ({
        name: `x(k${demand},p${path},t${offer.slot})`,
        cost: 0,
        lower: 0,
        upper: 1,
        integer: true,
      }),
    ),
    ...blockCeiling.map(
      (upper, block): Column => ({
        name: `theta(${block})`,
        cost: 1,
        lower: 0,
        upper,
      }),
    ),
  ];
  const rows: Row[] = c2(layout, { x: 0 });
  if (Number.isFinite(ceiling)) {
    rows.push({
      name: 'ceiling',
      lower: Number.NEGATIVE_INFINITY,
      upper: ceiling,
      entries: blockCeiling.map((_, block) => [choiceCount + block, 1] as const),
    });
  }
  const handle = await solver.open({
    name: 'PS-EGR master',
    columns: packColumns(columns),
    rows: packRows(rows),
  });
  const held: Cut[] = [];

  /** The θ of each block that the cuts allow at x. */
  const thetaAt = (x: ArrayLike<number>): Float64Array => {
    const theta = Float64Array.from(blockCeiling);
    for (const cut of held) {
      if (cut.kind === 'optimality') theta[cut.block] = Math.min(theta[cut.block]!, cutValue(cut, x));
    }
    return theta.map((value) => Math.max(0, value));
  };
  const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

  return {
    belief: (x) => Math.min(ceiling, total(thetaAt(x))),
    async addCuts(cuts) {
      if (cuts.length === 0) return;
      await handle.addRows(packRows(cuts.map((cut, index) => rowOf(cut, held.length + index, choiceCount))));
      held.push(...cuts);
    },
    async solve({ from, ...options }) {
      const result = await handle.solve(from ? { ...options, start: withTheta(from) } : options);
      return {
        status: result.status,
        bound: result.status === 'infeasible' ? Number.NEGATIVE_INFINITY : result.bound,
        x: result.solution?.slice(0, choiceCount) ?? null,
      };
    },
    dispose: () => handle.dispose(),
  };

  /** A full start for the solver: x with the θ that it may have at most. */
  function withTheta(x: Float64Array): Float64Array {
    const theta = thetaAt(x);
    const sum = total(theta);
    const scale = sum > ceiling ? ceiling / sum : 1;
    return Float64Array.from([...x, ...theta.map((value) => value * scale)]);
  }
}

function rowOf(cut: Cut, number: number, choiceCount: number): Row {
  const entries: [number, number][] = Array.from(cut.choices, (choice, index) => [
    choice,
    -cut.values[index]!,
  ]);
  if (cut.kind === 'optimality') entries.push([choiceCount + cut.block, 1]);
  return { name: `cut${number}`, lower: Number.NEGATIVE_INFINITY, upper: cut.constant, entries };
}

/** A trivial bound of each θ: every pair at the largest α·Y^max of each slot. */
function ceilings(layout: Layout, blocks: number): number[] {
  const total = new Array<number>(blocks).fill(0);
  for (const { demand, slot, choices } of layout.groups) {
    const weight = layout.problem.demands[demand]!.weight[slot]!;
    const best = Math.max(...choices.map((choice) => layout.choices[choice]!.offer.rateCap));
    total[blocks === 1 ? 0 : slot]! += weight * best;
  }
  return total;
}
