/** Whole numbers that are due at some time: a binary heap, earliest first. */
export interface TimeHeap {
  add(seconds: number, item: number): void;
  /** One that is due by then, each of them once, in the order of their times; −1 if there is none left. */
  dueBy(now: number): number;
}

export function timeHeap(): TimeHeap {
  const heap: { readonly item: number; readonly seconds: number }[] = [];
  return {
    add(seconds, item) {
      let at = heap.length;
      while (at > 0 && heap[(at - 1) >> 1]!.seconds > seconds) {
        heap[at] = heap[(at - 1) >> 1]!;
        at = (at - 1) >> 1;
      }
      heap[at] = { item, seconds };
    },
    dueBy(now) {
      const first = heap[0];
      if (first === undefined || first.seconds > now) return -1;
      const last = heap.pop()!;
      if (heap.length === 0) return first.item;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && heap[child + 1]!.seconds < heap[child]!.seconds) child += 1;
        if (heap[child]!.seconds >= last.seconds) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return first.item;
    },
  };
}
