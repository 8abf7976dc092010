import type { CatalogueSize, DrawSummary, RunStatus } from './run-record.ts';
import type { SchemeName } from './schemes/schemes.ts';
import type { Warning } from './warning.ts';

/** What the schemes make of one instance, on one path catalogue; JSON of it holds null, never NaN. */
export interface Comparison {
  readonly satqn: { readonly comparison: 1; readonly version: string };
  readonly scenario: { readonly name: string; readonly hash: string };
  /** What is to be checked of the scenario, whatever the scheme. */
  readonly warnings: readonly Warning[];
  /** The catalogue shared by all schemes: the union of their own paths. */
  readonly catalogue: CatalogueSize;
  /** Optimum of the LP relaxation of PS-EGR, Σ α y; null where it was not solved. */
  readonly relaxationBound: number | null;
  /** δ/α, pairs delivered per unit of Σ α y, where all weights are the same; null elsewhere. */
  readonly pairsPerObjective: number | null;
  /** One a scheme, in the order asked for. */
  readonly results: readonly SchemeResult[];
}

export interface SchemeResult {
  readonly scheme: SchemeName;
  /** `completed`: a rule that proves no bound of its own (greedy, random routing) came to its end. */
  readonly status: RunStatus;
  /** Who made the plan: the method that closed first where several were asked. */
  readonly method: string;
  /**
   * Σ α y of the verified plan, of RRS the mean over its draws that keep minimum rates, or the best of them where
   * none does; null without a plan.
   */
  readonly objective: number | null;
  /** Σ y δ, pairs; of RRS as above. */
  readonly totalPairs: number | null;
  /** Upper bound on the scheme's own optimum, Σ α y; null where there is none. */
  readonly bound: number | null;
  /** (bound − objective)/|bound|. */
  readonly relativeGap: number | null;
  readonly boundBy: string;
  /** Mean fidelity of the delivered pairs after purification; null where nothing is delivered. */
  readonly fidelity: number | null;
  /** Of solving; for PS-EGR by the method that closed first. */
  readonly seconds: number;
  /** What the independent checker found; of RRS the largest over the draws. Null without a plan. */
  readonly maxViolation: number | null;
  /** Every draw of RRS, null elsewhere. A draw that misses a minimum rate has no value. */
  readonly draws: readonly DrawSummary[] | null;
  /** How many slots of demands are spared a minimum rate, since the scheme has no path there; left out where none is. */
  readonly exemptSlots?: number;
  /** Every method asked, with its own time and gap; empty where a scheme has no choice of method. */
  readonly attempts: readonly MethodAttempt[];
}

export interface MethodAttempt {
  readonly method: string;
  readonly status: RunStatus;
  readonly seconds: number;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly relativeGap: number | null;
}
