import type { SolveOptions, SolveStatus } from '../../lp/solver.ts';
import type { Selection } from '../../model/selection.ts';

/** Options of a step of the master, which may start from a selection. */
export type MasterOptions = SolveOptions & { readonly from?: Selection };

/** Finds selections worth trying for the cuts so far, with a MIP or anything that samples. It proves nothing. */
export interface Proposer {
  /** The most promising first; empty if none was found. */
  propose(options: MasterOptions): Promise<readonly Selection[]>;
}

/** Proves a value that no selection can exceed for the cuts so far. */
export interface Bounder {
  bound(options: MasterOptions): Promise<OuterBound>;
}

export interface OuterBound {
  readonly status: SolveStatus;
  /** The dual bound, also if stopped early; −Infinity if the cuts allow no selection. */
  readonly bound: number;
}
