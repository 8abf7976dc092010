/** Hands runs of several owners over to a queue, so that none of them keeps the others waiting. */
import type { JobOutcome, JobQueue } from './job-queue.ts';

/** A run as the dispatch sees it. */
interface Dispatched<Data> {
  readonly id: string;
  readonly owner: string;
  /** What it writes to: of runs with the same place, one is under way at a time. */
  readonly place: string;
  readonly data: Data;
}

interface DispatchListener<Result> {
  onBegin(id: string): void;
  /** The latest that a run says of itself. */
  onProgress(id: string, progress: unknown): void;
  /** @param outcome null if the run was stopped, or never began */
  onEnd(id: string, outcome: JobOutcome<Result> | null): void;
}

export interface Dispatch<Data> {
  /** Adds a run, which begins when its turn comes. */
  add(run: Dispatched<Data>): void;
  /** Stops a run, which keeps what it has; false if it neither waits nor runs. */
  stop(id: string): boolean;
  /** Runs that wait for their turn. */
  waiting(): number;
  running(): number;
  /** Lets no other run begin, stops all, and resolves once they have ended; those that wait are not told of. */
  close(): Promise<void>;
}

export function openDispatch<Data, Result>(
  queue: JobQueue<Data, Result>,
  { onBegin, onProgress, onEnd }: DispatchListener<Result>,
): Dispatch<Data> {
  let waiting: readonly Dispatched<Data>[] = [];
  const running = new Map<string, UnderWay & { readonly stop: AbortController }>();
  const ended = new Set<Promise<void>>();
  let isClosed = false;

  async function run({ id, owner, place, data }: Dispatched<Data>): Promise<void> {
    const stop = new AbortController();
    running.set(id, { owner, place, stop });
    onBegin(id);
    let outcome: JobOutcome<Result> | null = null;
    try {
      outcome = await queue.submit(
        { id, data },
        { signal: stop.signal, onProgress: (progress) => onProgress(id, progress) },
      );
    } catch (error) {
      if (!stop.signal.aborted) {
        const text = error instanceof Error ? error.message : String(error);
        outcome = { status: 'failed', error: text, seconds: 0 };
      }
    }
    running.delete(id);
    onEnd(id, outcome);
  }

  function fill(): void {
    while (!isClosed && running.size < queue.capacity) {
      const next = nextRun(waiting, [...running.values()]);
      if (next === null) return;
      waiting = waiting.filter((one) => one !== next);
      const end: Promise<void> = run(next).finally(() => {
        ended.delete(end);
        fill();
      });
      ended.add(end);
    }
  }

  return {
    add(one) {
      waiting = [...waiting, one];
      fill();
    },
    stop(id) {
      const under = running.get(id);
      if (under) under.stop.abort();
      const isWaiting = waiting.some((one) => one.id === id);
      if (isWaiting) {
        waiting = waiting.filter((one) => one.id !== id);
        onEnd(id, null);
      }
      return under !== undefined || isWaiting;
    },
    waiting: () => waiting.length,
    running: () => running.size,
    async close() {
      isClosed = true;
      for (const { stop } of running.values()) stop.abort();
      await Promise.all(ended);
      await queue.close();
    },
  };
}

type UnderWay = Pick<Dispatched<unknown>, 'owner' | 'place'>;

/** The first run of the owner who has the fewest under way, of those whose place is free. */
function nextRun<Data>(
  waiting: readonly Dispatched<Data>[],
  running: readonly UnderWay[],
): Dispatched<Data> | null {
  const underWay = (name: string) => running.filter(({ owner }) => owner === name).length;
  let next: Dispatched<Data> | null = null;
  for (const one of waiting) {
    if (running.some(({ place }) => place === one.place)) continue;
    if (next === null || underWay(one.owner) < underWay(next.owner)) next = one;
  }
  return next;
}
