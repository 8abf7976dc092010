import type { RunStatus } from './method.ts';

/** A gap at or below this counts as a proof of optimality (floating-point noise of the solvers). */
export const OPTIMALITY_TOLERANCE = 1e-6;

/** (UB − LB)/|UB|, 0 when both are 0; Infinity while one of them is missing. Never negative. */
export function relativeGap(incumbent: number | null, bound: number): number {
  if (incumbent === null || !Number.isFinite(bound)) return Number.POSITIVE_INFINITY;
  const difference = Math.max(0, bound - incumbent);
  if (difference === 0) return 0;
  return bound === 0 ? Number.POSITIVE_INFINITY : difference / Math.abs(bound);
}

/** The status of a run whose gap has reached what was asked for, or null while it has not. */
export function statusOfGap(incumbent: number | null, bound: number, gap: number): RunStatus | null {
  const reached = relativeGap(incumbent, bound);
  if (reached <= Math.min(gap, OPTIMALITY_TOLERANCE)) return 'optimal';
  return reached <= gap ? 'gap-reached' : null;
}
