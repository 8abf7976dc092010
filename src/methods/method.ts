import type { Activity } from '../domain/activity.ts';
import type { HybridOptions, HybridStep } from '../domain/hybrid.ts';
import type { MethodFacts } from '../domain/methods/method-facts.ts';
import type { BoundSource, MethodName, RuleName } from '../domain/methods/methods.ts';
import type { Plan } from '../domain/plan.ts';
import type { RunStatus } from '../domain/run-status.ts';
import type { Solver } from '../lp/solver.ts';
import type { Layout } from '../model/layout.ts';
import type { Selection } from '../model/selection.ts';
import type { RoutedSolution, RowPrices, Solution } from '../model/solution.ts';
import type { Sampler } from '../qubo/sampler.ts';
import type { BendersOptions } from './benders/options.ts';
import type { Proof } from './proof.ts';

/** A way to plan: its needs, and what it yields as it runs. */
export interface Method<Name extends MethodName | RuleName = MethodName | RuleName> extends MethodFacts {
  readonly name: Name;
  readonly needs: {
    /**
     * Whether the LP relaxation over all slots is solved: before a search, as its start; after a rule, as the bound beside
     * its plan.
     */
    readonly relaxation: boolean;
    /** Whether the program of all slots is written down at once, whatever its size. */
    readonly wholeProgram: boolean;
  };
  /**
   * How it uses the first plan, which is made before it runs: as its `start`; only `beside` it, shown until it has proved
   * a plan of its own; or not at all.
   */
  firstPlan(options: Pick<MethodOptions, 'benders'>): 'start' | 'beside' | 'none';
  /**
   * Where the rates of its plans come from: an LP over all slots with x fixed, solved `beside` it, and in its place where
   * that fails; a program over all slots of its own, the `whole`; or its `parts`, which may break families that couple
   * slots.
   */
  readonly ratedBy: 'beside' | 'whole' | 'parts';
  /** Yields whenever there is something new, and returns how it ended. */
  solve(task: MethodTask): AsyncGenerator<MethodProgress, MethodEnd>;
}

export interface MethodTask {
  readonly layout: Layout;
  readonly solver: Solver;
  /** A further solver on its own thread, which the method closes; absent if there is only one. */
  readonly openSolver?: () => Promise<Solver>;
  /** The sampler of the user's, if a hybrid master asks for one. */
  readonly sampler?: Sampler;
  readonly options: MethodOptions;
  /** The result of the LP relaxation: its bound and prices. */
  readonly relaxation: { readonly bound: number; readonly prices: RowPrices | null };
  /** x to start from. */
  readonly start: Selection;
  /** A valid plan to continue with its rates; only if its rates are not found beside it. */
  readonly earlier?: Plan;
  /** What an interrupted run of the same problem has proved. */
  readonly proofs: readonly Proof[];
  /** Seconds since the solution process began; shells pass a monotonic clock. */
  readonly elapsedSeconds: () => number;
  readonly signal?: AbortSignal;
  /** Told whenever the search turns to other work, or has done a part of it. */
  readonly onActivity?: (activity: Activity) => void;
}

/** What a rule proves. */
export const NO_BOUND = { bound: Number.POSITIVE_INFINITY, boundBy: 'none' } as const;

export interface MethodOptions {
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  readonly timeLimitSeconds: number;
  readonly iterationLimit: number;
  readonly seed: number;
  /** Number of draws of random routing. */
  readonly draws: number;
  readonly benders: BendersOptions;
  /** How Benders' master is sampled; absent if it is solved exactly. */
  readonly hybrid?: HybridOptions;
}

export interface MethodProgress {
  readonly iteration: number;
  /** Set if this step found a better plan, with the rates that the method knows; they hold as they are. */
  readonly improvement: RoutedSolution | null;
  /** A rule that averages over draws reports every one; null if its routes cannot meet a minimum rate. */
  readonly draw?: Solution | null;
  /** Proved upper bound so far; Infinity if there is none yet. */
  readonly bound: number;
  readonly boundBy: BoundSource;
  /** New proofs of this step that a later run can reuse. */
  readonly newProofs: readonly Proof[];
  /** A step of a master that is sampled, complete. */
  readonly hybridStep?: HybridStep;
  /** What the method chose to do, and why: a note for the record. */
  readonly remark?: string;
}

/** What a part of a search has cost and brought. */
export interface PartOfWork {
  readonly part: string;
  readonly steps: number;
  readonly seconds: number;
  /** By how much it raised the best plan, and lowered the bound; both in Σ α y. */
  readonly planRise: number;
  readonly boundFall: number;
}

export interface MethodEnd {
  readonly status: RunStatus;
  readonly iterations: number;
  readonly bound: number;
  readonly boundBy: BoundSource;
  /** Of a search that keeps account of its work. */
  readonly parts?: readonly PartOfWork[];
}
