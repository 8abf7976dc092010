/** Joins of counted pairs: as many sets at once as the least of what a flow needs. */
import { binomialCount } from '../../base/random-counts.ts';
import { joinWith, setWerner } from '../../physics/bell-diagonal.ts';
import { AT } from '../ledger.ts';
import { ageStored } from '../stores.ts';
import type { BatchFlow, BatchReplication } from './batch-replication.ts';
import { type JoinedCohort, purifyCohort } from './cohort-purification.ts';
import { emptyOut, firstCohort, takePairs } from './cohort-queue.ts';
import { takeStored } from './cohort-stores.ts';
import type { Span } from './steps.ts';

/** Sets of own pairs that a flow has. */
export const setsOf = ({ queues }: BatchFlow): number =>
  queues.reduce((least, { size }) => Math.min(least, size), Number.POSITIVE_INFINITY);

const stored = new Float64Array(4);
/** Of a cohort that is purified at once. */
const scratch = new Float64Array(4);

/**
 * Joins so many sets, of which there are as many, and purifies what a route gets of it.
 * @returns what a fill gets of it, to be put in store
 */
export function joinSets(run: BatchReplication, state: BatchFlow, sets: number, step: Span): JoinedCohort[] {
  const { execution, options, stores, deliveries } = run;
  const { flow, queues } = state;
  const made: JoinedCohort[] = [];
  for (let left = sets; left > 0; ) {
    let count = left;
    let werner = execution.swapFactor ** flow.joins;
    let birth = step.middle;
    for (const queue of queues) count = Math.min(count, firstCohort(queue, options.relayOrder).count);
    for (const draw of flow.draws) count = Math.min(count, stores.stocks[draw]!.cohorts[0]!.count);
    for (const queue of queues) {
      const cohort = firstCohort(queue, options.relayOrder);
      werner *= cohort.werner;
      birth = Math.min(birth, cohort.birth);
      takePairs(queue, options.relayOrder, count);
    }
    const joined = flow.fills >= 0 ? new Float64Array(4) : scratch;
    setWerner(joined, 0, werner);
    for (const draw of flow.draws) {
      const stock = stores.stocks[draw]!;
      const { state: weights, seconds } = stock.cohorts[0]!;
      stored.set(weights);
      ageStored(stores.memory, step.middle - seconds, stored, 0);
      joinWith(joined, 0, stored, 0);
      takeStored(stores, stock, count);
    }
    left -= count;
    const isCertain = execution.swapSuccess >= 1 || flow.joins === 0;
    const kept = isCertain ? count : binomialCount(count, execution.swapSuccess ** flow.joins, state.swaps);
    deliveries.outcome.ledger[AT.lostInSwaps]! += (count - kept) * flow.elementary;
    const time = step.middle + state.inSlot!.swapSeconds;
    const cohort: JoinedCohort = { count: kept, state: joined, time, birth, before: joined[0]! };
    if (flow.fills >= 0) made.push(cohort);
    else purifyCohort(run, state, cohort, step);
  }
  return made;
}

/** Gives up the pairs that wait in the queues of a flow. */
export function discardCohorts({ deliveries }: BatchReplication, { queues }: BatchFlow): void {
  for (const queue of queues) deliveries.outcome.ledger[AT.unmatched]! += emptyOut(queue);
}
