import type { RunStatus } from '../domain/run-status.ts';
import { OPTIMALITY_TOLERANCE, statusOfGap } from '../methods/bounds.ts';
import { summariesUnder } from './demand-summary.ts';
import type { PlanRecord } from './record.ts';

/** The method reports its own bounds, but the verified plan and the best bound of the record decide. */
function statusByBounds({ status, plan, bounds, options }: PlanRecord): RunStatus {
  if (plan === null) return status;
  const reached = statusOfGap(bounds.incumbent, bounds.bound ?? Number.POSITIVE_INFINITY, options.gap);
  if (reached) return reached;
  const isClaimed = status === 'optimal' || status === 'gap-reached';
  return isClaimed && !(bounds.relativeGap! <= options.gap + OPTIMALITY_TOLERANCE) ? 'numerical' : status;
}

/** A record in its final state, after its run has ended. */
export function settled(record: PlanRecord): PlanRecord {
  const status = statusByBounds(record);
  return { ...record, status, demands: summariesUnder(status, record) };
}
