import type { MethodName } from '../domain/methods/methods.ts';
import { SCHEME_NAMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { DEFAULT_PLAN_OPTIONS } from './options.ts';

/** Options of a comparison. */
export interface ComparisonOptions {
  readonly schemes: readonly SchemeName[];
  /**
   * Methods for PS-EGR, SOS and NSS, run one after the other, each with its own limit; the one that closes first
   * provides the result.
   */
  readonly methods: readonly MethodWithLimit[];
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  /** Number of draws of RRS. */
  readonly draws: number;
  /** Whether minimum rates (C7) hold; random routing, greedy and pull may miss them. */
  readonly keepMinimum: boolean;
  readonly seed: number;
}

export interface MethodWithLimit {
  readonly method: MethodName;
  readonly timeLimitSeconds: number;
}

export const DEFAULT_COMPARISON_OPTIONS: ComparisonOptions = {
  schemes: SCHEME_NAMES,
  methods: [{ method: DEFAULT_PLAN_OPTIONS.method, timeLimitSeconds: DEFAULT_PLAN_OPTIONS.timeLimitSeconds }],
  gap: DEFAULT_PLAN_OPTIONS.gap,
  draws: DEFAULT_PLAN_OPTIONS.draws,
  keepMinimum: true,
  seed: DEFAULT_PLAN_OPTIONS.seed,
};
