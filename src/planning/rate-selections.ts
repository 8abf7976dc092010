import type { FixedRoutes } from '../methods/fixed-routes.ts';
import type { Selection } from '../model/selection.ts';
import type { Solution } from '../model/solution.ts';

/**
 * Computing the rates of better plans takes at most this share of the search's time, since both share the processors.
 */
const RATING_SHARE = 0.1;

/** Computes rates for selections beside the search, on its own solver. */
export interface SelectionRater {
  /** The best of several selections; a single one is returned without waiting. */
  best(selections: readonly Selection[]): Promise<Selection>;
  /** The newest selection is next; one that is overtaken before its turn is evaluated only if the newest cannot be. */
  submit(selection: Selection): void;
  /** Begins with the waiting selection if it is time. */
  proceed(): void;
  /** Resolves when nothing is waiting. */
  settle(): Promise<void>;
}

export function openSelectionRater(
  routes: FixedRoutes,
  limits: () => { timeLimitSeconds: number },
  elapsedSeconds: () => number,
  onSolution: (solution: Solution) => void,
): SelectionRater {
  /** The newest and, in case it cannot be rated in time, the one before it. */
  let waiting: readonly Selection[] = [];
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  /** The next evaluation does not begin before this time. */
  let restsUntil = 0;
  const work = async (isLast: boolean) => {
    while (waiting.length > 0 && (isLast || elapsedSeconds() >= restsUntil)) {
      const selections = waiting;
      waiting = [];
      const began = elapsedSeconds();
      for (const selection of selections) {
        const { solution } = await routes.evaluate(selection, limits());
        if (solution === null) continue;
        onSolution(solution);
        break;
      }
      const ended = elapsedSeconds();
      restsUntil = ended + (ended - began) / RATING_SHARE;
    }
    busy = false;
  };
  return {
    async best(selections) {
      let [best] = selections;
      if (selections.length === 1) this.submit(best!);
      let value = Number.NEGATIVE_INFINITY;
      for (const selection of selections.length > 1 ? selections : []) {
        const { solution } = await routes.evaluate(selection, limits());
        if (solution) onSolution(solution);
        if (solution === null || solution.objective <= value) continue;
        best = selection;
        value = solution.objective;
      }
      return best!;
    },
    submit(selection) {
      waiting = [selection, ...waiting.slice(0, 1)];
      this.proceed();
    },
    proceed() {
      if (busy) return;
      busy = true;
      working = work(false);
      // Reported by settle(); without this a failure before would end the process.
      working.catch(() => {});
    },
    async settle() {
      await working;
      await work(true);
    },
  };
}
