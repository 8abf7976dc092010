import type { MethodName } from '../domain/run-record.ts';
import { SCHEME_NAMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { DEFAULT_PLAN_OPTIONS } from './options.ts';

/** What a comparison is asked for. */
export interface ComparisonOptions {
  readonly schemes: readonly SchemeName[];
  /**
   * Methods asked for PS-EGR, SOS and NSS, one after the other, each with a limit of its own; the one that
   * closes first makes the result.
   */
  readonly methods: readonly MethodWithLimit[];
  /** Stop at (UB − LB)/|UB| ≤ gap. */
  readonly gap: number;
  /** Of RRS. */
  readonly draws: number;
  /** Whether minimum rates (C7) hold; random routing and greedy know nothing of them, and may miss them. */
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
