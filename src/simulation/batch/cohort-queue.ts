/** Pairs of one hop that wait for partners, counted: those that came in the same step are one cohort. */
import type { RelayOrder } from '../../domain/simulation.ts';

interface Cohort {
  count: number;
  readonly werner: number;
  /** Beginning of the attempts, s. */
  readonly birth: number;
}

export interface CohortQueue {
  /** From the oldest to the newest; none is empty. */
  readonly cohorts: Cohort[];
  size: number;
}

export const emptyCohortQueue = (): CohortQueue => ({ cohorts: [], size: 0 });

/** Adds the newest pairs. */
export function pushCohort(queue: CohortQueue, count: number, werner: number, birth: number): void {
  if (count === 0) return;
  queue.cohorts.push({ count, werner, birth });
  queue.size += count;
}

/** The cohort of a queue that is joined first. */
export const firstCohort = ({ cohorts }: CohortQueue, order: RelayOrder): Cohort =>
  order === 'oldest' ? cohorts[0]! : cohorts.at(-1)!;

/** Takes pairs of the cohort that is joined first, which has so many. */
export function takePairs(queue: CohortQueue, order: RelayOrder, count: number): void {
  const cohort = firstCohort(queue, order);
  cohort.count -= count;
  queue.size -= count;
  if (cohort.count > 0) return;
  if (order === 'oldest') queue.cohorts.shift();
  else queue.cohorts.pop();
}

/** Empties a queue. @returns how many pairs were in it */
export function emptyOut(queue: CohortQueue): number {
  const { size } = queue;
  queue.cohorts.length = 0;
  queue.size = 0;
  return size;
}
