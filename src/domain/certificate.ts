import { type EntityNames, FAMILIES, FAMILY_IDS, type FamilyId, type RowEntity } from './families.ts';

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
  /** The LP-relaxation bound recomputed by weak duality; null if there are no duals. */
  readonly dualBound: number | null;
  /** Whether the final bound follows from the recomputed one, or rests on the solver's word. */
  readonly bound: 'rechecked' | 'by the solver' | 'none';
}

/** Exists for the compiler only. */
declare const madeHere: unique symbol;

/** A certificate that this software's checker has just made. One that was read from a file is a claim. */
export type CheckedCertificate = Certificate & { readonly [madeHere]: true };

/** The age of stored pairs is checked with their balance, C6. */
export type CheckedFamily = Exclude<FamilyId, 'freshness'>;
const isChecked = (id: FamilyId): id is CheckedFamily => id !== 'freshness';
export const CHECKED_FAMILIES: readonly CheckedFamily[] = FAMILY_IDS.filter(isChecked);

/** What every plan is checked for. */
export const CONSTRAINTS = [
  'C1',
  'C2',
  ...CHECKED_FAMILIES,
  'path',
  'fidelity',
  'cost',
  'objective',
] as const;
/**
 * What a certificate may report on: the plan, the paths to which its bound refers, and what a run record says about
 * itself.
 */
export const CHECKS = [...CONSTRAINTS, 'catalogue', 'record'] as const;
export type ConstraintName = (typeof CHECKS)[number];

export interface ConstraintCheck {
  readonly constraint: ConstraintName;
  /** How many inequalities or facts were checked. */
  readonly checked: number;
  /** Largest violation, relative to the larger of |rhs| and the most that one column can contribute to the row. */
  readonly maxViolation: number;
  /** Where the largest violation is, in words; null if there is none. */
  readonly worst: string | null;
  /** For C7: how many demands and slots it exempts, since no path is usable there. */
  readonly exempt?: number;
  /**
   * For C7: how many minimum rates the plan of a rule misses that ignores them, which is no violation; absent for none.
   */
  readonly missed?: number;
}

/** The price of one row. */
export type RowPrice<Of extends RowEntity> = EntityNames[Of] & {
  readonly slot: number;
  readonly price: number;
};

type PricesOf<F extends FamilyId> = readonly RowPrice<(typeof FAMILIES)[F]['of']>[];
type OptionalFamily = {
  [F in FamilyId]: (typeof FAMILIES)[F] extends { readonly isInEveryRecord: true } ? never : F;
}[FamilyId];
type KeyOf<F extends FamilyId> = (typeof FAMILIES)[F]['prices'];

/**
 * Prices of the families of constraints from the LP relaxation, ≥ 0 except for C6 where it is an equality. With them,
 * the Lagrangian of the program is an upper bound whatever their values, so a checker need not trust them: L(π) =
 * Σ_{k,t} max_p Y^max·max(0, reduced rate) + Σ rhs·π + storage columns. Every list is sparse: a missing entry is 0. C4
 * is priced in the rate form Σ y·g ≤ C (pairs/s), C5 in Σ y·g·ψδ ≤ z; the price of C6 at t = 1..T is the value of one
 * more pair in stock at the beginning of t; C7 is priced in −Σ y ≤ −minimumRate.
 */
export type DualPrices = {
  readonly [F in Exclude<FamilyId, OptionalFamily> as KeyOf<F>]: PricesOf<F>;
} & { readonly [F in OptionalFamily as KeyOf<F>]?: PricesOf<F> };

/** No prices at all: then L(π) is what the caps of rates allow. */
export const NO_PRICES = Object.fromEntries(
  FAMILY_IDS.map((id) => [FAMILIES[id].prices, []]),
) as unknown as DualPrices;
