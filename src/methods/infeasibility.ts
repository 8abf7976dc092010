/** Why C7 cannot be met: the least total shortage of minimum rates, and where it falls. */
import { type Column, packColumns, packRows, type Row } from '../lp/program.ts';
import type { SolveOptions, Solver } from '../lp/solver.ts';
import { assembleMonolith } from '../model/assemble.ts';
import type { Layout } from '../model/layout.ts';

export interface Shortage {
  readonly demand: string;
  readonly slot: number;
  /** Pairs/s missing to the minimum rate. */
  readonly missingRate: number;
}

/** Shortages below this share of a minimum rate are rounding. */
const SHORTAGE_TOLERANCE = 1e-6;

/**
 * Relaxes every C7 row by a shortage and minimises their sum over all selections. Stopped early
 * it still names a set of demands and slots that suffices to explain, though perhaps not the least.
 */
export async function explainInfeasibility(
  solver: Solver,
  layout: Layout,
  options: SolveOptions,
): Promise<Shortage[]> {
  const { program, meanings, at } = assembleMonolith(layout);
  const minimumRows = meanings.flatMap((meaning, row) =>
    meaning.constraint === 'C7' ? [{ meaning, row }] : [],
  );
  const { columns, rows } = program;
  const shortages = minimumRows.map(
    ({ meaning }): Column => ({
      name: `short(k${meaning.demand},t${meaning.slot})`,
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
    if (result.solution === null) return [];
    return minimumRows.flatMap(({ meaning }, index) => {
      const missingRate = result.solution![at.count + index]!;
      const { id, minimumRate } = layout.problem.demands[meaning.demand]!;
      if (missingRate <= SHORTAGE_TOLERANCE * minimumRate) return [];
      return [{ demand: id, slot: meaning.slot, missingRate }];
    });
  } finally {
    await handle.dispose();
  }
}
