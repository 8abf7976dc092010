/** Explains why C7 cannot be met: the smallest total shortage of minimum rates, where it occurs, and a plan that has it. */
import type { Shortage } from '../domain/run-record.ts';
import { type Column, packColumns, packRows, type Row } from '../lp/program.ts';
import type { SolveOptions, Solver, SolverModel } from '../lp/solver.ts';
import { alongRoutes } from '../model/along-routes.ts';
import { type AssembledModel, assembleMonolith, assembleSplit, rateBounds } from '../model/assemble.ts';
import type { Layout } from '../model/layout.ts';
import { bestRealPaths, indicator, pointOf, pointOffsets, selectionAt } from '../model/selection.ts';
import type { RoutedSolution } from '../model/solution.ts';

/** Shortages below this share of a minimum rate are rounding. */
const SHORTAGE_TOLERANCE = 1e-6;

interface Explanation {
  /** Empty if nothing is short, so there is a plan that keeps all minimum rates. */
  readonly shortages: readonly Shortage[];
  /** Whether no plan has less in all. */
  readonly isLeast: boolean;
  /** A plan with these shortages; null unless telescopes are pointed and each demand has one path. */
  readonly plan: RoutedSolution | null;
}

/**
 * Relaxes every C7 row by a shortage and minimises their sum over all selections. If stopped early, it still names
 * demands and slots that suffice as an explanation, though perhaps not the smallest one; if no selection is found, it
 * uses the best real paths.
 * @param paths `split` if a demand may use several at once, as in the overlay LP
 * @returns null if the answer could not be found
 */
export async function explainInfeasibility(
  solver: Solver,
  layout: Layout,
  limits: () => SolveOptions,
  paths: 'single' | 'split' = 'single',
): Promise<Explanation | null> {
  const split = assembleSplit(layout);
  if (paths === 'split') return leastShortage(solver, split, limits());
  return (
    (await leastShortage(solver, assembleMonolith(layout), limits(), planOf)) ??
    (await leastShortage(solver, withRoutes(split, indicator(layout, bestRealPaths(layout))), limits()))
  );
}

/** The LP of split rates with only one path for each demand and slot. */
function withRoutes(model: AssembledModel, x: ArrayLike<number>): AssembledModel {
  const { layout, at, program } = model;
  const upper = Float64Array.from(program.columns.upper);
  upper.set(rateBounds(layout, x), at.y);
  return { ...model, program: { ...program, columns: { ...program.columns, upper } } };
}

/** Null if the program with shortages, which always has a solution, was not solved. */
async function leastShortage(
  solver: Solver,
  model: AssembledModel,
  options: SolveOptions,
  planWith: typeof planOf | null = null,
): Promise<Explanation | null> {
  const { layout, program, meanings, at } = model;
  const minimumRows = meanings
    .flatMap((meaning, row) => (meaning.constraint === 'C7' ? [{ meaning, row }] : []))
    .sort(({ meaning: a }, { meaning: b }) => a.entity - b.entity || a.slot - b.slot);
  const { columns, rows } = program;
  const shortages = minimumRows.map(
    ({ meaning }): Column => ({
      name: `short(k${meaning.entity},t${meaning.slot})`,
      cost: -1,
      lower: 0,
      upper: Number.POSITIVE_INFINITY,
    }),
  );
  const extra = packColumns(shortages);
  const shortageOfRow = new Map(minimumRows.map(({ row }, index) => [row, at.count + index]));
  const handle = await solver.open({
    name: 'least shortage',
    columns: {
      names: [...columns.names, ...extra.names],
      cost: Float64Array.from([...columns.cost.map(() => 0), ...extra.cost]),
      lower: Float64Array.from([...columns.lower, ...extra.lower]),
      upper: Float64Array.from([...columns.upper, ...extra.upper]),
      integer: Uint8Array.from([...columns.integer, ...extra.integer]),
    },
    rows: packRows(
      rows.names.map((name, row): Row => {
        const entries: [number, number][] = [];
        for (let entry = rows.starts[row]!; entry < rows.starts[row + 1]!; entry++) {
          entries.push([rows.indices[entry]!, rows.values[entry]!]);
        }
        const shortage = shortageOfRow.get(row);
        if (shortage !== undefined) entries.push([shortage, 1]);
        return { name, lower: rows.lower[row]!, upper: rows.upper[row]!, entries };
      }),
    ),
  });
  try {
    const result = await handle.solve(options);
    if (result.solution === null) return null;
    const { solution } = result;
    const shortages = minimumRows.flatMap(({ meaning }, index) => {
      const missingRate = solution[at.count + index]!;
      const { id, minimumRate } = layout.problem.demands[meaning.entity]!;
      if (missingRate <= SHORTAGE_TOLERANCE * minimumRate) return [];
      return [{ demand: id, slot: meaning.slot, missingRate }];
    });
    const isPointed = layout.pointing !== null && shortages.length > 0;
    return {
      shortages,
      isLeast: result.status === 'optimal',
      plan: isPointed && planWith ? await planWith(handle, model, solution, options) : null,
    };
  } finally {
    await handle.dispose();
  }
}

/** The best rates along the routes of a solution with shortages that miss no more than they must. */
async function planOf(
  handle: SolverModel,
  { layout, program, at }: AssembledModel,
  solution: Float64Array,
  options: SolveOptions,
): Promise<RoutedSolution> {
  const { x, pointed, count } = pointOffsets(layout);
  const found = new Float64Array(count);
  found.set(solution.subarray(0, pointed), x);
  found.set(solution.subarray(at.pointed, at.count), pointed);
  const selection = selectionAt(layout, found);
  const point = pointOf(layout, selection);
  const columns = Int32Array.from(point, (_, index) =>
    index < pointed ? index : at.pointed + index - pointed,
  );
  const short = Int32Array.from({ length: solution.length - at.count }, (_, index) => at.count + index);
  await handle.changeColumnBounds(columns, point, point);
  // What a solver takes for an integer changes the shortages by its rounding, so they are found anew.
  const least = (await handle.solve({ ...options, relax: true })).solution ?? solution;
  const upper = least.slice(at.count).map((missing) => missing * (1 + SHORTAGE_TOLERANCE));
  await handle.changeColumnBounds(short, new Float64Array(short.length), upper);
  await handle.changeCosts(short, new Float64Array(short.length));
  await handle.changeCosts(Int32Array.from(program.columns.cost.keys()), program.columns.cost);
  const best = (await handle.solve({ ...options, relax: true })).solution ?? least;
  return alongRoutes(layout, selection, best, at);
}
