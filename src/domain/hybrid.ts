/** What is known of a master that is sampled: names, and what a run records of each of its steps. */

/** The ways to write Benders' master down for a sampler; `envelope` is none, but annealed as it is. */
export const ENCODING_NAMES = ['envelope', 'slack', 'bounded', 'unbalanced'] as const;
export type EncodingName = (typeof ENCODING_NAMES)[number];

/** The weights of penalties: those that anneal best, or those that carry a guarantee. */
export const WEIGHT_RULES = ['annealing', 'guaranteed'] as const;
export type WeightRule = (typeof WEIGHT_RULES)[number];

/** The samplers that need no program of the user's: one keeps to one path a group, one knows nothing of groups. */
export const BUILT_IN_SAMPLERS = ['built-in', 'single-flips'] as const;
export type BuiltInSampler = (typeof BUILT_IN_SAMPLERS)[number];

export const isBuiltIn = (sampler: string): sampler is BuiltInSampler =>
  (BUILT_IN_SAMPLERS as readonly string[]).includes(sampler);

/** How a master is sampled. */
export interface HybridOptions {
  readonly encoding: EncodingName;
  readonly weights: WeightRule;
  /** The name of a built-in sampler, or a command whose words are separated by blanks. */
  readonly sampler: string;
  readonly reads: number;
  /** Of each sample. */
  readonly samplerSeconds: number;
  /** Steps from one exact master to the next. */
  readonly certify: number;
}

/** Why a master was solved exactly in place of a sample. */
export const EXACT_REASONS = [
  'certify',
  'no feasible read',
  'no new read',
  'sampler failed',
  'end of sampling',
] as const;
export type ExactReason = (typeof EXACT_REASONS)[number];

/** Where θ of a block is encoded: from `lower` to `upper`, Σ α y. */
export interface ThetaRange {
  readonly block: number;
  readonly lower: number;
  readonly upper: number;
}

/** What a sampler was given and gave. */
export interface Sample {
  /** Of the QUBO; binaries x alone where there is none. */
  readonly variables: number;
  readonly couplers: number;
  /** The weights P of the cuts and A of the groups; null without a QUBO. */
  readonly weights: { readonly cuts: number; readonly groups: number } | null;
  readonly reads: number;
  /** Share of the reads that take one path in each group; null if there was no read. */
  readonly feasibleShare: number | null;
  /** The most that the cuts allow at a feasible read, by the cuts themselves; null without one. */
  readonly bestTheta: number | null;
  /** θ as the bits of that read say it; null without a QUBO. */
  readonly claimedTheta: number | null;
  /** The energy of that read; null without a QUBO. */
  readonly energy: number | null;
  readonly seconds: number;
  /** What went wrong with the sampler; null if nothing did. */
  readonly trouble: string | null;
}

/** One step of a master that is sampled. */
export interface HybridStep {
  /** Of the subproblem that followed, or would have followed; no two steps of a run have the same. */
  readonly iteration: number;
  /** How many of the proved cuts the master had; those from `from` on, counted from 0, went into the sample. */
  readonly cuts: { readonly held: number; readonly from: number };
  readonly ranges: readonly ThetaRange[];
  /** Null if nothing was sampled. */
  readonly sample: Sample | null;
  /** Null if the sample was enough. */
  readonly exact: {
    readonly reason: ExactReason;
    /** Proved: no selection is worth more. Null if the solve had no bound. */
    readonly bound: number | null;
  } | null;
  /** Σ α y of the selection that was taken; null if the subproblem found none, or was not reached. */
  readonly value: number | null;
  /** Who raised the inner bound and who lowered the outer one in this step; null if nobody did. */
  readonly raisedBy: 'sampler' | 'exact master' | null;
  readonly loweredBy: 'exact master' | null;
}
