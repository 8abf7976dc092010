import type { RunStatus } from '../domain/run-status.ts';

/** A gap at or below this counts as a proof of optimality (floating-point noise of the solvers). */
export const OPTIMALITY_TOLERANCE = 1e-6;

/** A requested gap below this counts as 0, since sums of rates are no more precise. */
const LEAST_GAP = 1e-9;

/**
 * (UB − LB)/|UB|, and 0 if both are 0. Infinity if one of them is missing, or if a bound lies below the plan, which
 * only proves that one of them is wrong. Never negative.
 */
export function relativeGap(incumbent: number | null, bound: number): number {
  if (incumbent === null || !Number.isFinite(bound)) return Number.POSITIVE_INFINITY;
  if (contradicts(bound, incumbent)) return Number.POSITIVE_INFINITY;
  const difference = Math.max(0, bound - incumbent);
  if (difference === 0) return 0;
  return bound === 0 ? Number.POSITIVE_INFINITY : difference / Math.abs(bound);
}

/** Whether a bound lies below a plan by more than solver rounding. */
export const contradicts = (bound: number, incumbent: number): boolean =>
  incumbent - bound > OPTIMALITY_TOLERANCE * Math.abs(incumbent);

/** The status of a run whose gap has reached the requested one; null if it has not. */
export function statusOfGap(incumbent: number | null, bound: number, gap: number): RunStatus | null {
  const reached = relativeGap(incumbent, bound);
  if (reached <= Math.max(LEAST_GAP, Math.min(gap, OPTIMALITY_TOLERANCE))) return 'optimal';
  return reached <= gap ? 'gap-reached' : null;
}
