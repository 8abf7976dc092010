import * as z from 'zod';
import { BUILT_IN_SAMPLERS, ENCODING_NAMES, WEIGHT_RULES } from '../../../domain/hybrid.ts';
import { METHOD_NAMES } from '../../../domain/methods/methods.ts';
import { SCHEME_NAMES } from '../../../domain/schemes/schemes.ts';
import { checkOptions } from '../../../planning/check-options.ts';
import { DEFAULT_HYBRID, DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../../../planning/options.ts';

/** The longest that a plan takes if nobody says how long. */
const USUAL_SECONDS = 60;

/**
 * The options that a request may state. The list says what is allowed, rather than what is not: no programs of the machine
 * as solver or sampler, no paths, no addresses.
 */
export const planOptionsSchema = z.strictObject({
  scheme: z.enum(SCHEME_NAMES).exactOptional().describe('What to plan by; ps-egr by default.'),
  method: z.enum(METHOD_NAMES).exactOptional().describe('How to solve it; auto by default.'),
  gap: z
    .number()
    .min(0)
    .max(1)
    .exactOptional()
    .describe('Stop once the relative gap is this small, from 0 to 1.'),
  timeLimitSeconds: z
    .number()
    .min(0)
    .max(1e7)
    .exactOptional()
    .describe(`Seconds of solving, at most what your token allows; ${USUAL_SECONDS} by default.`),
  iterationLimit: z
    .int()
    .min(1)
    .exactOptional()
    .describe('Iterations of Benders, or programs that auto solves.'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .exactOptional()
    .describe('Random seed of the solver, a whole number from 0 to 2,147,483,647.'),
  benders: z
    .strictObject({
      relaxationPhase: z.boolean().exactOptional(),
      paretoCuts: z.boolean().exactOptional(),
      inOut: z.boolean().exactOptional(),
      hastyMasters: z.boolean().exactOptional(),
    })
    .exactOptional()
    .describe('Accelerations of Benders to switch off; they imply the method benders.'),
  hybrid: z
    .strictObject({
      encoding: z.enum(ENCODING_NAMES).exactOptional(),
      weights: z.enum(WEIGHT_RULES).exactOptional(),
      sampler: z.enum(BUILT_IN_SAMPLERS).exactOptional(),
      reads: z.int().min(1).max(100_000).exactOptional(),
      samplerSeconds: z.number().min(0.001).max(1e5).exactOptional(),
      certify: z.int().min(1).exactOptional(),
    })
    .exactOptional()
    .describe('How to sample the master of Benders; implies the method benders.'),
});

/**
 * The options of a plan with what nobody states.
 * @throws InputError if they do not go together
 */
export function planOptionsOf(
  { benders, hybrid, ...stated }: z.infer<typeof planOptionsSchema>,
  secondsAtMost: number,
): PlanOptions {
  const options: PlanOptions = {
    ...DEFAULT_PLAN_OPTIONS,
    timeLimitSeconds: Math.min(USUAL_SECONDS, secondsAtMost),
    ...(benders || hybrid ? { method: 'benders' as const } : {}),
    ...stated,
    benders: { ...DEFAULT_PLAN_OPTIONS.benders, ...benders },
    ...(hybrid && { hybrid: { ...DEFAULT_HYBRID, ...hybrid } }),
  };
  checkOptions(options);
  return options;
}
