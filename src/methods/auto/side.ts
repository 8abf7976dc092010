/** The state of the search as one side sees it: what it finds counts for the part of the work that it is doing. */
import type { Account, Worker } from './account.ts';
import type { SearchState } from './search-state.ts';

export interface Side extends SearchState, Pick<Worker, 'work'>, Pick<Account, 'rateOf'> {}

export function openSide(state: SearchState, account: Account): Side {
  const { work, credit } = account.openWorker();
  return {
    ...state,
    work,
    rateOf: account.rateOf,
    offer(found) {
      const before = state.plan();
      const isBetter = state.offer(found);
      // From nothing to something is no gap that could be measured.
      if (isBetter && before) credit({ planRise: state.plan()!.objective - before.objective });
      return isBetter;
    },
    tighten(bound, boundBy) {
      const before = state.bound();
      state.tighten(bound, boundBy);
      if (Number.isFinite(before)) credit({ boundFall: before - state.bound() });
    },
  };
}
