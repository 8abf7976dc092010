import { type Hired, WorkerFailure } from './workers.ts';

/** A worker that is kept from one call to the next, and replaced once it has been dismissed. */
export interface KeptWorker<Api> extends Pick<Hired<Api>, 'call'> {
  /** Null if there is none at present. */
  atHand(): Hired<Api> | null;
  /** The one at hand, or a new one if there is none. */
  hire(): Hired<Api>;
  /** Ends the one at hand at once, or one that was at hand before; calls under way reject. */
  dismiss(reason: string, hired?: Hired<Api> | null): void;
}

export function keptWorker<Api>(hireAnother: () => Hired<Api>): KeptWorker<Api> {
  let kept: Hired<Api> | null = null;
  const hire = () => {
    kept ??= hireAnother();
    return kept;
  };
  const dismiss: KeptWorker<Api>['dismiss'] = (reason, hired = kept) => {
    hired?.dismiss(reason);
    if (hired === kept) kept = null;
  };
  return {
    atHand: () => kept,
    hire,
    dismiss,
    async call(work) {
      const hired = hire();
      try {
        return await hired.call(work);
      } catch (error) {
        if (error instanceof WorkerFailure) dismiss(error.message, hired);
        throw error;
      }
    },
  };
}
