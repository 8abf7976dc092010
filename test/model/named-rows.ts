import type { Problem } from '../../src/domain/problem.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import type { RowMeaning } from '../../src/model/constraints/family.ts';
import { layOut } from '../../src/model/layout.ts';

export type Family = RowMeaning['constraint'];
export const FAMILIES: readonly Family[] = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'freshness', 'C7'];

export interface NamedRow {
  readonly lower: number;
  readonly upper: number;
  /** Coefficient by column name. */
  readonly of: Readonly<Record<string, number>>;
}

/** The rows of the whole program by name. */
export function rowsOf(problem: Problem): Record<string, NamedRow> {
  const { rows, columns } = assembleMonolith(layOut(problem)).program;
  return Object.fromEntries(
    rows.names.map((name, i): [string, NamedRow] => {
      const of: Record<string, number> = {};
      for (let entry = rows.starts[i]!; entry < rows.starts[i + 1]!; entry++) {
        of[columns.names[rows.indices[entry]!]!] = rows.values[entry]!;
      }
      return [name, { lower: rows.lower[i]!, upper: rows.upper[i]!, of }];
    }),
  );
}
