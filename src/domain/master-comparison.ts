import type { BuiltInSampler, EncodingName } from './hybrid.ts';

/** Which masters are compared on the same cuts. */
export interface MasterComparisonOptions {
  /** How many cuts the masters have. */
  readonly cuts: readonly number[];
  /** Encodings that are sampled; the envelope has a sampler of its own. */
  readonly encodings: readonly EncodingName[];
  readonly samplers: readonly BuiltInSampler[];
  readonly reads: number;
  readonly samplerSeconds: number;
  /** Limit of each exact master. */
  readonly exactSeconds: number;
}

/** One sample of a master, beside the exact one with the same cuts. */
export interface MasterResult {
  readonly cuts: number;
  readonly encoding: EncodingName;
  /** Null for the envelope. */
  readonly sampler: BuiltInSampler | null;
  readonly variables: number;
  readonly couplers: number;
  readonly feasibleShare: number | null;
  /** θ(x) of the best feasible read, and θ as its bits say it; null without one. */
  readonly theta: number | null;
  readonly claimedTheta: number | null;
  readonly seconds: number;
  /** Proved by the exact master, in so many seconds; whether it was proved to its precision. */
  readonly exactTheta: number;
  readonly exactSeconds: number;
  readonly isExact: boolean;
  /** (exactTheta − theta)/exactTheta; null without a feasible read. */
  readonly loss: number | null;
}
