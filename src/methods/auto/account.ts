/**
 * What each part of a search costs and brings: its seconds, and by how much it closes the gap, be it that the plan rises
 * or the bound falls.
 */
import type { PartOfWork } from '../method.ts';

type Part =
  | 'start'
  | 'LP relaxation'
  | 'roots of windows'
  | 'windows'
  | 'routes of windows'
  | 'dive'
  | 'rolling horizon'
  | 'slot by slot'
  | 'neighbourhoods'
  | 'crossover'
  | 'compact program';

export interface Account {
  /** A side of the search, which does one step at a time. */
  openWorker(): Worker;
  /** All parts so far, in the order of their first steps. */
  parts(): readonly PartOfWork[];
}

export interface Worker {
  /** Does a step of a part, which may have steps of other parts within; these count as theirs. */
  work<Result>(part: Part, step: () => Promise<Result>): Promise<Result>;
  /** What the step under way has closed of the gap, in Σ α y. */
  credit(closed: { readonly planRise?: number; readonly boundFall?: number }): void;
}

type Entry = { -readonly [Key in keyof PartOfWork]: PartOfWork[Key] };

export function openAccount(elapsedSeconds: () => number): Account {
  const entries = new Map<Part, Entry>();
  const entryOf = (part: Part): Entry => {
    const entry = entries.get(part) ?? { part, steps: 0, seconds: 0, planRise: 0, boundFall: 0 };
    entries.set(part, entry);
    return entry;
  };
  return {
    openWorker() {
      let current: Entry | null = null;
      let since = 0;
      /** Ends what is under way and goes on with another part. */
      const turnTo = (next: Entry | null): void => {
        const now = elapsedSeconds();
        if (current) current.seconds += now - since;
        current = next;
        since = now;
      };
      return {
        async work(part, step) {
          const outer = current;
          const entry = entryOf(part);
          entry.steps++;
          turnTo(entry);
          try {
            return await step();
          } finally {
            turnTo(outer);
          }
        },
        credit({ planRise = 0, boundFall = 0 }) {
          if (!current) return;
          current.planRise += planRise;
          current.boundFall += boundFall;
        },
      };
    },
    parts: () => [...entries.values()].map((entry) => ({ ...entry })),
  };
}
