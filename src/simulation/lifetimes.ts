import type { RandomStream } from '../base/random.ts';
import { timeHeap } from './time-heap.ts';

/** When stored pairs are lost: a pair is gone as soon as one of its halves is, each of which survives t with e^(−t/T). */
export interface Lifetimes {
  add(pair: number, now: number): void;
  /** Number of a pair that is lost by then, each of them once, in the order of their losses; −1 if there is none left. */
  endedBy(now: number): number;
}

export function lifetimesOf(coherenceSeconds: number, stream: RandomStream): Lifetimes {
  const meanSeconds = coherenceSeconds / 2;
  const ends = timeHeap();
  return {
    add: (pair, now) => ends.add(now - Math.log(1 - stream()) * meanSeconds, pair),
    endedBy: (now) => ends.dueBy(now),
  };
}
