import { SolverError } from '../lp/solver.ts';
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
  /**
   * The newest selection is next; one that is overtaken before its turn is evaluated only if the newest cannot be.
   * @param own its rates as the search knows them, which count where better ones cannot be had
   */
  submit(selection: Selection, own?: Solution | null): void;
  /** Begins with the waiting selection if it is time. */
  proceed(): void;
  /** Resolves when nothing is waiting. */
  settle(): Promise<void>;
}

interface RaterPorts {
  readonly routes: FixedRoutes;
  readonly limits: () => { timeLimitSeconds: number };
  readonly elapsedSeconds: () => number;
  readonly take: (solution: Solution) => void;
  /** Whether one that was taken holds and is worth as much. */
  readonly isCovered: (solution: Solution) => boolean;
  /** Told once that the solver failed; from then on, plans keep their own rates. */
  readonly onFailure: (error: SolverError) => void;
}

interface Waiting {
  readonly selection: Selection;
  readonly own: Solution | null;
}

export function openSelectionRater({
  routes,
  limits,
  elapsedSeconds,
  take,
  isCovered,
  onFailure,
}: RaterPorts): SelectionRater {
  /** The newest and, in case it cannot be rated in time, the one before it. */
  let waiting: readonly Waiting[] = [];
  let working: Promise<void> = Promise.resolve();
  let busy = false;
  let hasFailed = false;
  /** The next evaluation does not begin before this time. */
  let restsUntil = 0;
  const rate = async (selection: Selection): Promise<Solution | null> => {
    if (hasFailed) return null;
    try {
      return (await routes.evaluate(selection, limits())).solution;
    } catch (error) {
      if (!(error instanceof SolverError)) throw error;
      hasFailed = true;
      onFailure(error);
      return null;
    }
  };
  /** Says whether the plan counts now. */
  const takeRates = async ({ selection, own }: Waiting): Promise<boolean> => {
    const rated = await rate(selection);
    if (rated !== null) take(rated);
    if (own !== null && !isCovered(own)) take(own);
    const wanted = own ?? rated;
    return wanted !== null && isCovered(wanted);
  };
  const work = async (isLast: boolean) => {
    while (waiting.length > 0 && (isLast || elapsedSeconds() >= restsUntil)) {
      const plans = waiting;
      waiting = [];
      const began = elapsedSeconds();
      for (const plan of plans) if (await takeRates(plan)) break;
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
        const solution = await rate(selection);
        if (solution) take(solution);
        if (solution === null || solution.objective <= value) continue;
        best = selection;
        value = solution.objective;
      }
      return best!;
    },
    submit(selection, own = null) {
      waiting = [{ selection, own }, ...waiting.slice(0, 1)];
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
