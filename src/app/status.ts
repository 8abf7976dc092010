import type { RunStatus } from '../domain/run-record.ts';
import { OPTIMALITY_TOLERANCE, statusOfGap } from '../methods/bounds.ts';
import type { PlanRecord } from './recorder.ts';

/** The method judged by its own bounds; what counts is the verified plan and the best bound of the record. */
export function statusByBounds({ status, plan, bounds, options }: PlanRecord): RunStatus {
  if (plan === null) return status;
  const reached = statusOfGap(bounds.incumbent, bounds.bound ?? Number.POSITIVE_INFINITY, options.gap);
  if (reached) return reached;
  const isClaimed = status === 'optimal' || status === 'gap-reached';
  return isClaimed && !(bounds.relativeGap! <= options.gap + OPTIMALITY_TOLERANCE) ? 'numerical' : status;
}
