import type { SolveOptions } from '../../lp/solver.ts';
import type { MethodTask } from '../method.ts';
import type { Master } from './master.ts';
import type { Oracle } from './oracle.ts';
import type { State } from './state.ts';

/** What the loop and its first phase share. */
export interface BendersContext {
  readonly task: MethodTask;
  readonly oracle: Oracle;
  readonly master: Master;
  /** Options of the next solve: the remaining time, the seed and the signal. */
  readonly limits: () => SolveOptions;
  /** Leaves out of the master what no plan better than the best so far can use. */
  readonly narrow: (state: State) => Promise<void>;
}

/** What is known, and a point inside the hull of the selections. */
export interface Found {
  readonly state: State;
  readonly core: Float64Array;
}
