/** The next arrival of several sources: a binary heap, earliest first, ties by index. */
import type { ArrivalTimes } from './arrivals.ts';

interface Calendar {
  /** Index of the source whose arrival is next; −1 if there are none left. */
  next(): number;
  /** Moment of that arrival. */
  time(): number;
  /** Goes on to the arrival after it. */
  advance(): void;
}

export function calendarOf(sources: readonly ArrivalTimes[]): Calendar {
  const times = Float64Array.from(sources, (source) => source());
  const heap = Int32Array.from(sources, (_, index) => index);
  let size = sources.length;
  const isBefore = (a: number, b: number): boolean => {
    const difference = times[a]! - times[b]!;
    // Two that never come have no difference.
    return difference === 0 || Number.isNaN(difference) ? a < b : difference < 0;
  };
  const sink = (from: number): void => {
    const moved = heap[from]!;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, moved)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = moved;
  };
  for (let at = (size >> 1) - 1; at >= 0; at--) sink(at);
  return {
    next: () => (size > 0 && times[heap[0]!]! < Number.POSITIVE_INFINITY ? heap[0]! : -1),
    time: () => times[heap[0]!]!,
    advance() {
      const first = heap[0]!;
      times[first] = sources[first]!();
      if (times[first] === Number.POSITIVE_INFINITY) {
        size -= 1;
        heap[0] = heap[size]!;
      }
      if (size > 1) sink(0);
    },
  };
}
