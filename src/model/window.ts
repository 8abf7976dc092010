/**
 * The program over the slots from ≤ t < to, compact. Over all slots, it has the optimum of (1), C1..C7. Over fewer, it
 * is what a plan can do there with any stock available when the window begins. Every plan of the whole horizon
 * satisfies that within the window, so what is proved for a window holds.
 *
 * Besides what incidence.ts leaves out:
 * - the lower side of C2, C4 if it follows from C1 and C2, and C3 if all stocks fit at their maximum (constraints/);
 * - z^T, with its C3 and C6: what is left after the last slot fits where it was before.
 *
 * A memory with a maximum age looks back before the window: there, all fills count at their maximum, which is a
 * relaxation, so only the window over all slots is exact.
 */
import { FAMILIES } from '../domain/families.ts';
import { subPathOf } from '../domain/problem.ts';
import { type Column, type LinearProgram, packColumns } from '../lp/program.ts';
import { createRowBuilder } from '../lp/row-builder.ts';
import { families, SELECTION_CONSTRAINTS } from './constraints/families.ts';
import type { RowMeaning, RowWriter } from './constraints/family.ts';
import { writeRelaxedChoice } from './constraints/relaxed-choice.ts';
import type { Incidence } from './incidence.ts';
import { type Layout, type Offsets, offsetsOf } from './layout.ts';
import { type PointingColumns, pointingsIn } from './pointing-columns.ts';
import { type ProgramScope, programScope } from './program-scope.ts';

/**
 * How the paths of a slot are chosen: `binary` by x; `relaxed` with x projected out of the LP relaxation, Σ_p y/Y^max ≤
 * 1; `fixed`: only the kept choices, each with any rate up to Y^max.
 */
export type SlotMode = 'binary' | 'relaxed' | 'fixed';

interface WindowRequest {
  readonly from: number;
  readonly to: number;
  readonly mode: (slot: number) => SlotMode;
  /** Whether a choice is offered; all by default. */
  readonly keeps?: (choice: number) => boolean;
  /**
   * Whether telescopes point at (e, t), by index of the pointing column, in slots whose choices are fixed and just before
   * the window; without it, what was pointed at before is unknown.
   */
  readonly pointed?: (pointing: number) => boolean;
}

export interface WindowModel {
  readonly from: number;
  readonly to: number;
  readonly program: LinearProgram;
  /** The monolith's column for each column (x, y, y_n, z, w, u by `offsetsOf(layout, true)`). */
  readonly columns: Int32Array;
  /** One entry per row; null for Σ y/Y^max ≤ 1. */
  readonly meanings: readonly (RowMeaning | null)[];
  /** The column for a column of the monolith, or −1. */
  columnOf(monolithColumn: number): number;
}

export function assembleWindow(incidence: Incidence, request: WindowRequest): WindowModel {
  const at = monolithOffsets(incidence);
  const columns: Column[] = [];
  const identities: number[] = [];
  const position = new Map<number, number>();
  const addColumn = (identity: number, column: Column): void => {
    position.set(identity, columns.length);
    identities.push(identity);
    columns.push(column);
  };
  const kept = addColumns(incidence, request, at, addColumn);

  const scope = windowScope({ incidence, request, at, position, kept });
  const meanings: (RowMeaning | null)[] = [];
  const rows = createRowBuilder();
  /** Rows that stand for what `meaningOf` says. */
  const writer = (meaningOf: (entity: number, slot: number) => RowMeaning | null): RowWriter => ({
    begin(entity, slot, lower, upper) {
      meanings.push(meaningOf(entity, slot));
      rows.begin(`r${meanings.length}`, lower, upper);
    },
    add: rows.add,
  });
  const nameless = writer(() => null);
  const writeFamily = ([constraint, family]: (typeof families)[number], slot: number): void => {
    const meant = writer((entity, slot) => ({ constraint, entity, slot }));
    family.write(scope, slot, meant);
  };
  for (let slot = request.from; slot < request.to; slot++) {
    for (const { write, meaningOf } of SELECTION) write(scope, slot, writer(meaningOf));
    if (request.mode(slot) === 'relaxed') writeRelaxedChoice(scope, slot, nameless);
    for (const family of SLOT_FAMILIES) writeFamily(family, slot);
  }
  for (let instant = request.from; instant <= request.to; instant++) {
    for (const family of INSTANT_FAMILIES) writeFamily(family, instant);
  }
  return {
    from: request.from,
    to: request.to,
    program: {
      name: `slots ${request.from + 1} to ${request.to}`,
      columns: packColumns(columns),
      rows: rows.build(),
    },
    columns: Int32Array.from(identities),
    meanings,
    columnOf: (identity) => position.get(identity) ?? -1,
  };
}

export const monolithOffsets = ({ layout }: Incidence): Offsets & { readonly x: number } => ({
  ...offsetsOf(layout, true),
  x: 0,
});

/** A window with its columns. */
interface Draft {
  readonly incidence: Incidence;
  readonly request: WindowRequest;
  readonly at: Offsets & { readonly x: number };
  /** Column of each column of the monolith that is in the window. */
  readonly position: ReadonlyMap<number, number>;
  /** Kept choices of each slot of the window. */
  readonly kept: readonly (readonly number[])[];
}

