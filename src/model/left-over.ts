/**
 * What an unfinished plan leaves of the rows that pack (constraints/family.ts): how much more of a column fits. A new
 * packing family counts here as soon as it is listed, so planners need not know any of them by name.
 */
import { families } from './constraints/families.ts';
import type { ConstraintFamily } from './constraints/family.ts';
import type { ProgramScope } from './program-scope.ts';

export interface LeftOver {
  /** The most by which a column can grow while all others stay as they are; Infinity if no row limits it. */
  room(column: number): number;
  /** Grows a column by an amount, or shrinks it if the amount is negative. */
  take(column: number, amount: number): void;
}

/** For the rows of one slot, or of one instant t = 0..T; at first, nothing is used. */
export function openLeftOver(scope: ProgramScope, of: ConstraintFamily['rowsOf'], slot: number): LeftOver {
  const left: number[] = [];
  const rowsOf = new Map<number, { readonly row: number; readonly coefficient: number }[]>();
  for (const [, family] of families) {
    if (!family.isPacking || family.rowsOf !== of) continue;
    family.write(scope, slot, {
      begin: (_entity, _slot, _lower, upper) => {
        left.push(upper);
      },
      add: (column, coefficient) => {
        const entry = { row: left.length - 1, coefficient };
        const known = rowsOf.get(column);
        if (known) known.push(entry);
        else rowsOf.set(column, [entry]);
      },
    });
  }
  return {
    room(column) {
      let room = Number.POSITIVE_INFINITY;
      for (const { row, coefficient } of rowsOf.get(column) ?? []) {
        room = Math.min(room, left[row]! / coefficient);
      }
      return Math.max(0, room);
    },
    take(column, amount) {
      for (const { row, coefficient } of rowsOf.get(column) ?? []) left[row]! -= coefficient * amount;
    },
  };
}
