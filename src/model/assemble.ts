import type { FamilyId } from '../domain/families.ts';
import { subPathOf } from '../domain/problem.ts';
import { type Column, type LinearProgram, packColumns, packRows, type Row } from '../lp/program.ts';
import { families, SELECTION_CONSTRAINTS, SELECTION_FAMILIES, slotsOf } from './constraints/families.ts';
import type { RowMeaning, RowWriter, SelectionConstraint } from './constraints/family.ts';
import { rowOrder } from './constraints/row-order.ts';
import { type Layout, type Offsets, offsetsOf } from './layout.ts';
import type { ProgramScope, SelectionScope } from './program-scope.ts';
import { pointOffsets } from './selection.ts';
import { wholeScope } from './whole-scope.ts';

interface ModelRow extends Row {
  readonly meaning: RowMeaning;
}

/** A row as its constraint wrote it. */
interface WrittenRow extends ModelRow {
  readonly entity: number;
  readonly slot: number;
  readonly entries: [column: number, value: number][];
}

/** A program together with the meaning of its rows and columns. */
export interface AssembledModel {
  readonly layout: Layout;
  readonly at: Offsets;
  readonly program: LinearProgram;
  /** One entry per row. */
  readonly meanings: readonly RowMeaning[];
}

/** The whole program (constraints/families.ts): a MILP over x, y, y_n, z, and w, u where telescopes are pointed. */
export function assembleMonolith(layout: Layout): AssembledModel & { readonly at: { readonly x: number } } {
  const at = { ...offsetsOf(layout, true), x: 0 };
  const scope = wholeScope(layout, at);
  const selection = Object.values(SELECTION_CONSTRAINTS).flatMap((constraint) =>
    selectionRows(constraint, scope),
  );
  const rows = [...selection, ...rateRows(scope)];
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR',
      columns: packColumns([
        ...selectionColumns(layout),
        ...rateColumns(layout),
        ...pointingColumnsOf(layout),
      ]),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/**
 * Benders' subproblem: the LP in (y, y_n, z) for fixed x, w and u, in which C1 has become the upper bound Y^max·x of y. It
 * is opened with x = 1 everywhere and with w and u free; {@link rateBounds} gives the bounds for an x.
 */
export function assembleSubproblem(layout: Layout): AssembledModel {
  const at = offsetsOf(layout, false);
  const rows = rateRows(wholeScope(layout, at), (id) => !SELECTION_FAMILIES.includes(id));
  const pointing = pointingColumnsOf(layout).map((column): Column => ({ ...column, integer: false }));
  return {
    layout,
    at,
    program: {
      name: 'PS-EGR subproblem',
      columns: packColumns([...rateColumns(layout), ...pointing]),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/** Rates that may be split over all paths, without C1 and C2: an LP, and a MILP where telescopes are pointed. */
export function assembleSplit(layout: Layout): AssembledModel {
  const at = offsetsOf(layout, false);
  const scope = wholeScope(layout, at);
  const rows = [...pointingRows(scope), ...rateRows(scope)];
  return {
    layout,
    at,
    program: {
      name: 'split rates',
      columns: packColumns([...rateColumns(layout), ...pointingColumnsOf(layout)]),
      rows: packRows(rows),
    },
    meanings: rows.map((row) => row.meaning),
  };
}

/** What may be selected: x, w and u by {@link pointOffsets}, with C2, P1, P3, P4 and P5 as rows over them. */
export function assembleSelection(layout: Layout): {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
} {
  const scope = wholeScope(layout, { ...offsetsOf(layout, true), ...pointOffsets(layout) });
  return {
    columns: [...selectionColumns(layout), ...pointingColumnsOf(layout)],
    rows: [
      ...selectionRows(SELECTION_CONSTRAINTS.C2, scope),
      ...pointingRows(scope),
      ...rateRows(scope, (id) => SELECTION_FAMILIES.includes(id)),
    ],
  };
}

/** Upper bounds Y^max·x of the columns y, for x in [0,1] per choice. */
export function rateBounds(layout: Layout, selection: ArrayLike<number>): Float64Array {
  return Float64Array.from(layout.choices, ({ offer }, choice) => offer.rateCap * selection[choice]!);
}

const pointingRows = (scope: SelectionScope): ModelRow[] => [
  ...selectionRows(SELECTION_CONSTRAINTS.P3, scope),
  ...selectionRows(SELECTION_CONSTRAINTS.P4, scope),
];

/** The rows of C1 to P4, in the order of the choices, groups or pointing columns. */
function selectionRows(
  { rowName, meaningOf, write }: SelectionConstraint,
  scope: SelectionScope,
): ModelRow[] {
  const { layout } = scope;
  return writtenRows(
    Array(layout.problem.topology.slotCount).keys(),
    (slot, rows) => write(scope, slot, rows),
    (entity) => ({ name: rowName(layout, entity), meaning: meaningOf(entity) }),
  ).sort((one, other) => one.entity - other.entity);
}

/** C3 to C6 and our own families: everything that limits the rates and stocks. */
function rateRows(scope: ProgramScope, isIn: (id: FamilyId) => boolean = () => true): ModelRow[] {
  const { slotCount } = scope.layout.problem.topology;
  const written = families.filter(([constraint]) => isIn(constraint));
  return written.flatMap(([constraint, family]) =>
    writtenRows(
      slotsOf(family, slotCount),
      (slot, rows) => family.write(scope, slot, rows),
      (entity, slot) => ({
        name: family.rowName(entity, slot),
        meaning: { constraint, entity, slot },
      }),
    ).sort(rowOrder(scope.layout, constraint)),
  );
}

/** What a constraint writes for the slots or instants, as it comes. */
function writtenRows(
  slots: Iterable<number>,
  write: (slot: number, rows: RowWriter) => void,
  labelOf: (entity: number, slot: number) => Pick<ModelRow, 'name' | 'meaning'>,
): WrittenRow[] {
  const rows: WrittenRow[] = [];
  const writer: RowWriter = {
    begin: (entity, slot, lower, upper) => {
      const { name, meaning } = labelOf(entity, slot);
      rows.push({ name, meaning, entity, slot, lower, upper, entries: [] });
    },
    add: (column, value) => rows.at(-1)!.entries.push([column, value]),
  };
  for (const slot of slots) write(slot, writer);
  return rows;
}

const selectionColumns = (layout: Layout): Column[] =>
  layout.choices.map(({ demand, path, offer }) => ({
    name: `x(k${demand},p${path},t${offer.slot})`,
    cost: 0,
    lower: 0,
    upper: 1,
    integer: true,
  }));

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
      const initial = subPathOf(problem, { pair, subPath }).initialStock;
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

/** The columns w, then u; a link that needs no acquisition is never pointed anew at a cost. */
function pointingColumnsOf({ pointing }: Layout): Column[] {
  const columns = pointing?.columns ?? [];
  return [
    ...columns.map(
      ({ link, slot, least, most }): Column => ({
        name: `w(e${link},t${slot})`,
        cost: 0,
        lower: least,
        upper: most,
        integer: true,
      }),
    ),
    ...columns.map(
      ({ link, slot }): Column => ({
        name: `u(e${link},t${slot})`,
        cost: 0,
        lower: 0,
        upper: pointing!.lostShares(link).length > 0 ? 1 : 0,
      }),
    ),
  ];
}
