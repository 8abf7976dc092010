/** Largest violation that a verified plan may have, relative to its row: see {@link ConstraintCheck}. */
export const VERIFICATION_TOLERANCE = 1e-6;

/** What the independent checker found, per constraint of the paper. */
export interface Certificate {
  readonly status: 'verified' | 'failed';
  /** The largest of all violations. */
  readonly maxViolation: number;
  /** VERIFICATION_TOLERANCE. */
  readonly tolerance: number;
  readonly checks: readonly ConstraintCheck[];
  /** Σ α y recomputed from the plan. */
  readonly objective: number;
  /** Σ y δ recomputed from the plan. */
  readonly totalPairs: number;
  /** The LP-relaxation bound recomputed by weak duality, null where no duals are at hand. */
  readonly dualBound: number | null;
  /** Whether the final bound follows from the recomputed one, or rests on the solver's word. */
  readonly bound: 'rechecked' | 'by the solver' | 'none';
}

/** Exists for the compiler alone. */
declare const madeHere: unique symbol;

/** A certificate that the checker of this software made just now. One that was read from a file is a claim. */
export type CheckedCertificate = Certificate & { readonly [madeHere]: true };

/** What every plan is checked for. */
export const CONSTRAINTS = [
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
  'path',
  'fidelity',
  'cost',
  'objective',
] as const;
/** What a certificate may report on: the plan, the paths that its bound is among, and what a run record says of itself. */
export const CHECKS = [...CONSTRAINTS, 'catalogue', 'record'] as const;
export type ConstraintName = (typeof CHECKS)[number];

export interface ConstraintCheck {
  readonly constraint: ConstraintName;
  /** How many inequalities or facts were looked at. */
  readonly checked: number;
  /** Largest violation, relative to the larger of |rhs| and the most that one column can contribute to the row. */
  readonly maxViolation: number;
  /** Where the largest violation is, in words; null where there is none. */
  readonly worst: string | null;
  /** Of C7: how many demands and slots it leaves out, since no path is usable there. */
  readonly exempt?: number;
  /** Of C7: how many minimum rates a rule that knows nothing of them misses, which is no violation; absent for none. */
  readonly missed?: number;
}

/**
 * Prices of C3..C7 from the LP relaxation, ≥ 0 except C6 where it is an equality. With them the
 * Lagrangian of the program is an upper bound whatever their values, so a checker can trust them
 * blindly: L(π) = Σ_{k,t} max_p Y^max·max(0, reduced rate) + Σ rhs·π + storage columns.
 * Every list is sparse: what is absent is 0.
 */
export interface DualPrices {
  /** Per storage node and t = 0..T. */
  readonly c3: readonly { readonly node: string; readonly slot: number; readonly price: number }[];
  /** Per link and slot, on the rate form Σ y·g ≤ C (pairs/s). */
  readonly c4: readonly { readonly link: string; readonly slot: number; readonly price: number }[];
  /** Per virtual link and slot, on Σ y·g·δ ≤ z. */
  readonly c5: readonly StockPrice[];
  /** Per virtual link and t = 1..T: value of one more pair appearing in stock at the beginning of t. */
  readonly c6: readonly StockPrice[];
  /** Per virtual link and t: value of the freshness row z^t ≤ Σ_a y^{t−a} δ (memories with a maximum age). */
  readonly freshness: readonly StockPrice[];
  /** Per demand and slot, on −Σ y ≤ −minimumRate. */
  readonly c7: readonly { readonly demand: string; readonly slot: number; readonly price: number }[];
}

export interface StockPrice {
  readonly pair: string;
  readonly subPath: string;
  readonly slot: number;
  readonly price: number;
}
