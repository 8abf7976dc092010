import type { Column, LinearProgram, Row } from '../lp/program.ts';
import { packColumns, packRows } from '../lp/program.ts';
import { families, slotsOf } from './constraints/families.ts';
import type { FamilyMeaning, RowMeaning, RowWriter } from './constraints/family.ts';
import { c1, c2 } from './constraints/path-choice.ts';
import { type Layout, type Offsets, offsetsOf } from './layout.ts';
import { wholeScope } from './whole-scope.ts';

interface ModelRow extends Row {
  readonly meaning: RowMeaning;
}

type Entry = [column: number, value: number];

/** A program together with the meaning of its rows and columns. */
export interface AssembledModel {
  readonly layout: Layout;
  readonly at: Offsets;
  readonly program: LinearProgram;
  /** One entry per row. */
  readonly meanings: readonly RowMeaning[];
}

/** The whole program (constraints/families.ts): a MILP over x, y, y_n, z. */
export function assembleMonolith(layout: Layout): AssembledModel & { readonly at: { readonly x: number } } {
  const at = { ...offsetsOf(layout, true), x: 0 };
  const selection = layout.choices.map(
    ({ demand, path, offer }): Column => ({
      name: `x(k${demand},p${path},t${offer.slot})`,
      cost: 0,
      lower: 0,
      upper: 1,
      integer: true,
    }),
  );
  const rows = [...c1(layout, at), ...c2(layout, at), ...rateRows(layout, at)];
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR',
      columns: packColumns([...selection, ...rateColumns(layout)]),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/**
 * Benders' subproblem: the LP in (y, y_n, z) for a fixed x, in which C1 has become the upper bound Y^max·x of y. It is
 * opened with x = 1 everywhere; {@link rateBounds} gives the bounds for an x.
 */
export function assembleSubproblem(layout: Layout): AssembledModel {
  const at = offsetsOf(layout, false);
  const rows = rateRows(layout, at);
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR subproblem',
      columns: packColumns(rateColumns(layout)),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/** Upper bounds Y^max·x of the columns y, for x in [0,1] per choice. */
export function rateBounds(layout: Layout, selection: ArrayLike<number>): Float64Array {
  return Float64Array.from(layout.choices, ({ offer }, choice) => offer.rateCap * selection[choice]!);
}

/** C3 to C6 and our own families: everything that limits the rates and stocks. */
function rateRows(layout: Layout, at: Offsets): ModelRow[] {
  const scope = wholeScope(layout, at);
  const { slotCount } = layout.problem.topology;
  return families.flatMap(([constraint, family]) => {
    const rows: (ModelRow & { readonly meaning: FamilyMeaning; readonly entries: Entry[] })[] = [];
    const writer: RowWriter = {
      begin: (entity, slot, lower, upper) => {
        const name = family.rowName(entity, slot);
        rows.push({ name, lower, upper, entries: [], meaning: { constraint, entity, slot } });
      },
      add: (column, value) => rows.at(-1)!.entries.push([column, value]),
    };
    for (const slot of slotsOf(family, slotCount)) family.write(scope, slot, writer);
    const firstColumn = ({ entries }: ModelRow) => entries[0]?.[0] ?? 0;
    return rows.sort((a, b) => {
      const [one, other] = [a.meaning, b.meaning];
      if (family.order === 'column') return firstColumn(a) - firstColumn(b);
      return family.order === 'entity'
        ? one.entity - other.entity || one.slot - other.slot
        : one.slot - other.slot || one.entity - other.entity;
    });
  });
}

/** The columns y, y_n and z. (1): the coefficient of y^t_{k,p} is α^t_k. */
function rateColumns(layout: Layout): Column[] {
  const { problem } = layout;
  const rates = layout.choices.map(
    ({ demand, path, offer }): Column => ({
      name: `y(k${demand},p${path},t${offer.slot})`,
      cost: problem.demands[demand]!.weight[offer.slot]!,
      lower: 0,
      upper: offer.rateCap,
    }),
  );
  const fills = layout.fills.map(
    ({ pair, subPath, fill }): Column => ({
      name: `f(n${pair},p${subPath},t${fill.slot})`,
      cost: 0,
      lower: 0,
      upper: fill.rateCap,
    }),
  );
  const stocks = layout.stocks.flatMap(({ pair, subPath }) =>
    Array.from({ length: problem.topology.slotCount + 1 }, (_, slot): Column => {
      const initial = problem.storagePairs[pair]!.subPaths[subPath]!.initialStock;
      return {
        name: `z(n${pair},p${subPath},t${slot})`,
        cost: 0,
        lower: slot === 0 ? initial : 0,
        upper: slot === 0 ? initial : problem.storagePairs[pair]!.capacity,
      };
    }),
  );
  return [...rates, ...fills, ...stocks];
}
