import { CONSTRAINTS, type ConstraintCheck } from '../domain/certificate.ts';
import { FAMILIES, type FamilyFacts, type FamilyId } from '../domain/families.ts';

/** A running {@link ConstraintCheck}; lives only while one plan is being checked. */
export interface Violation {
  checked: number;
  maxViolation: number;
  worst: string | null;
  exempt?: number;
  missed?: number;
}

export type Violations = Readonly<Record<(typeof CONSTRAINTS)[number], Violation>>;

export const noViolation = (): Violation => ({ checked: 0, maxViolation: 0, worst: null });

export function noViolations(): Violations {
  const entries = CONSTRAINTS.map((name) => [name, noViolation()]);
  return Object.fromEntries(entries) as Violations;
}

/** Counts one inequality or fact, and remembers where the largest violation is. */
export function note(found: Violation, violation: number, where: () => string): void {
  found.checked += 1;
  if (violation > found.maxViolation) {
    found.maxViolation = violation;
    found.worst = where();
  }
}

/** Adds what was found after it. */
export function add(found: Violation, later: Violation): void {
  found.checked += later.checked;
  if (later.maxViolation > found.maxViolation) {
    found.maxViolation = later.maxViolation;
    found.worst = later.worst;
  }
}

export function checksOf(violations: Violations): ConstraintCheck[] {
  return CONSTRAINTS.flatMap((constraint) => {
    const facts: FamilyFacts | undefined =
      constraint in FAMILIES ? FAMILIES[constraint as FamilyId] : undefined;
    const isAbsent = facts !== undefined && !facts.isInEveryRecord && violations[constraint].checked === 0;
    return isAbsent ? [] : [{ constraint, ...violations[constraint] }];
  });
}

/**
 * How far `value` is above `limit`, relative to the larger of |limit| and `contribution`, the most that one column can
 * contribute to the row; Infinity if a number is not finite.
 */
export const excess = (value: number, limit: number, contribution = 0): number =>
  relative(Math.max(0, value - limit), limit, contribution);

/** How far `value` is from `expected`, relative in the same way. */
export const difference = (value: number, expected: number, contribution = 0): number =>
  relative(Math.abs(value - expected), expected, contribution);

/**
 * Anything that is not finite, even an infinite limit, is an infinite violation; so is anything above a row that is
 * only 0.
 */
function relative(amount: number, reference: number, contribution: number): number {
  if (amount === 0 && Number.isFinite(reference)) return 0;
  const size = Math.max(Math.abs(reference), contribution);
  return Number.isFinite(amount) && Number.isFinite(size) && size > 0
    ? amount / size
    : Number.POSITIVE_INFINITY;
}
