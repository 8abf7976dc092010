import type { Assumptions } from './assumptions.ts';
import type { MasterResult } from './master-comparison.ts';
import type { PointingClaim } from './pointing-claim.ts';
import type { CatalogueSize, DrawSummary } from './run-record.ts';
import type { RunStatus } from './run-status.ts';
import type { SchemeName } from './schemes/schemes.ts';
import type { MeanWithin } from './simulation.ts';
import type { Warning } from './warning.ts';

/** The results of the schemes on one instance and one path catalogue; its JSON has null, never NaN. */
export interface Comparison {
  readonly satqn: { readonly comparison: 1; readonly version: string };
  readonly scenario: { readonly name: string; readonly hash: string };
  /** Probable mistakes in the scenario, whatever the scheme. */
  readonly warnings: readonly Warning[];
  /** The catalogue shared by all schemes: the union of their own paths. */
  readonly catalogue: CatalogueSize;
  /** What the results refer to; absent if no node limits its telescopes. */
  readonly pointing?: PointingClaim;
  /** Optimum of the LP relaxation of PS-EGR, Σ α y; null if it was not solved. */
  readonly relaxationBound: number | null;
  /** δ/α, pairs delivered per unit of Σ α y, if all weights are equal; otherwise null. */
  readonly pairsPerObjective: number | null;
  /** One per scheme, in the requested order. */
  readonly results: readonly SchemeResult[];
  /** Sampled masters on the same instance; absent if none are compared. */
  readonly masters?: readonly MasterResult[];
}

export interface SchemeResult {
  readonly scheme: SchemeName;
  /** `completed`: a rule that proves no bound of its own (greedy, pull, random routing) finished. */
  readonly status: RunStatus;
  /** Which method made the plan: the one that closed first if several were requested. */
  readonly method: string;
  /**
   * Σ α y of the verified plan; for RRS the mean over its draws that keep minimum rates, or the best draw if none does;
   * null without a plan.
   */
  readonly objective: number | null;
  /** Σ y δ, pairs; for RRS as above. */
  readonly totalPairs: number | null;
  /** Upper bound on the scheme's own optimum, Σ α y; null if there is none. */
  readonly bound: number | null;
  /** (bound − objective)/|bound|. */
  readonly relativeGap: number | null;
  readonly boundBy: string;
  /** Mean fidelity of the delivered pairs after purification; null if nothing is delivered. */
  readonly fidelity: number | null;
  /** Seconds of solving; for PS-EGR by the method that closed first. */
  readonly seconds: number;
  /** The largest violation that the independent checker found, for RRS over all draws. Null without a plan. */
  readonly maxViolation: number | null;
  /** Every draw of RRS, otherwise null. A draw that misses a minimum rate has no value. */
  readonly draws: readonly DrawSummary[] | null;
  /** Number of demands and slots exempt from a minimum rate, since the scheme has no path there; absent for none. */
  readonly exemptSlots?: number;
  /** What the plan, or the best draw, asks of hardware; absent without a plan and in older results. */
  readonly assumptions?: Assumptions;
  /** What of the plan, or of the best draw, comes true; absent if nothing was simulated. */
  readonly simulated?: SimulatedPairs;
  /** Every requested method, with its own time and gap; empty if the scheme has no choice of method. */
  readonly attempts: readonly MethodAttempt[];
}

/** Pairs of a plan that was simulated, as means over replications. */
export interface SimulatedPairs {
  readonly replications: number;
  /** Σ y δ of the plan. */
  readonly plannedPairs: number;
  readonly realised: MeanWithin;
  /** With a true fidelity of at least F^th. */
  readonly inSpec: MeanWithin;
}

export interface MethodAttempt {
  readonly method: string;
  readonly status: RunStatus;
  readonly seconds: number;
  readonly objective: number | null;
  readonly bound: number | null;
  readonly relativeGap: number | null;
}
