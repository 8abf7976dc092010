/**
 * What each part of a search costs and brings: its seconds, and by how much it closes the gap, be it that the plan rises
 * or the bound falls. What closes most per second goes on.
 */
import type { Activity, SearchWork } from '../../domain/activity.ts';
import type { PartOfWork } from '../method.ts';

export interface Account {
  /**
   * What parts have lately closed of the gap per second of theirs, together; Infinity if none of them has taken any time,
   * so what was never tried comes first.
   */
  rateOf(...parts: readonly SearchWork[]): number;
  /** A side of the search, which does one step at a time. */
  openWorker(): Worker;
  /** All parts so far, in the order of their first steps. */
  parts(): readonly PartOfWork[];
}

export interface Worker {
  /** Does a step of a part, which may have steps of other parts within; these count as theirs. */
  work<Result>(part: SearchWork, step: () => Promise<Result>): Promise<Result>;
  /** What the step under way has closed of the gap, in Σ α y. */
  credit(closed: { readonly planRise?: number; readonly boundFall?: number }): void;
}

/** What a part closed counts half after so many seconds of its own, as a share of the time limit. */
const HALF_LIFE_SHARE = 0.05;

type Entry = { -readonly [Key in keyof PartOfWork]: PartOfWork[Key] } & {
  /** Of the seconds and of what was closed, what counts now. */
  recent: { readonly seconds: number; readonly closed: number };
};

/** @param onActivity told whenever a side turns to another part */
export function openAccount(
  elapsedSeconds: () => number,
  timeLimitSeconds: number,
  onActivity: (activity: Activity) => void = () => {},
): Account {
  const halfLifeSeconds = HALF_LIFE_SHARE * timeLimitSeconds;
  const entries = new Map<SearchWork, Entry>();
  const entryOf = (part: SearchWork): Entry => {
    const recent = { seconds: 0, closed: 0 };
    const entry = entries.get(part) ?? { part, steps: 0, seconds: 0, planRise: 0, boundFall: 0, recent };
    entries.set(part, entry);
    return entry;
  };
  const spend = (entry: Entry, seconds: number): void => {
    // With no time at all, the share that is kept would be 0/0.
    if (seconds === 0) return;
    const kept = 2 ** (-seconds / halfLifeSeconds);
    const { recent } = entry;
    entry.seconds += seconds;
    entry.recent = { seconds: recent.seconds * kept + seconds, closed: recent.closed * kept };
  };
  return {
    rateOf(...parts) {
      const known = parts.flatMap((part) => entries.get(part)?.recent ?? []);
      const seconds = known.reduce((sum, recent) => sum + recent.seconds, 0);
      const closed = known.reduce((sum, recent) => sum + recent.closed, 0);
      return seconds > 0 ? closed / seconds : Number.POSITIVE_INFINITY;
    },
    openWorker() {
      let current: Entry | null = null;
      let since = 0;
      /** Ends what is under way and goes on with another part. */
      const turnTo = (next: Entry | null): void => {
        const now = elapsedSeconds();
        if (current) spend(current, now - since);
        current = next;
        since = now;
      };
      return {
        async work(part, step) {
          const outer = current;
          const entry = entryOf(part);
          entry.steps++;
          turnTo(entry);
          onActivity({ work: part });
          try {
            return await step();
          } finally {
            turnTo(outer);
          }
        },
        credit({ planRise = 0, boundFall = 0 }) {
          if (!current) return;
          // What took time before it counts first.
          turnTo(current);
          current.planRise += planRise;
          current.boundFall += boundFall;
          const { seconds, closed } = current.recent;
          current.recent = { seconds, closed: closed + planRise + boundFall };
        },
      };
    },
    parts: () => [...entries.values()].map(({ recent: _, ...entry }) => entry),
  };
}
