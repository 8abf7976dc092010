/** Checks all options of a library call or a record at once and describes what is wrong. */
import * as z from 'zod';
import { InputError } from '../base/errors.ts';
import { ENCODING_NAMES, WEIGHT_RULES } from '../domain/hybrid.ts';
import type { InSpecOptions } from '../domain/margins.ts';
import { METHOD_NAMES } from '../domain/methods/methods.ts';
import { POINTING_RULES } from '../domain/pointing.ts';
import { SCHEME_NAMES, SCHEMES } from '../domain/schemes/schemes.ts';
import { checkInput } from '../scenario/check-input.ts';
import type { ComparisonOptions } from './comparison-options.ts';
import { type PlanOptions, SOLVER_NAMES } from './options.ts';

const scheme = z.enum(SCHEME_NAMES);
const method = z.enum(METHOD_NAMES);
const gap = z.number().min(0).max(1).describe('A relative gap, from 0 to 1.');
const timeLimitSeconds = z.number().min(0).max(1e7).describe('Seconds, from 0 to 1e7.');
const draws = z.int().min(1).max(1_000_000).describe('Of random routing, from 1 to 1,000,000.');
const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .describe('A whole number from 0 to 2,147,483,647.');

const factor = z.number().min(0).max(1).describe('A factor, from 0 to 1.');
const inSpecOptions = z.strictObject({
  share: z.number().gt(0).max(1).describe('A share of the planned pairs, above 0 and at most 1.'),
  coherenceSeconds: z.number().positive().nullable().describe('Seconds, above 0.'),
  swapSuccess: z.number().gt(0).max(1).nullable().describe('A probability, above 0 and at most 1.'),
  relayBuffer: z.int().min(1).nullable().describe('Pairs per hop, at least 1.'),
  margins: z.strictObject({
    paths: z.array(z.strictObject({ demand: z.string(), path: z.string(), factor })),
    links: z.array(z.strictObject({ link: z.string(), factor })),
    stocks: z.array(z.strictObject({ pair: z.string(), subPath: z.string(), factor })),
  }),
}) satisfies z.ZodType<InSpecOptions>;

const planOptions = z.strictObject({
  scheme,
  catalogue: z.enum(['own', 'shared']),
  catalogueSchemes: z.array(scheme).min(1).exactOptional(),
  pointing: z.enum(POINTING_RULES).exactOptional(),
  method,
  solver: z.enum(SOLVER_NAMES),
  gap,
  timeLimitSeconds,
  iterationLimit: z.int().min(1).describe('A whole number of at least 1.'),
  seed,
  tightRateCaps: z.boolean(),
  draws,
  shadowPrices: z.boolean(),
  benders: z.strictObject({
    relaxationPhase: z.boolean(),
    paretoCuts: z.boolean(),
    inOut: z.boolean(),
    hastyMasters: z.boolean(),
  }),
  hybrid: z
    .strictObject({
      encoding: z.enum(ENCODING_NAMES),
      weights: z.enum(WEIGHT_RULES),
      sampler: z.string().regex(/\S/, 'must name a sampler').describe('A built-in sampler or a command.'),
      reads: z.int().min(1).max(100_000).describe('A whole number from 1 to 100,000.'),
      samplerSeconds: z.number().min(0.001).max(1e5).describe('Seconds, from 0.001 to 1e5.'),
      certify: z.int().min(1).describe('A whole number of at least 1.'),
    })
    .exactOptional(),
  inSpec: inSpecOptions.exactOptional(),
}) satisfies z.ZodType<PlanOptions>;

const hasNoTwins = (names: readonly string[]): boolean => new Set(names).size === names.length;

const comparisonOptions = z.strictObject({
  schemes: z
    .array(scheme)
    .min(1)
    .refine(hasNoTwins, 'must name each scheme once')
    .describe('Schemes to compare, each listed once.'),
  methods: z.array(z.strictObject({ method, timeLimitSeconds })).min(1),
  gap,
  draws,
  keepMinimum: z.boolean(),
  seed,
}) satisfies z.ZodType<ComparisonOptions>;

/** @throws InputError with every option that is wrong, or those that do not go together */
export function checkOptions(options: PlanOptions): void {
  check(planOptions, options);
  checkHybrid(options);
  refuseMeans(options);
  const { scheme, method, solver } = options;
  if (solver === 'built-in') return;
  if (SCHEMES[scheme].rule !== null) {
    const message = `The scheme ${scheme} follows a rule of its own and does not use ${solver}.`;
    throw new InputError([{ path: '', message, hint: 'Leave out --solver.' }]);
  }
  if (method === 'milp') return;
  const message = `The method ${method} needs LP duals, which ${solver} does not return.`;
  const hint = 'Let it solve the whole MILP (--method milp), or use the built-in solver.';
  throw new InputError([{ path: '', message, hint }]);
}

/** @throws InputError if margins are asked for of a scheme whose value is a mean over draws */
function refuseMeans({ scheme, inSpec }: PlanOptions): void {
  if (!inSpec || !SCHEMES[scheme].isMean) return;
  const message = `The scheme ${scheme} draws its routes at random, so no margin can make them better.`;
  throw new InputError([{ path: '', message, hint: 'Leave out --in-spec, or choose another --scheme.' }]);
}

/** @throws InputError if a sampled master does not go with the method, the scheme or its own options */
function checkHybrid({ scheme, method, hybrid }: PlanOptions): void {
  if (!hybrid) return;
  const { encoding, weights, sampler } = hybrid;
  const fail = (message: string, hint: string) => {
    throw new InputError([{ path: '', message, hint }]);
  };
  if (SCHEMES[scheme].rule !== null) {
    fail(`The scheme ${scheme} follows a rule of its own and has no master.`, 'Leave out --master.');
  }
  if (method !== 'benders') {
    fail(`The method ${method} has no master that could be sampled.`, 'Add --method benders.');
  }
  if (encoding === 'envelope' && sampler !== 'built-in') {
    fail(
      `The envelope is no QUBO, so the sampler ${sampler} cannot be given it.`,
      'Choose --encoding slack, bounded or unbalanced, or leave out --sampler.',
    );
  }
  if (weights === 'guaranteed' && encoding !== 'slack' && encoding !== 'bounded') {
    fail(
      `No weights of the encoding ${encoding} guarantee anything.`,
      'Choose --encoding slack or bounded, or leave out --weights.',
    );
  }
}

/** @throws InputError with every option that is wrong */
export const checkComparisonOptions = (options: ComparisonOptions): void => check(comparisonOptions, options);

function check(schema: z.ZodType, options: unknown): void {
  checkInput(z.strictObject({ options: schema }), { options });
}
