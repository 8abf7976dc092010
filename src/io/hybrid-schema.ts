import * as z from 'zod';
import { EXACT_REASONS, type HybridStep } from '../domain/hybrid.ts';

const count = z.int().nonnegative();
const nullable = z.number().nullable();

const sample = z.object({
  variables: count,
  couplers: count,
  weights: z.object({ cuts: z.number(), groups: z.number() }).nullable(),
  reads: count,
  feasibleShare: z.number().min(0).max(1).nullable(),
  bestTheta: nullable,
  claimedTheta: nullable,
  energy: nullable,
  trouble: z.string().nullable(),
  seconds: z.number(),
});

/** A step of a master that is sampled, as in the file of its run. */
export const hybridStepSchema: z.ZodType<HybridStep> = z.object({
  iteration: count,
  cuts: z.object({ held: count, from: count }),
  ranges: z.array(z.object({ block: count, lower: z.number(), upper: z.number() })),
  sample: sample.nullable(),
  exact: z.object({ reason: z.enum(EXACT_REASONS), bound: nullable }).nullable(),
  value: nullable,
  raisedBy: z.enum(['sampler', 'exact master']).nullable(),
  loweredBy: z.literal('exact master').nullable(),
});
