/** Accelerations of Benders' decomposition; with all of them off it is the paper's Fig. 4. */
export interface BendersOptions {
  /** Start from the LP relaxation: its dual cut, then a first phase on the relaxed master. */
  readonly relaxationPhase: boolean;
  /** More cuts per round, at core points between x and the inside (Papadakos 2008: no extra normalisation needed). */
  readonly paretoCuts: boolean;
  /** In the first phase, cut at a point between the core and the master's point (Ben-Ameur & Neto 2007). */
  readonly inOut: boolean;
  /** Stop masters early, with their dual bound, while much of the gap is open. */
  readonly hastyMasters: boolean;
}

export const TEXTBOOK: BendersOptions = {
  relaxationPhase: false,
  paretoCuts: false,
  inOut: false,
  hastyMasters: false,
};
export const ACCELERATED: BendersOptions = {
  relaxationPhase: true,
  paretoCuts: true,
  inOut: true,
  hastyMasters: true,
};

/** Whether it is Fig. 4 as printed, from its own start. */
export const isTextbook = (options: BendersOptions): boolean => Object.values(options).every((isOn) => !isOn);

/**
 * A Benders cut as plain data, over the points (x, w, u) of a layout:
 * `optimality`: θ_block ≤ constant + Σ slopes·x;  `feasibility`: 0 ≤ constant + Σ slopes·x.
 */
export interface Cut {
  readonly kind: 'optimality' | 'feasibility';
  /** Which θ it bounds: 0 if storage couples the slots, otherwise the slot. */
  readonly block: number;
  readonly constant: number;
  /** Indices of choices, and beyond them of w and u. */
  readonly choices: Int32Array;
  readonly slopes: Float64Array;
}
