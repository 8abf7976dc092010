import { CONSTRAINTS, type ConstraintCheck } from '../domain/certificate.ts';

/** A running {@link ConstraintCheck}; lives only while one plan is being checked. */
export interface Tally {
  checked: number;
  maxViolation: number;
  worst: string | null;
  exempt?: number;
  missed?: number;
}

export type Tallies = Readonly<Record<(typeof CONSTRAINTS)[number], Tally>>;

export const emptyTally = (): Tally => ({ checked: 0, maxViolation: 0, worst: null });

export function emptyTallies(): Tallies {
  const entries = CONSTRAINTS.map((name) => [name, emptyTally()]);
  return Object.fromEntries(entries) as Tallies;
}

/** Counts one inequality or fact, and remembers where the largest violation is. */
export function note(tally: Tally, violation: number, where: () => string): void {
  tally.checked += 1;
  if (violation > tally.maxViolation) {
    tally.maxViolation = violation;
    tally.worst = where();
  }
}

export function checksOf(tallies: Tallies): ConstraintCheck[] {
  return CONSTRAINTS.map((constraint) => ({ constraint, ...tallies[constraint] }));
}

/**
 * How far `value` is above `limit`, relative to the larger of |limit| and `contribution`, the most that one
 * column can contribute to the row; Infinity where a number is not finite.
 */
export const excess = (value: number, limit: number, contribution = 0): number =>
  relative(Math.max(0, value - limit), limit, contribution);

/** How far `value` is from `expected`, relative in the same way. */
export const difference = (value: number, expected: number, contribution = 0): number =>
  relative(Math.abs(value - expected), expected, contribution);

/** Whatever is not finite is as wrong as can be, also an infinite limit; so is anything above a row that is nothing but 0. */
function relative(amount: number, reference: number, contribution: number): number {
  if (amount === 0 && Number.isFinite(reference)) return 0;
  const size = Math.max(Math.abs(reference), contribution);
  return Number.isFinite(amount) && Number.isFinite(size) && size > 0
    ? amount / size
    : Number.POSITIVE_INFINITY;
}