const SELECTION = Object.values(SELECTION_CONSTRAINTS);

/** Minimum rates are written with the paths of each slot. */
const SLOT_FAMILIES = families
  .filter(([, { writtenBy }]) => writtenBy === 'slot')
  .sort(([one], [other]) => Number(FAMILIES[other].of === 'demand') - Number(FAMILIES[one].of === 'demand'));
const INSTANT_FAMILIES = families.filter(([, { writtenBy }]) => writtenBy === 'instant');

/** The kept choices, and the useful fills and stocks. */
function windowScope({ incidence, request, at, position, kept }: Draft): ProgramScope {
  const { layout, choiceUse, fillUse, stockOfFill, endsOfStock, fillsOf, stocksOf, reachable } = incidence;
  const instants = layout.problem.topology.slotCount + 1;
  const stock = (index: number, instant: number) => position.get(at.stock + index * instants + instant);
  return programScope({
    layout,
    choiceUse,
    fillUse,
    stockOfFill,
    endsOfStock,
    isCompact: true,
    choicesOf: (slot) => kept[slot] ?? [],
    fillsOf: (slot) => fillsOf[slot]!,
    stocksAt: (instant) => (instant <= request.to ? (stocksOf[instant] ?? []) : []),
    selected: (choice) => position.get(at.x + choice),
    rate: (choice) => position.get(at.y + choice)!,
    fill: (fill) => position.get(at.fill + fill),
    stock,
    mostInStock: (index, instant) => reachable(index)[instant]!,
    pointed: (index) => (index < 0 ? undefined : position.get(at.pointed + index)),
    slewed: (index) => (index < 0 ? undefined : position.get(at.slewed + index)),
    isRelaxed: (slot) => request.mode(slot) === 'relaxed',
  });
}

function addColumns(
  { layout, choicesOf, fillsOf, reachable, stocksOf }: Incidence,
  { from, to, mode, keeps, pointed }: WindowRequest,
  at: Draft['at'],
  add: (identity: number, column: Column) => void,
): number[][] {
  const { demands, topology } = layout.problem;
  const instants = topology.slotCount + 1;
  const kept: number[][] = [];
  for (let slot = from; slot < to; slot++) {
    const offered = [...choicesOf[slot]!].filter((choice) => keeps?.(choice) ?? true);
    kept[slot] = offered;
    for (const choice of offered) {
      const { demand, offer } = layout.choices[choice]!;
      const cost = demands[demand]!.weight[slot]!;
      add(at.y + choice, { name: `y${choice}`, cost, lower: 0, upper: offer.rateCap });
    }
    if (mode(slot) === 'binary') {
      for (const choice of offered) {
        add(at.x + choice, { name: `x${choice}`, cost: 0, lower: 0, upper: 1, integer: true });
      }
    }
    for (const fill of fillsOf[slot]!) {
      add(at.fill + fill, { name: `f${fill}`, cost: 0, lower: 0, upper: layout.fills[fill]!.fill.rateCap });
    }
  }
  for (let slot = from; slot <= Math.min(to, topology.slotCount - 1); slot++) {
    for (const stock of stocksOf[slot]!) {
      const upper = reachable(stock)[slot]!;
      const lower = slot === 0 ? subPathOf(layout.problem, layout.stocks[stock]!).initialStock : 0;
      add(at.stock + stock * instants + slot, { name: `z${stock},${slot}`, cost: 0, lower, upper });
    }
  }
  addPointings(layout, { from, to, mode, ...(pointed && { pointed }) }, at, add);
  return kept;
}

/** w and u of the slots, and, where it is known, of as many slots before as acquisition takes. */
function addPointings(
  { pointing }: Layout,
  { from, to, mode, pointed }: Omit<WindowRequest, 'keeps'>,
  at: Draft['at'],
  add: (identity: number, column: Column) => void,
): void {
  if (pointing === null) return;
  const known = pointed ? Math.max(0, from - pointing.longestAcquisition - 1) : from;
  for (let slot = known; slot < to; slot++) {
    const isFree = slot >= from && mode(slot) !== 'fixed';
    for (const index of pointingsIn(pointing, slot)) {
      const { least, most, link } = pointing.columns[index]!;
      const lower = isFree ? least : pointed?.(index) ? 1 : 0;
      const upper = isFree ? most : lower;
      const integer = isFree && mode(slot) === 'binary';
      add(at.pointed + index, { name: `w${index}`, cost: 0, lower, upper, ...(integer && { integer }) });
      if (pointing.lostShares(link).length === 0) continue;
      if (slot >= from) add(at.slewed + index, { name: `u${index}`, cost: 0, lower: 0, upper: 1 });
      else if (slot > known) {
        const slewed = lower === 1 && !isPointedBefore(pointing, index, pointed!) ? 1 : 0;
        add(at.slewed + index, { name: `u${index}`, cost: 0, lower: slewed, upper: slewed });
      }
    }
  }
}

function isPointedBefore(
  pointing: PointingColumns,
  index: number,
  pointed: (pointing: number) => boolean,
): boolean {
  const { link, slot } = pointing.columns[index]!;
  const before = pointing.indexOf(link, slot - 1);
  return before >= 0 && pointed(before);
}
