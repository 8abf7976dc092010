import type { FixedRoutes } from '../methods/fixed-routes.ts';
import type { Selection } from '../model/selection.ts';
import type { Solution } from '../model/solution.ts';

/** Rates of better plans are computed beside the search in no more than this share of its time, which shares processors. */
const RATING_SHARE = 0.1;

/** Turns selections into rates beside the search, on a solver of its own. */
export interface SelectionRater {
  /** The best of several selections; a single one is not waited for. */
  best(selections: readonly Selection[]): Promise<Selection>;
  /** Only the newest waits: a selection that was overtaken before its turn is not evaluated. */
  submit(selection: Selection): void;
  /** Begins with what waits, if it is time. */
  proceed(): void;
  /** Ends when nothing waits. */
  settle(): Promise<void>;
}

export function openSelectionRater(
  routes: FixedRoutes,
  limits: () => { timeLimitSeconds: number },
  elapsedSeconds: () => number,
  onSolution: (solution: Solution) => void,
): SelectionRater {
  let waiting: Selection | null = null;
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  /** Before it the next evaluation does not begin. */
  let restsUntil = 0;
  const work = async (isLast: boolean) => {
    while (waiting && (isLast || elapsedSeconds() >= restsUntil)) {
      const selection = waiting;
      waiting = null;
      const began = elapsedSeconds();
      const { solution } = await routes.evaluate(selection, limits());
      if (solution) onSolution(solution);
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
      waiting = selection;
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
