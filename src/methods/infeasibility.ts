/** Explains why C7 cannot be met: the smallest total shortage of minimum rates, and where it occurs. */
import type { Shortage } from '../domain/run-record.ts';
import { type Column, packColumns, packRows, type Row } from '../lp/program.ts';
import type { SolveOptions, Solver } from '../lp/solver.ts';
import { type AssembledModel, assembleMonolith, assembleSplit, rateBounds } from '../model/assemble.ts';
import type { Layout } from '../model/layout.ts';
import { bestRealPaths, indicator } from '../model/selection.ts';

/** Shortages below this share of a minimum rate are rounding. */
const SHORTAGE_TOLERANCE = 1e-6;

/**
 * Relaxes every C7 row by a shortage and minimises their sum over all selections. If stopped early, it still names
 * demands and slots that suffice as an explanation, though perhaps not the smallest one; if no selection is found, it
 * uses the best real paths.
 * @param paths `split` if a demand may use several at once, as in the overlay LP
 * @returns empty if nothing is short, so there is a plan; null if the answer could not be found
 */
export async function explainInfeasibility(
  solver: Solver,
  layout: Layout,
  limits: () => SolveOptions,
  paths: 'single' | 'split' = 'single',
): Promise<readonly Shortage[] | null> {
  const split = assembleSplit(layout);
  if (paths === 'split') return leastShortage(solver, split, limits());
  return (
    (await leastShortage(solver, assembleMonolith(layout), limits())) ??
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
  { layout, program, meanings, at }: AssembledModel,
  options: SolveOptions,
): Promise<readonly Shortage[] | null> {
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
    return minimumRows.flatMap(({ meaning }, index) => {
      const missingRate = result.solution![at.count + index]!;
      const { id, minimumRate } = layout.problem.demands[meaning.entity]!;
      if (missingRate <= SHORTAGE_TOLERANCE * minimumRate) return [];
      return [{ demand: id, slot: meaning.slot, missingRate }];
    });
  } finally {
    await handle.dispose();
  }
}
