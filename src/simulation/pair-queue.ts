/** Pairs of one hop that wait at a relay for their partners, in the order of their arrival. */
export interface PairQueue {
  /** Arrival of each pair, s; its Werner parameter then; and the beginning of its attempt, s. */
  times: Float64Array;
  werners: Float64Array;
  births: Float64Array;
  /** Position of the oldest pair; the arrays are rings whose length is a power of two. */
  head: number;
  size: number;
  /** When a pair last left it for a join, s. */
  leftAt: number;
}

const FIRST_LENGTH = 16;

export const emptyQueue = (): PairQueue => ({
  times: new Float64Array(FIRST_LENGTH),
  werners: new Float64Array(FIRST_LENGTH),
  births: new Float64Array(FIRST_LENGTH),
  head: 0,
  size: 0,
  leftAt: Number.NEGATIVE_INFINITY,
});

/** Adds the newest pair. */
export function push(queue: PairQueue, time: number, werner: number, birth: number): void {
  if (queue.size === queue.times.length) grow(queue);
  const at = (queue.head + queue.size) & (queue.times.length - 1);
  queue.times[at] = time;
  queue.werners[at] = werner;
  queue.births[at] = birth;
  queue.size += 1;
}

/** Takes the oldest pair out of a queue that has one, and returns its place in the rings, valid until the next push. */
export function takeOldest(queue: PairQueue): number {
  const at = queue.head;
  queue.head = (at + 1) & (queue.times.length - 1);
  queue.size -= 1;
  return at;
}

/** The same for the newest pair. */
export function takeNewest(queue: PairQueue): number {
  queue.size -= 1;
  return (queue.head + queue.size) & (queue.times.length - 1);
}

function grow(queue: PairQueue): void {
  const { times, werners, births, head, size } = queue;
  const unrolled = (ring: Float64Array) => {
    const longer = new Float64Array(2 * size);
    longer.set(ring.subarray(head));
    longer.set(ring.subarray(0, head), size - head);
    return longer;
  };
  queue.times = unrolled(times);
  queue.werners = unrolled(werners);
  queue.births = unrolled(births);
  queue.head = 0;
}
