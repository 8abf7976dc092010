import * as z from 'zod';
import { CALIBRATION_ENDS, type Calibration } from '../domain/margins.ts';

const count = z.int().nonnegative();

const kept = z.object({
  plannedPairs: z.number(),
  deliveredPairs: z.number(),
  inSpecPairs: z.number(),
  halfWidth: z.number().nullable(),
  replications: z.int().positive(),
  seed: count,
});

/** What margins did to a plan, as in the file of its run. */
export const calibrationSchema: z.ZodType<Calibration> = z.object({
  asked: z.object({
    share: z.number(),
    coherenceSeconds: z.number().nullable(),
    swapSuccess: z.number().nullable(),
    relayBuffer: z.number().nullable(),
  }),
  ended: z.enum(CALIBRATION_ENDS),
  rounds: count,
  before: kept,
  after: kept,
});
