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
  const sink = (from: number): void => {
    const moved = heap[from]!;
    const time = times[moved]!;
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      let first = heap[child]!;
      if (child + 1 < size) {
        const second = heap[child + 1]!;
        if (times[second]! < times[first]! || (times[second] === times[first] && second < first)) {
          child += 1;
          first = second;
        }
      }
      if (times[first]! > time || (times[first] === time && moved < first)) break;
      heap[at] = first;
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
