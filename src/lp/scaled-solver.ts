/**
 * The solver port in front of another solver that sees only scaled programs (see scaling.ts). All input and output is
 * in the caller's units.
 */
import type { LinearProgram, Rows } from './program.ts';
import { objectiveUnit, scaleRows, scalingOf } from './scaling.ts';
import type { RootResult, SolveOptions, SolveResult, Solver, SolverModel } from './solver.ts';

/**
 * The same solver for programs of any units.
 * @param objectiveSize size to which the largest contribution to the objective is scaled, for solvers that print few
 *   decimals
 */
export function scaledSolver(solver: Solver, objectiveSize = 1): Solver {
  return {
    ...solver,
    async open(program) {
      return openScaled(solver, program, objectiveSize);
    },
    close: () => solver.close(),
  };
}

/** How far costs may drift from 1 in units of the objective before a new unit is chosen. */
const LARGEST_COST = 2 ** 6;

async function openScaled(
  solver: Solver,
  program: LinearProgram,
  objectiveSize: number,
): Promise<SolverModel> {
  const scaling = scalingOf(program);
  const { units } = scaling;
  const { columns } = program;
  const cost = columns.cost.slice();
  const unitNow = () => objectiveUnit(cost, units) / objectiveSize;
  let worth = unitNow();
  const scaledCost = () => cost.map((value, j) => (value * units[j]!) / worth);
  const first = scaleRows(program.rows, scaling);
  const rowUnits = [...first.units];
  const handle = await solver.open({
    name: program.name,
    columns: {
      names: columns.names,
      cost: scaledCost(),
      lower: divided(columns.lower, units),
      upper: divided(columns.upper, units),
      integer: columns.integer,
    },
    rows: first.rows,
  });
  const { solveRoot } = handle;
  return {
    async addRows(added) {
      const more = scaleRows(added, scaling);
      for (const unit of more.units) rowUnits.push(unit);
      await handle.addRows(more.rows);
    },
    async changeColumnBounds(at, lower, upper) {
      const by = pick(units, at);
      await handle.changeColumnBounds(at, divided(lower, by), divided(upper, by));
    },
    async changeCosts(at, costs) {
      for (const [position, column] of at.entries()) cost[column] = costs[position]!;
      const now = unitNow();
      if (now > LARGEST_COST * worth || now * LARGEST_COST < worth) {
        worth = now;
        await handle.changeCosts(Int32Array.from(cost.keys()), scaledCost());
        return;
      }
      await handle.changeCosts(
        at,
        Float64Array.from(at, (column) => (cost[column]! * units[column]!) / worth),
      );
    },
    async changeRowBounds(at, lower, upper) {
      const by = pick(rowUnits, at);
      await handle.changeRowBounds(at, divided(lower, by), divided(upper, by));
    },
    async solve(asked) {
      // Costs may change while this program is being solved.
      const unit = worth;
      const result = await handle.solve(scaledOptions(asked, units, unit));
      return unscaledResult(result, units, rowUnits, unit);
    },
    ...(solveRoot && {
      async solveRoot(asked: SolveOptions): Promise<RootResult> {
        const unit = worth;
        const { bound, cuts } = await solveRoot.call(handle, scaledOptions(asked, units, unit));
        return { bound: bound * unit, cuts: cutsOf(cuts, units) };
      },
    }),
    dispose: () => handle.dispose(),
  };
}

const pick = (of: ArrayLike<number>, at: Int32Array): Float64Array =>
  Float64Array.from(at, (index) => of[index]!);
const divided = (values: Float64Array, by: Float64Array): Float64Array =>
  values.map((value, i) => value / by[i]!);
const multiplied = (values: Float64Array, by: Float64Array): Float64Array =>
  values.map((value, i) => value * by[i]!);

/** @param unit of the objective */
function scaledOptions(asked: SolveOptions, units: Float64Array, unit: number): SolveOptions {
  const { start, onProgress } = asked;
  return {
    ...asked,
    ...(start && { start: divided(start, units) }),
    ...(onProgress && {
      onProgress: ({ incumbent, solution, bound }) =>
        onProgress({
          incumbent: incumbent === null ? null : incumbent * unit,
          solution: solution && multiplied(solution, units),
          bound: bound * unit,
        }),
    }),
  };
}

function unscaledResult(
  result: SolveResult,
  units: Float64Array,
  rowUnits: readonly number[],
  unit: number,
): SolveResult {
  const { objective, solution, rowDuals, columnDuals, ray, cuts } = result;
  return {
    ...result,
    objective: objective === null ? null : objective * unit,
    bound: result.bound * unit,
    solution: solution && multiplied(solution, units),
    rowDuals: rowDuals?.map((dual, i) => (dual * unit) / rowUnits[i]!) ?? null,
    columnDuals: columnDuals?.map((dual, j) => (dual * unit) / units[j]!) ?? null,
    ray: ray && rayOf(ray, rowUnits),
    ...(cuts ? { cuts: cutsOf(cuts, units) } : {}),
  };
}

/** Multipliers of unscaled rows, the largest 1. */
function rayOf(ray: Float64Array, rowUnits: readonly number[]): Float64Array {
  const multipliers = ray.map((value, i) => value / rowUnits[i]!);
  const largest = multipliers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return multipliers.map((value) => value / largest);
}

const cutsOf = (cuts: Rows, units: Float64Array): Rows => ({
  ...cuts,
  values: cuts.values.map((value, k) => value / units[cuts.indices[k]!]!),
});
