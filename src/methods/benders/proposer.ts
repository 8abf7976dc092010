import type { SolveOptions, SolveStatus } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';

/** Options of a step of the master, which may begin with a selection. */
export type MasterOptions = SolveOptions & { readonly from?: Selection };

/** Finds selections that are worth trying for the cuts so far: a MIP, or anything that samples. It proves nothing. */
export interface Proposer {
  /** The most promising first; none where none was found. */
  propose(options: MasterOptions): Promise<readonly Selection[]>;
}

/** Proves what no selection can exceed for the cuts so far. */
export interface Bounder {
  bound(options: MasterOptions): Promise<OuterBound>;
}

export interface OuterBound {
  readonly status: SolveStatus;
  /** The dual bound, also when stopped early; −Infinity where the cuts allow no selection. */
  readonly bound: number;
}
