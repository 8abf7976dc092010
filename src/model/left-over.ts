/**
 * What a plan in the making leaves of the rows that pack (constraints/family.ts): how much more of a column fits. A new
 * packing family counts here as soon as it is listed, so that planners need to know none of them by name.
 */
import { families } from './constraints/families.ts';
import type { ConstraintFamily } from './constraints/family.ts';
import type { ProgramScope } from './program-scope.ts';

export interface LeftOver {
  /** The most by which a column can grow, all others staying as they are; Infinity where no row holds it. */
  room(column: number): number;
  /** Grows a column by an amount, or gives back where the amount is negative. */
  take(column: number, amount: number): void;
}

/** Of the rows of one slot, or of one instant t = 0..T; all of it is left at first. */
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
