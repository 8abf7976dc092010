import { CONSTRAINTS, type ConstraintCheck } from '../domain/certificate.ts';

/** A running {@link ConstraintCheck}; lives only while one plan is being checked. */
export interface Tally {
  checked: number;
  maxViolation: number;
  worst: string | null;
  exempt?: number;
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

/** How far `value` is above `limit`, relative to max(1, |limit|); Infinity where either is not finite. */
export const excess = (value: number, limit: number): number => relative(Math.max(0, value - limit), limit);

/** How far `value` is from `expected`, relative to max(1, |expected|); Infinity where either is not finite. */
export const difference = (value: number, expected: number): number =>
  relative(Math.abs(value - expected), expected);

/** Whatever is not finite is as wrong as can be, also an infinite limit. */
const relative = (amount: number, reference: number): number =>
  Number.isFinite(amount) && Number.isFinite(reference)
    ? amount / Math.max(1, Math.abs(reference))
    : Number.POSITIVE_INFINITY;
