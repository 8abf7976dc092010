import type { RunStatus } from '../domain/run-record.ts';
import { OPTIMALITY_TOLERANCE, statusOfGap } from '../methods/bounds.ts';
import { summariesUnder } from './demand-summary.ts';
import type { PlanRecord } from './record.ts';

/** The method judged by its own bounds; what counts is the verified plan and the best bound of the record. */
function statusByBounds({ status, plan, bounds, options }: PlanRecord): RunStatus {
  if (plan === null) return status;
  const reached = statusOfGap(bounds.incumbent, bounds.bound ?? Number.POSITIVE_INFINITY, options.gap);
  if (reached) return reached;
  const isClaimed = status === 'optimal' || status === 'gap-reached';
  return isClaimed && !(bounds.relativeGap! <= options.gap + OPTIMALITY_TOLERANCE) ? 'numerical' : status;
}

/** A record as it is when its run has ended. */
export function settled(record: PlanRecord): PlanRecord {
  const status = statusByBounds(record);
  return { ...record, status, demands: summariesUnder(status, record) };
}
