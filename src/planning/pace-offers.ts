import type { Solution } from '../model/solution.ts';
import { offer, type Run } from './run.ts';

/** Share of the time that checking and recording plans may take, since over a long horizon either takes seconds. */
const OFFERING_SHARE = 0.1;

/** Checks and records the plans of a method that rates them itself; the newest wait until it is time. */
export interface PacedOffers {
  submit(solution: Solution): void;
  /** Offers what waits if it is time, or `isLast`. */
  proceed(isLast?: boolean): void;
}

/** @param onTaken called where a plan was taken */
export function paceOffers(run: Run, onTaken: () => void): PacedOffers {
  const { elapsedSeconds } = run;
  /** The newest and, in case it fails its check, the one before it. */
  let waiting: readonly Solution[] = [];
  let restsUntil = Number.NEGATIVE_INFINITY;
  const proceed = (isLast = false): void => {
    const began = elapsedSeconds();
    if (waiting.length === 0 || (!isLast && began < restsUntil)) return;
    const solutions = waiting;
    waiting = [];
    const taken = solutions.find((solution) => offer(run, solution) && run.state.best!.isVerified);
    if (taken) onTaken();
    const ended = elapsedSeconds();
    restsUntil = ended + (ended - began) / OFFERING_SHARE;
  };
  return {
    submit(solution) {
      waiting = [solution, ...waiting.slice(0, 1)];
    },
    proceed,
  };
}
