import type { RandomStream } from '../base/random.ts';

/** When stored pairs are lost: a pair is gone as soon as one of its halves is, each of which survives t with e^(−t/T). */
export interface Lifetimes {
  add(pair: number, now: number): void;
  /** Number of a pair that is lost by then, each of them once, in the order of their losses; −1 if there is none left. */
  endedBy(now: number): number;
}

/** A binary heap of ends, earliest first. */
export function lifetimesOf(coherenceSeconds: number, stream: RandomStream): Lifetimes {
  const meanSeconds = coherenceSeconds / 2;
  const heap: { readonly pair: number; readonly end: number }[] = [];
  return {
    add(pair, now) {
      const end = now - Math.log(1 - stream()) * meanSeconds;
      let at = heap.length;
      while (at > 0 && heap[(at - 1) >> 1]!.end > end) {
        heap[at] = heap[(at - 1) >> 1]!;
        at = (at - 1) >> 1;
      }
      heap[at] = { pair, end };
    },
    endedBy(now) {
      const first = heap[0];
      if (first === undefined || first.end > now) return -1;
      const last = heap.pop()!;
      if (heap.length === 0) return first.pair;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && heap[child + 1]!.end < heap[child]!.end) child += 1;
        if (heap[child]!.end >= last.end) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return first.pair;
    },
  };
}
